import type { Role } from '../../../contract/access.ts';
import { active, roleCounts } from './formats.ts';
import type { RecordWords } from './words.ts';

const doings: Readonly<Record<Role, string>> = {
  administrator: 'administrators (everything)',
  enroller: 'enrollers (people and their data)',
  receptionist: 'receptionists (who is enrolled, and checks)',
  auditor: 'auditors (the log and this page)',
};

export const recordEn: RecordWords = {
  title: 'Record of processing: recognising faces for access (Art. 30 GDPR)',
  controller: '1. Controller',
  controllerName: 'Controller',
  contact: 'Contact, data protection officer',
  joint: 'Joint controller',
  representative: 'Representative in the Union',
  purposes: '2. Purposes',
  purpose: 'Purpose',
  basis:
    'Legal basis: explicit consent (Art. 9(2)(a) with Art. 6(1)(a) GDPR), since faces are processed to identify people uniquely. The station stores nothing of a face without a note of that consent.',
  categories: '3. Categories of people and of data',
  subjects: 'People',
  data: 'Data',
  number: 'Now',
  enrolled: 'People enrolled',
  enrolledData:
    'id, name, how and when they agreed and to which text, end date, when last recognised',
  templates: 'templates: numbers computed from pictures of the face (biometric data, Art. 9)',
  photos: 'photos of the face, where kept',
  pinHolders: 'People with a PIN',
  pins: 'hash of the PIN, sealed',
  passers: 'Everybody before the camera',
  passersData:
    'the picture is looked at in memory and dropped; of people who are not enrolled, a row of the log says that somebody was not recognised, with no picture',
  staff: 'Users of the station',
  staffData: 'name, role, hash of the password, what they did (log)',
  recipients: '4. Recipients',
  recipientsText: 'The station passes nothing on. Who can see data at the station:',
  recipientOperators: (users) =>
    active(users).length === 0
      ? 'no user has been made yet'
      : roleCounts(users, (role, count) => `${count} ${doings[role]}`),
  transfers: '5. Transfers to third countries',
  transfersText: 'None: the data stay on the computer of the station and in its backups.',
  limits: '6. Time limits for erasure',
  limitsText:
    'A job erases what is past its time, once an hour while the station is open, and writes a row of the log for each person. Where the clock jumped it erases nothing until the clock has proved right.',
  security: '7. Technical and organisational measures (Art. 32)',
};
