import type { Protection } from '../../electron/contract/access.ts';
import type { StationEvent } from '../../electron/contract/messages.ts';
import type { LogDamage, PrivacyFact, Retention } from '../../electron/contract/trust.ts';

const people = (n: string, one: boolean) => (one ? 'one person' : `${n} people`);

/** What the log says beside its rows. Numbers and dates come in the locale's form. */
export const log = {
  search: 'Search the log',
  searchPlaceholder: 'Name, id, user or word',
  kind: 'What',
  allKinds: 'Everything',
  /** The first choice of each group. */
  allOf: {
    checks: 'All checks',
    people: 'All of people',
    access: 'All of access',
    settings: 'All settings',
    data: 'All of data',
    station: 'All of the station',
  },
  groups: {
    checks: 'Checks',
    people: 'People',
    access: 'Access',
    settings: 'Settings',
    data: 'Data',
    station: 'Station',
  },
  when: 'When',
  spans: {
    all: 'At any time',
    today: 'Today',
    week: 'The last 7 days',
    month: 'The last 30 days',
    own: 'From … to …',
  },
  from: 'From',
  to: 'To, included',
  found: (n: string, one: boolean) => (one ? '1 event found' : `${n} events found`),
  noneFound: 'No event is like that',
  noneFoundHelp: 'Try fewer words, another kind or a longer time.',
  clear: 'Show everything',

  verify: 'Verify',
  verifying: 'Verifying',
  intact: (rows: string, one: boolean) =>
    one ? 'The one row is as it was written.' : `All ${rows} rows are as they were written.`,
  signed: (row: string, date: string) => `Signed up to row ${row}, on ${date}.`,
  signedSoon: 'Newer rows are chained to it and are signed with the next hundred, or at closing.',
  unsigned: 'Nothing is signed yet: that is done every hundred rows, and when the station closes.',
  dropped: (rows: string, one: boolean) =>
    one
      ? 'One older row was dropped when its time was over, and that was signed.'
      : `${rows} older rows were dropped when their time was over, and that was signed.`,
  damage: {
    edited: (row: string) => `Row ${row} was edited.`,
    removed: (row: string) => `Rows are missing at row ${row}.`,
    reordered: (row: string) => `Row ${row} is not in its place.`,
    truncated: (row: string) => `The newest rows are gone, from row ${row} on.`,
    forged: (row: string) => `Row ${row} was not written by this station.`,
    'forged-head': (row: string) => `The signature at row ${row} is not this station’s.`,
  } satisfies Record<LogDamage, (row: string) => string>,
  damageBefore: 'What is older is as it was written.',
  damageHelp:
    'Export the log now and keep it. Compare it with a backup or an earlier export, and ask who could reach the data folder. The station goes on writing; this stays visible.',
  showRow: (row: string) => `Show row ${row}`,
  publicKey: 'Public key',
  close: 'Close',

  export: 'Export',
  exportTitle: 'Export the log',
  exportHelp:
    'Two files are saved: the rows, and the station’s signature over them. Keep them together. There are no faces and no names of people enrolled in them, but ids, times and who worked here are personal data.',
  format: 'Format',
  formats: { csv: 'Table (CSV)', jsonl: 'For programs (JSON Lines)' },
  exportFrom: 'From (empty: the oldest)',
  exportTo: 'To, included (empty: the newest)',
  exportDo: 'Save',
  exporting: 'Saving',
  exported: (file: string) => `Saved: ${file}, and its signature.`,

  actor: 'By',
  detail: 'In detail',
  by: (actor: string) => `by ${actor}`,
  actors: {
    kiosk: 'Nobody signed in',
    station: 'The station',
    recovery: 'Whoever had the recovery key',
  },
  commandLine: (user: string) => `${user}, at the command line`,

  /** What was done, where the outcome is "done". */
  done: {
    identify: 'Done',
    verify: 'Done',
    enrol: 'Enrolled',
    'add-photos': 'Photos added',
    distinct: 'Two people',
    remove: 'Removed',
    models: 'Model pack changed',
    risk: 'Risk changed',
    zone: 'Zone changed',
    training: 'Recognition changed',
    station: 'Station',
    consent: 'Consent changed',
    pin: 'PIN changed',
    'sign-in': 'Signed in',
    'sign-out': 'Signed out',
    user: 'Users changed',
    key: 'Keys changed',
    backup: 'Backup made',
    restore: 'Backup restored',
    export: 'Exported',
    retention: 'Time was over',
    privacy: 'Privacy changed',
    camera: 'Camera is a program',
    clock: 'Clock jumped',
    start: 'Station started',
    stop: 'Station closed',
    log: 'Log',
  } satisfies Record<StationEvent['kind'], string>,
  /** The same, where the row says more in a word of the station's. */
  deeds: {
    consent: { given: 'Consent given', withdrawn: 'Consent withdrawn' },
    pin: { set: 'PIN set', removed: 'PIN removed' },
    retention: { unused: 'Forgotten, long not seen', ended: 'Forgotten on the day set' },
    export: {
      person: 'Data exported',
      record: 'Record drafted',
      assessment: 'Assessment drafted',
      'rows of the log': 'Log exported',
    },
    key: {
      rotated: 'Station key renewed',
      'recovery key replaced': 'New recovery key',
      'recovery key written down': 'Recovery key noted',
      'copy of the keys put in place': 'Copy of the keys put in place',
    },
    log: { 'rows verified': 'Log verified' },
    privacy: { end: 'End date set', 'end never': 'End date removed' },
  },
  /** What was refused, or went wrong, where "Refused" would say too little. */
  refused: {
    'sign-in': 'Sign-in refused',
    camera: 'Camera refused',
    clock: 'Clock jumped',
    log: 'Log altered',
    retention: 'Nothing erased',
  },
  /** What was changed of a user. */
  userDeeds: {
    added: 'added',
    removed: 'removed',
    disabled: 'may not sign in',
    enabled: 'may sign in again',
    'new password': 'new password',
  },
  /** What the station says in a row's detail. */
  said: {
    noStop: 'not closed properly before',
    back: (span: string) => `${span} back`,
    ahead: (span: string) => `${span} ahead, or the computer slept`,
    behindRows: 'It is behind the newest rows',
    protections: {
      keychain: 'Opened by this computer’s account',
      passphrase: 'Opened by a passphrase',
      file: 'Opened by a file',
    } satisfies Record<Protection, string>,
    dropped: (rows: string, last: string) => `Dropped: ${rows} rows up to row ${last}`,
    takenOver: (rows: string) => `Taken over from an earlier version: ${rows} rows`,
    lost: (from: string, to: string) => `Rows ${from} to ${to} accepted as lost`,
    fetched: (pack: string) => `${pack} downloaded`,
    added: (pack: string) => `${pack} added`,
    measured: (pack: string) => `${pack} measured`,
    learnt: (ways: string, pack: string) => `Learnt for ${pack}: ${ways}`,
    startedFrom: (folder: string) => `Training started from ${folder}`,
    started: 'Training started',
    stopped: 'Training stopped',
    discarded: 'Training discarded',
    notAdopted: (change: string) => `Not put to use: ${change}`,
    backupOf: (file: string, date: string) => `${file}, of ${date}`,
    rowsKept: (rows: string) => `rows of the log kept: ${rows}`,
    faceless: (people: string) => `people as they are now, without a face: ${people}`,
    usersOfThen: 'users and passwords of then',
    settingsOfThen: (which: string) => `as they were then: ${which}`,
    forgotten: (people: string) => `people still forgotten: ${people}`,
    people: (n: string) => `people ${n}`,
    photos: (n: string) => `photos ${n}`,
    rows: (n: string) => `rows ${n}`,
    clockJumped: 'The clock jumped',
    keptFor: (kind: string, days: string | null) =>
      days === null ? `${kind}: kept without end` : `${kind}: kept ${days} days`,
    cameras: { refuse: 'programs refused as cameras', allow: 'programs allowed as cameras' },
    parts: {
      'consent text': 'consent text',
      controller: 'responsible',
      contact: 'contact',
      purpose: 'purpose',
      all: 'everything',
    },
  },
  wrongPin: 'Wrong PIN',
  cameraFrozen: 'Camera repeats itself',
};

