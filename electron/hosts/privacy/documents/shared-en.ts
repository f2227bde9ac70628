import type { Role } from '../../../contract/access.ts';
import { Formats, numberIn, roleCounts } from './formats.ts';
import type { SharedWords } from './words.ts';

const { number, date } = new Formats('en-GB');

const roleNames: Readonly<Record<Role, string>> = {
  administrator: 'administrators',
  enroller: 'enrollers',
  receptionist: 'receptionists',
  auditor: 'auditors',
};

const neverOr = (at: number | null): string => (at === null ? 'never' : date(at));

export const sharedEn: SharedWords = {
  draftedOn: (at, version) =>
    `Drafted on ${date(at)} by Threshold ${version} from the settings in force and from what the station found when it looked at itself.`,
  complete:
    'This is a draft. What stands in brackets only you can say; please complete it, check the rest, and ask your data protection officer. It is no legal advice.',
  what: 'What',
  value: 'Entry',
  period: 'Kept for',
  counted: 'Counted from',
  inOrder: 'In order',
  found: 'What was found',
  yes: 'yes',
  no: 'needs attention',
  none: 'none kept',
  number,
  people: (n) => (n === 1 ? '1 person' : `${number(n)} people`),
  kinds: {
    templates: 'Templates of faces, with name, consent and PIN of the person',
    photos: 'Photos kept at enrolment, where the person agreed to that',
    events:
      'Event log (ids and times, and which user did it; no faces, no names of people enrolled)',
    strangers: 'Pictures of people who are not enrolled',
  },
  from: {
    templates: 'when the person was last recognised or let in; or the end date of the person',
    photos: 'when they were taken',
    events: 'when they happened; rows go in whole segments of a hundred',
  },
  days: (days) => (days === null ? 'without end' : days === 1 ? '1 day' : `${number(days)} days`),
  notKept: 'not kept at all',
  sealing:
    'Names, consents, templates, photos and PINs are sealed with AES-256-GCM under a key of each person; these keys are wrapped by the key of the station.',
  protection: {
    keychain: 'The key of the station is kept by the keychain of this account.',
    passphrase: 'The key of the station is protected by a passphrase (scrypt).',
    file: 'The key of the station lies in a file of this account, outside the data folder. That is weaker: whoever takes the whole account can open the data.',
  },
  recovery: (slot) => {
    if (slot === null)
      return 'There is no recovery key: whoever loses the key above loses the data.';
    return slot.keptAt === null
      ? 'There is a recovery key; nobody has confirmed that it was written down.'
      : `There is a recovery key on paper; that it was written down was confirmed on ${date(slot.keptAt)}.`;
  },
  erasure:
    'Erasing a person destroys their key and overwrites their rows, so that backups made before cannot be read for them either; a receipt says what was erased.',
  access: (users) =>
    users.length === 0
      ? 'Nobody has been made a user of the station yet; whoever stands before it can do checks and nothing else.'
      : `Users sign in by name and password, each with one role: ${roleCounts(users, (role, n) => `${roleNames[role]}: ${n}`)}. Every message is checked against the role, and the password is asked for again before erasing, exporting and changing thresholds.`,
  log: (at) =>
    `All that changes anything is logged with who did it, in a chain that shows what was edited, removed or added; last verified: ${neverOr(at)}.`,
  backup: (at) =>
    `Backups are sealed, read back after writing, and do not hold the keys; last one: ${neverOr(at)}.`,
  offline:
    'Faces are recognised on this computer. Nothing is sent to anybody; models are downloaded only when somebody asks for that.',
  cameras: {
    refuse: 'Cameras that are programs, which could play a film, are refused by their names.',
    allow: 'Cameras that are programs, which could play a film, are allowed and logged.',
  },
  consent: (version) =>
    `Nothing of a face is stored without a note of how the person agreed; the text they agree to is at version ${version}. Whoever withdraws comes in with a PIN.`,
  state: 'State of the station',
  stateText: 'What the station found when it looked, at the time of this draft:',
  topics: {
    sealed: 'Sealing',
    keys: 'Keys',
    consent: 'Consent',
    retention: 'Retention',
    snapshots: 'Pictures of strangers',
    log: 'Log',
    backup: 'Backups',
    network: 'Network',
    users: 'Users',
  },
  figuresOf: (topic, figures) => {
    const of = (name: string): string => number(numberIn(figures, name) ?? 0);
    const at = (name: string): string => neverOr(numberIn(figures, name));
    switch (topic) {
      case 'sealed':
        return `${of('sealed')} of ${of('rows')} rows look sealed, and a sample of them opened`;
      case 'keys':
        return `kept by: ${String(figures['kinds']).replaceAll(' ', ', ')}; renewed ${at('since')}; recovery key confirmed: ${at('recoveryKeptAt')}`;
      case 'consent':
        return `${of('people')} enrolled, ${of('missing')} without a noted consent, ${of('withdrawn')} withdrawn; text version ${of('version')}`;
      case 'retention':
        return `last run: ${at('lastRunAt')}; past their time and still there: ${of('overdue')}${numberIn(figures, 'clockDoubted') ? '; the clock is not believed, so nothing is erased' : ''}`;
      case 'snapshots':
        return `${of('pictures')} found`;
      case 'log':
        return `${of('rows')} rows; verified: ${at('verifiedAt')}${numberIn(figures, 'firstBad') === null ? '' : `; altered at row ${of('firstBad')}`}`;
      case 'backup':
        return `last one: ${at('lastAt')}`;
      case 'network':
        if (numberIn(figures, 'open') === null)
          return 'this system does not say which addresses are open';
        return figures['open'] === 0
          ? 'no address that other computers can reach'
          : 'the station can be reached from other computers';
      case 'users':
        return `${of('users')} users, ${of('administrator')} of them administrators`;
    }
  },
};
