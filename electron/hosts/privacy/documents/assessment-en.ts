import { numberIn, Formats } from './formats.ts';
import type { AssessmentWords } from './words.ts';

const { number, rate, date } = new Formats('en-GB');

export const assessmentEn: AssessmentWords = {
  title: 'Data protection impact assessment: recognising faces for access (Art. 35 GDPR)',
  description: '1. Description of the processing (Art. 35(7)(a))',
  scope: 'Extent now',
  place: 'Place',
  scopeOf: ({ people, templates, photos, withdrawn }) =>
    `${number(people)} people enrolled, ${number(templates)} templates, ${number(photos)} photos kept, ${number(withdrawn)} consents withdrawn`,
  how: 'A camera picture is searched for a face; numbers (a template) are computed from it and compared with the templates of the people enrolled. Several pictures must agree. The answer is who it is, or that it is nobody known; it is written to the log with ids and times. Pictures are not kept, unless a person agreed at enrolment that theirs are.',
  model: (known) => {
    if (known === null)
      return 'The recognition model cannot be read now, so its error rates cannot be stated.';
    const { pack, reference, identify, verify } = known;
    if (reference === null) {
      return `Recognition uses the model pack ${pack.name}. Nobody has measured its error rates, so nobody is matched.`;
    }
    return `Recognition uses the model pack ${pack.name}, measured on ${reference.name} (${number(reference.people)} people, ${number(reference.photos)} photos, ${reference.date}). Searching among everybody (identification): a stranger is taken for somebody in at most ${rate(identify.target)} of attempts by the risk that is set; people enrolled are missed in about ${rate(identify.fnmr)} of looks. Comparing with one person (verification): at most ${rate(verify.target)} and about ${rate(verify.fnmr)}.${identify.supported && verify.supported ? '' : ' With today’s people the measured data cannot support a risk that is set; the station is stricter then.'}`;
  },
  necessity: '2. Necessity and proportionality (Art. 35(7)(b))',
  necessityItems: [
    'Purpose limitation: templates serve to recognise people here and for nothing else; they cannot be exported except for the person themself.',
    'Data minimisation: no pictures of strangers, no faces and no names of people enrolled in the log, photos only where the person agreed.',
    'Storage limitation: periods for each kind, enforced by a job; an end date for each person.',
    'Consent: recorded with the version of its text, withdrawn at any time, with erasure at once; a PIN is the other way in, without a face.',
    'Rights: a person gets all that is kept about them in one sealed file (Art. 15, 20), and a receipt of an erasure (Art. 17).',
    'No decision by a machine alone (Art. 22) beyond opening or not opening; whoever is refused can use a PIN or turn to the staff.',
  ],
  risks: '3. Risks to the people concerned (Art. 35(7)(c))',
  risksText: 'Please rate how likely and how severe each of them is at your place.',
  riskHead: ['Risk', 'What is done', 'What remains', 'Likelihood and severity'],
  riskRows: ({ keys, policy, facts, verifiedAt, backupAt }) => [
    [
      'Computer or disk is stolen, and faces get into other hands',
      'names, consents, templates, photos and PINs are sealed; the keys are not in the data folder in the clear',
      keys.slots.some(({ kind }) => kind === 'file')
        ? 'the key lies in a file of the account: a thief of the whole account can open the data'
        : 'whoever has the computer and the passphrase, the unlocked account or the recovery key',
    ],
    [
      'Somebody is taken for somebody else, and comes in or is suspected',
      'threshold from the risk that is set and today’s people; several pictures must agree; look-alikes are shown at enrolment',
      'the rates above; twins and close relatives may be above them',
    ],
    [
      'Somebody is not recognised, or more often than others (age, skin, glasses, disability)',
      'the picture’s quality is told with what to do; PIN as another way',
      'error rates of groups were not measured by the station',
    ],
    [
      'Where people come and go is watched (time recording, profiles)',
      `log without the names of people enrolled, readable by auditors and administrators only, kept ${policy.retention.events === null ? 'without end' : `${number(policy.retention.events)} days`}`,
      'whoever may read the log and knows the ids',
    ],
    [
      'Consent is not free, as from employees',
      'another way in by PIN; text of the consent recorded by version',
      'pressure that no program sees',
    ],
    [
      'A user misuses their rights',
      `roles, password asked again, a log that shows alterations (verified: ${verifiedAt === null ? 'never' : date(verifiedAt)})`,
      'administrators and whoever rules the operating system',
    ],
    [
      'Data are lost, and people stand before closed doors',
      `sealed backups (last: ${backupAt === null ? 'none' : date(backupAt)}), nothing is acknowledged before it is durable`,
      'a backup that lies on the same disk',
    ],
    [
      'An erased person is still in old copies',
      'their key is destroyed in the vault and in the copies of it that the station made',
      'whoever kept an old copy of the vault, an old backup and the secret that opens the vault',
    ],
    [
      'Data stay longer than needed',
      'retention job with a row for each erasure',
      `past their time now: ${number(numberIn(facts.find(({ topic }) => topic === 'retention')?.figures ?? {}, 'overdue') ?? 0)}`,
    ],
  ],
  notDefended: 'What the station does not defend against, and must be met otherwise:',
  notDefendedItems: ({ policy }) => [
    'A photo, a screen or a mask held before the camera: there is no proof yet that a living face is there. Have somebody see the entrance, or ask for a second factor.',
    'Whoever has root rights, or the station’s own account while it is open.',
    'Bytes that the medium itself keeps after they were overwritten: use full disk encryption.',
    'A camera that is a program and calls itself otherwise.',
    'A photo that went by its age alone can still be read in backups made before, as long as the person is enrolled; delete old backups in time.',
    ...(policy.virtualCameras === 'allow' ? ['Cameras that are programs: they are allowed.'] : []),
  ],
  measures: '4. Measures (Art. 35(7)(d))',
  views: '5. Views and advice (Art. 35(2), (9), Art. 36)',
  subjectViews: 'views of the people concerned or their representatives',
  officerAdvice: 'advice of the data protection officer',
  consultation: 'whether the supervisory authority is to be consulted before',
  conclusion: '6. Conclusion',
  decision: 'whether the risks that remain are acceptable, and why',
  review:
    'date of the next review (Art. 35(11)), and after every change of model, purpose or place',
  signature: 'name, date, signature',
};