/** What the Privacy page says. */
export const privacy = {
  title: 'Privacy',
  loading: 'Checking how data is kept',
  failed: 'It cannot be said how data is kept',
  allWell: 'What is kept about people is kept as it should be.',
  attention: (n: string, one: boolean) =>
    one ? 'One thing needs attention.' : `${n} things need attention.`,
  checkedNow: 'Checked just now.',
  checkAgain: 'Check again',
  facts: 'How the station keeps data',
  ok: 'as it should be',
  notOk: 'needs attention',
  waiting: 'not due yet',
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
  } satisfies Record<PrivacyFact['topic'], string>,

  retention: 'How long it is kept',
  retentionHelp: 'What is past its time is erased once an hour, and each erasure is logged.',
  kinds: {
    templates: 'Faces',
    photos: 'Kept photos',
    events: 'The log',
  } satisfies Record<keyof Retention, string>,
  after: {
    templates: 'days after they were last recognised',
    photos: 'days after they were taken',
    events: 'days after they happened',
  } satisfies Record<keyof Retention, string>,
  days: (kind: string) => `Days that are kept: ${kind}`,
  withoutEnd: 'without end',
  withoutEndOf: (kind: string) => `Keep without end: ${kind}`,
  meansNow: {
    templates: (date: string) =>
      `Today that means: whoever was not recognised since ${date} is forgotten.`,
    photos: (date: string) => `Today that means: photos taken before ${date} go.`,
    events: (date: string) => `Today that means: rows from before ${date} go, a hundred at a time.`,
  } satisfies Record<keyof Retention, (date: string) => string>,
  meansNever: 'Nothing of this goes by itself.',
  daysInvalid: 'Enter a whole number from 1 to 36,500.',
  lastRun: (date: string) => `Last looked through ${date}.`,
  lastRunDid: (people: string, photos: string, rows: string) =>
    `Erased then: people ${people}, photos ${photos}, rows ${rows}.`,
  lastRunNothing: 'Nothing was past its time.',
  neverRun: 'Not looked through yet.',
  run: 'Look through now',
  running: 'Looking through',

  consent: 'What people agree to',
  consentVersion: (version: string) => `Version ${version}`,
  consentHelp:
    'This is shown before somebody is enrolled. A changed text is a new version; who agreed to an older one stays noted as such.',
  consentLabel: 'Consent text',
  consentEmpty: 'There must be a text that people can agree to.',

  responsible: 'Who answers for it',
  responsibleHelp: 'For the documents below. They leave a marked blank where this is empty.',
  controller: 'Responsible (controller)',
  contact: 'Contact, such as the data protection officer',
  purpose: 'What faces are recognised for',

  cameras: 'Cameras that are programs',
  camerasHelp:
    'A program can play a film of somebody in place of a camera. Allow that for a demonstration only.',
  camerasRefuse: 'Refuse them',
  camerasAllow: 'Allow them, and log it',

  unsaved: 'There are changes that are not saved.',
  save: 'Save',
  saving: 'Saving',
  discard: 'Discard',
  saved: 'Saved.',
  readOnly: 'Only an administrator can change this.',

  documents: 'Documents',
  documentsHelp: 'Drafted from what is really set here. Blanks that only you can fill are marked.',
  kindsOfDocument: {
    record: {
      title: 'Record of processing',
      help: 'What is processed, why and for how long (GDPR, Article 30).',
    },
    assessment: {
      title: 'Impact assessment',
      help: 'The risks to people and what is done about them (GDPR, Article 35).',
    },
  },
  read: 'Read',
  saveMarkdown: 'Save as text (Markdown)',
  saveHtml: 'Save as web page',
  print: 'Print',
  close: 'Close',
};

/** A fact's figures in one sentence. They come from the station and are checked there. */
export const facts = {
  sealed: (sealed: string, of: string) =>
    `Names, faces, photos and PINs are sealed: ${sealed} of ${of} entries looked at.`,
  sealedNone: 'Nobody is enrolled, so there is nothing to seal yet.',
  sealedNot: (bad: string) => `${bad} entries are not sealed, or cannot be opened.`,
  keys: (kinds: string) => `The station key is kept by: ${kinds}.`,
  keyKinds: {
    keychain: 'this account’s keychain',
    passphrase: 'a passphrase',
    file: 'a file of this account (weaker)',
    recovery: 'the recovery key on paper',
  },
  keysSince: (date: string) => `Last renewed ${date}.`,
  recoveryUnconfirmed: 'Nobody has confirmed that the recovery key was written down.',
  consentAll: (n: string, one: boolean) =>
    one
      ? 'The one person enrolled has a noted consent.'
      : `All ${n} people enrolled have a noted consent.`,
  consentNobody: 'Nobody is enrolled.',
  consentMissing: (n: string, one: boolean) =>
    one ? 'One person has no noted consent.' : `${n} people have no noted consent.`,
  consentVersion: (version: string) => `Version ${version} of the text is in force.`,
  consentWithdrawn: (n: string, one: boolean) =>
    one
      ? 'One person withdrew it: nothing of their face is kept.'
      : `${n} people withdrew it: nothing of their faces is kept.`,
  retentionRan: (date: string) => `Looked through ${date}.`,
  retentionNever: 'Not looked through yet: the first time is a minute after the start.',
  retentionOverdue: (n: string) => `Past their time and still there: ${n}.`,
  retentionClock: 'The clock looks wrong, so nothing is erased.',
  snapshots: 'The station takes none.',
  snapshotsSome: (n: string) => `There are ${n} pictures of strangers.`,
  logOk: (date: string) => `Verified ${date}: every row was as it was written.`,
  logLongAgo: 'It is time to verify it again. That is done in the Log.',
  logNever: 'It has not been verified yet. That is done in the Log.',
  logBad: (row: string) => `It was altered at row ${row}. See the Log.`,
  backup: (date: string) => `The last one was made ${date}, sealed and read back.`,
  backupLongAgo: 'That is long ago. Make one under Station, Backups.',
  backupNone: 'There is none yet. Make one under Station, Backups.',
  network: 'Nothing leaves this computer. It answers to this computer only.',
  networkUnknown: 'Nothing is sent. This system does not say which of its addresses are open.',
  networkOpen: 'The station can be reached from the network.',
  users: (n: string, one: boolean) =>
    one ? 'One user may work here.' : `${n} users may work here.`,
  usersNoAdministrator: 'Nobody is an administrator.',
  usersNone: 'There are no users yet, so nobody is told apart in the log.',
  roles: {
    administrator: (n: string) => `Administrators: ${n}`,
    enroller: (n: string) => `Enrollers: ${n}`,
    receptionist: (n: string) => `Receptionists: ${n}`,
    auditor: (n: string) => `Auditors: ${n}`,
  },
};

/** What the Backups page says. */
export const backups = {
  title: 'Backups',
  loading: 'Looking for backups',
  failed: 'The backups cannot be listed',
  last: (date: string) => `The last backup is of ${date}.`,
  none: 'There is no backup yet.',
  noneHelp:
    'A backup holds everything but the keys, sealed. One is made by itself once a day while the station is open.',
  about: 'One is made by itself once a day while the station is open.',
  unusable: 'None of these backups can be opened here.',
  make: 'Make a backup',
  making: 'Making a backup',
  makingHelp: 'It is written, then read back. Checks go on.',
  made: (name: string) => `Made and read back: ${name}.`,
  list: 'Backups, newest first',
  people: (n: string, one: boolean) => people(n, one),
  rows: (n: string, one: boolean) => (one ? '1 row of the log' : `${n} rows of the log`),
  foreign: 'Cannot be opened here',
  automatic: 'made by itself',
  beforeUpdate: 'made before an update',
  restore: 'Restore',
  restoring: 'Restoring',
  restoringHelp:
    'The backup is checked before anything is replaced, and checks go on until then. Nobody is let in for the moment of the exchange.',
  restoreTitle: (date: string) => `Go back to ${date}?`,
  restoreComes: (n: string, one: boolean) =>
    `Back comes what the station knew then: ${people(n, one)}, the settings and the log.`,
  restoreLost: 'Lost is what was enrolled or changed since then. It must be done again.',
  restoreUsers:
    'Users, passwords, PINs and end dates stay as they are now where what is here can still be read.',
  restoreForgotten:
    'Whoever was erased since stays forgotten: their key is gone, and nothing of them can be read.',
  restoreLog: 'Newer rows of the log are kept where what is here now can still be read.',
  restoreConfirm: 'Restore this backup',
  restoreCancel: 'Leave it',
  restored: (date: string) => `The station is as it was on ${date}.`,
  restoredPeople: (n: string, one: boolean) => `It knows ${people(n, one)}.`,
  restoredForgotten: (n: string, one: boolean) =>
    one
      ? 'One person was erased since and stays so:'
      : `${n} people were erased since and stay so:`,
  restoredEvents: (n: string, one: boolean) =>
    one ? 'One newer row of the log was kept.' : `${n} newer rows of the log were kept.`,
  restoredFaceless: (n: string, one: boolean) =>
    one
      ? 'One person withdrew, or was enrolled anew, since: they are as they are now, without a face.'
      : `${n} people withdrew, or were enrolled anew, since: they are as they are now, without a face.`,
  restoredUsers:
    'Users, passwords, PINs and end dates are those of then: what was here could not be read. See under Users who may still work here.',
  restoredSettings: (which: string) => `As they were then: ${which}.`,
  settings: {
    pack: 'model pack',
    'risk.verify': 'how sure a claim must be',
    'risk.identify': 'how sure recognition must be',
    zone: 'place before the camera',
    training: 'what was trained here',
    comparator: 'way of comparing',
    privacy: 'privacy and retention',
  },
  folder: 'Where they lie',
  folderHelp: 'Copy this folder to another disk from time to time.',
  keysCopied: (date: string) =>
    `The sealed copy of the keys beside them was renewed ${date}. Keep only the newest: an older copy could still open what was erased since.`,
  keysNone:
    'There is no copy of the keys beside them yet. Without one they can be opened on this computer only; making a backup makes one.',
  behind: 'The database lacks what was written last.',
  behindHelp: 'Restore a backup, put the newer file back, or go on without what is missing.',
  accept: 'Go on without it',
  acceptTitle: 'Go on without what is missing?',
  acceptGoes: 'What was enrolled, changed or logged last is given up. That itself is logged.',
  acceptStays: 'What is there now stays.',
  acceptConfirm: 'Go on without it',
};

/** What People, Enrol and Check say about a person’s rights. */
export const rights = {
  consentNoted: (date: string) => `Noted ${date}.`,
  consentBy: (actor: string) => `Written down by ${actor}.`,
  consentVersion: (version: string) => `To version ${version} of the text.`,
  consentOld: (version: string) => `The text has changed since; version ${version} is in force.`,
  consentNoVersion: 'No text was noted with it.',
  consentRead: (version: string) => `What the person agrees to (version ${version})`,
  consentHide: 'Hide the text',
  consentUnread: 'The consent text cannot be read now.',
  renew: 'Note a new consent',
  renewTitle: (name: string) => `A new consent of ${name}`,
  renewHelp: (version: string) =>
    `Note how the person agreed to version ${version} of the text, just now.`,
  renewSave: 'Note it',
  renewed: 'The new consent was noted.',

  withdrawn: 'Consent withdrawn',
  withdrawnHelp: (date: string) =>
    `Since ${date} nothing of the face is kept. A PIN can be the way in.`,
  noFace: 'No face kept',
  noFaceHelp: 'Add photos, and the camera knows the person.',
  withdrawnAgain: 'If the person agrees again, note it first; then photos can be taken.',
  withdraw: 'Withdraw consent',
  withdrawTitle: (name: string) => `Withdraw the consent of ${name}?`,
  withdrawGoes: (templates: string, photos: string) =>
    `Everything of the face is erased: templates ${templates}, kept photos ${photos}. Their key is destroyed, so backups forget them too. This cannot be undone.`,
  withdrawStays: 'The name, the id and the consents noted stay.',
  withdrawPin: 'They can still come in by the PIN that is set.',
  withdrawNoPin:
    'No PIN is set yet, and without one they have no way in. You can set one right afterwards.',
  withdrawAfter: 'The camera will not know this face any more.',
  withdrawConfirm: 'Erase the face',
  withdrawing: 'Erasing',
  withdrawKeep: 'Keep',

  end: 'To be forgotten',
  endNever: 'Not by a date',
  endOn: (date: string) => `On ${date}`,
  endChange: 'Set an end date',
  endTitle: (name: string) => `When shall ${name} be forgotten?`,
  endHelp: 'From that day on the person is erased by itself, with a row in the log.',
  endDate: 'Day',
  endSave: 'Set this day',
  endClear: 'No date',
  endPast: 'Choose a day that is still to come.',
  endSet: (date: string) => `To be forgotten on ${date}.`,
  endCleared: 'There is no date any more.',

  pin: 'PIN',
  pinNone: 'None',
  pinSet: 'Set',
  pinSetDo: 'Set a PIN',
  pinChange: 'Change PIN',
  pinRemove: 'Remove PIN',
  pinTitle: (name: string) => `A PIN for ${name}`,
  pinHelp: 'Let the person choose and type it. 4 to 16 digits; no year, no row, no repetition.',
  pinLabel: 'PIN',
  pinAgain: 'The same again',
  pinInvalid: 'A PIN has 4 to 16 digits.',
  pinDiffers: 'The two are not the same.',
  pinSave: 'Set this PIN',
  pinSaved: 'The PIN is set.',
  pinRemoved: 'The PIN was removed.',

  export: 'Export data',
  exportTitle: (name: string) => `All that is kept about ${name}`,
  exportHelp:
    'One sealed file, which opens in any browser without a network. The person gets the file and, by another way, the passphrase.',
  exportDo: 'Save the file',
  exporting: 'Sealing',
  exportDone: 'The file is saved. This opens it:',
  exportOnce: 'The passphrase is shown this once and kept nowhere. Copy or print it now.',
  exportCopy: 'Copy',
  exportCopied: 'Copied',
  exportPrint: 'Print',
  exportClose: 'I have it',
  exportFile: 'File',
  exportSheet: (name: string) => `Passphrase for the data of ${name}`,

  receipt: 'Receipt',
  receiptErased: (name: string) => `${name} was erased`,
  receiptWithdrawn: (name: string) => `The face of ${name} was erased`,
  receiptAt: 'When',
  receiptGone: 'Erased',
  receiptGoneWords: (templates: string, photos: string) =>
    `templates ${templates}, kept photos ${photos}`,
  receiptGonePerson: 'name, consents and PIN',
  receiptBy: 'By',
  receiptKey: 'Key',
  receiptKeyGone: 'destroyed: backups cannot be read for this person any more',
  receiptKeyStays: 'still there; the station tries again when it starts',
  receiptCopies: 'Copies of the keys',
  receiptCopiesRenewed: (n: string) => `renewed: ${n}`,
  receiptCopiesOld: 'Not renewed: whoever has one could still read older backups',
  receiptStays: 'What stays',
  receiptStaysLog: 'rows of the log: the id and times, no name and nothing of the face',
  receiptStaysPerson: 'name, id, consents and PIN where one is set',
  receiptRow: 'Row of the log',
  receiptId: 'Id',
  receiptPrint: 'Print',
  receiptClose: 'Close',

  byPin: 'Use a PIN instead',
  byPinTitle: 'Please type your PIN',
  byPinHelp: 'Type the PIN. The camera is not needed.',
  byFace: 'Use the camera instead',
  pinEnter: 'Check the PIN',
  pinChecking: 'Checking',
  pinRight: 'The PIN is right.',
  claimedId: 'Id',
  claimedIdPlaceholder: 'Badge or staff number',

  cameraVirtual: 'This camera is a program',
  cameraVirtualHelp:
    'It could play a film in place of a person, so it is not used. Choose a real camera below.',
  cameraUnasked: 'The station does not answer',
  cameraUnaskedHelp: 'It must allow the camera first. This is tried again by itself.',
};
