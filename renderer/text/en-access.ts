const people = (n: string, one: boolean) => (one ? 'one person' : `${n} people`);

/**
 * What the station says of its first start, of signing in, of users and of its keys. Plain words:
 * whoever reads this has never heard of a keychain.
 */
export const access = {
  password: {
    show: 'Show',
    hide: 'Hide',
    showWhat: (what: string) => `Show: ${what}`,
    capsLock: 'Caps Lock is on.',
    wait: (duration: string) => `Too many wrong tries. You can try again in ${duration}.`,
  },
  working: 'One moment',
  cancel: 'Cancel',
  close: 'Close',

  start: {
    title: 'First start',
    progress: (step: string, of: string) => `Step ${step} of ${of}`,
    next: 'Continue',
    back: 'Back',

    welcome: 'Welcome to Threshold',
    welcomeHelp:
      'This computer will learn to recognise people at your door. Everything stays on it: nothing is sent anywhere.',
    welcomeSteps: 'Setting it up takes three minutes. Have a printer or pen and paper at hand.',
    welcomeGo: 'Set it up',

    protection: 'Who may open what is kept here?',
    protectionHelp:
      'Faces and names are locked away on this computer. Choose what unlocks them when it starts.',
    best: 'Recommended',
    weaker: 'Weaker',
    choices: {
      keychain: 'This computer does it by itself',
      passphrase: 'I type a passphrase at each start',
      file: 'A file on this computer does it',
    },
    choiceHelp: {
      keychain:
        'The operating system keeps the key for this account. Whoever steals the disk cannot open it.',
      passphrase: 'Nothing on this computer opens it. After each start somebody must be there.',
      file: 'It starts by itself. But whoever gets at this account’s files, or steals the whole disk, can open everything.',
    },

    passphrase: 'Choose a passphrase',
    passphraseHelp:
      'Four or five words that belong to no saying are strong and easy to remember. At least 12 characters.',
    passphraseLabel: 'Passphrase',
    passphraseAgain: 'The same once more',

    administrator: 'Who looks after this station?',
    administratorHelp:
      'This person may do everything: add others, change settings, read the log. Anyone else can be added later.',
    name: 'Name',
    namePlaceholder: 'Such as Ana or reception',
    passwordLabel: 'Password',
    passwordHelp: 'At least 10 characters.',
    passwordAgain: 'The same once more',
    begin: 'Set up',
    beginning: 'Setting up',

    done: 'The station is ready',
    doneHelp: (name: string) =>
      `${name} is signed in. Enrol somebody, and the camera will know them.`,
    before: (n: string, one: boolean) =>
      one
        ? 'One person is enrolled already. They stay, and are sealed from now on.'
        : `${n} people are enrolled already. They stay, and are sealed from now on.`,
    doneBefore: (name: string, n: string, one: boolean) =>
      one
        ? `${name} is signed in. Who was enrolled before stays enrolled, sealed now.`
        : `${name} is signed in. The ${n} people enrolled before stay enrolled, sealed now.`,
    toEnrolMore: 'Enrol somebody',
    doneLater:
      'The recovery key has not been confirmed yet. Under Station, Keys you can have a new one.',
    toEnrol: 'Enrol the first person',
    toCheck: 'Go to Check',

    faults: {
      name: 'Enter a name of letters and digits, up to 40.',
      short: 'Enter it first.',
      different: 'The two are not the same. Type it once more.',
      groups: 'This is not what the sheet says. Look at it once more.',
    },
  },

  recovery: {
    title: 'Your recovery key',
    help: 'If a password is lost or this computer breaks, only this key opens what is kept here. It is shown this once.',
    helpPassphrase:
      'If the passphrase or a password is forgotten, this key opens what is kept here. It is shown this once.',
    print: 'Print the sheet',
    written: 'I have it on paper',
    where: 'Keep the paper where the station is not: in a safe, or with somebody you trust.',
    check: 'Is it on paper?',
    checkHelp: 'Look at your sheet and type these two groups.',
    group: (n: string) => `Group ${n}`,
    confirm: 'Confirm',
    later: 'Do this later',
    seeAgain: 'Show the key again',

    sheetTitle: 'Recovery key',
    sheetFor:
      'This key opens everything that is kept on this station: faces, names and the log. It is needed when a passphrase is forgotten, when an administrator’s password is lost, or when a backup is restored on another computer.',
    sheetStation: 'Station',
    sheetStationHelp: 'name or place, by hand',
    sheetDate: 'Made on',
    sheetBy: 'Kept by',
    sheetKeep:
      'Keep this sheet under lock, away from the station. Whoever has it and a copy of the data can read everything.',
    sheetOld:
      'When a new recovery key is made, this one opens nothing any more. Then destroy this sheet.',
  },

  locked: {
    title: 'The station is locked',
    help: 'Enter the passphrase, and it goes on.',
    passphrase: 'Passphrase',
    recovery: 'Recovery key',
    recoveryHelp: 'It is on the printed sheet. Capitals, spaces and dashes do not matter.',
    unlock: 'Unlock',
    useRecovery: 'Use the recovery key instead',
    usePassphrase: 'Use the passphrase instead',
  },

  broken: {
    title: 'The station cannot open what it keeps',
    untouched: 'Nothing was deleted or changed. Nobody is recognised meanwhile.',
    steps: 'What to do',
    keysSteps: {
      find: 'In the folder of your backups, find the file whose name ends in “.keys”.',
      put: 'On the command line of the station, put it in place with the path of that file:',
      command: 'npm run -s threshold -- keys adopt FILE',
      enter: 'Then enter the recovery key or the passphrase here.',
    },
    retry: 'Look again',
    never:
      'If there is no copy, what was kept is lost. Then choose another data folder and set the station up anew.',
  },

  waiting: {
    title: 'One moment',
    help: 'The station is starting.',
    failed: 'The station cannot be shown yet',
    goesOn: 'It is asked again and again; this page goes on by itself as soon as it answers.',
  },

  signIn: {
    title: 'Sign in',
    action: 'Sign in',
    name: 'Name',
    password: 'Password',
    forgotten: 'Without a password',
    recovery: 'Sign in with the station’s secret',
    recoveryHelp:
      'With the recovery key, or the passphrase of the station, you can set a new password under Station, Users.',
    storeHelp:
      'The database cannot be read, so no password can be checked. With the recovery key, or the passphrase of the station, you can restore a backup.',
    secret: 'Recovery key or passphrase',
    withPassword: 'With a password',
    needed: 'Sign in to go on.',
    ended: {
      idle: 'Nobody was at work for a while, so you were signed out.',
      line: 'The connection to the station broke, so you were signed out.',
      reload: 'This page was loaded anew, so you were signed out: a sign-in ends with its page.',
      station: 'Your sign-in has ended. Sign in again to go on.',
    },
  },

  account: {
    recovery: 'By recovery key',
    signOut: 'Sign out',
    change: 'Change password',
    changeTitle: 'Change your password',
    current: 'Password until now',
    next: 'New password',
    save: 'Change it',
    changed: 'Your password was changed.',
    more: 'More',
  },

  roles: {
    administrator: 'Administrator',
    enroller: 'Enroller',
    receptionist: 'Receptionist',
    auditor: 'Auditor',
  },
  roleHelp: {
    administrator: 'May do everything.',
    enroller: 'Enrols people and looks after what is kept about them.',
    receptionist: 'Checks visitors and sees who is enrolled.',
    auditor: 'Reads the log, the settings and the privacy page. Changes nothing.',
  },

  confirm: {
    help: 'This needs your password once more.',
    helpRecovery: 'This needs the recovery key or the passphrase once more.',
    password: (name: string) => `Password of ${name}`,
    go: 'Go on',
    does: {
      'people.remove': (who: string) => `Erase “${who}”`,
      'people.withdraw': (who: string) => `Erase the face of “${who}”`,
      'people.export': (who: string) => `Save the data of “${who}” to a file`,
      'log.export': 'Save the log to a file',
      'recognition.setRisk': 'Change the risk',
      'packs.use': (pack: string) => `Use the model pack “${pack}”`,
      'training.adopt': 'Use what was trained',
      'training.back': 'Go back to what was used before',
      'users.add': (who: string) => `Add the user “${who}”`,
      'users.change': (who: string) => `Change the user “${who}”`,
      'users.remove': (who: string) => `Remove the user “${who}”`,
      'keys.rotate': 'Renew the station key',
      'keys.protect': 'Change what unlocks the station',
      'keys.newRecovery': 'Make a new recovery key',
      'backups.restore': (name: string) => `Restore the backup “${name}”`,
      'backups.acceptLoss': 'Go on without what is lost',
      'privacy.set': 'Change the privacy settings',
    },
  },

  station: {
    pages: 'Pages of Station',
    names: { users: 'Users', keys: 'Keys', backups: 'Backups' },
  },

  users: {
    title: 'Who may work at this station',
    help: 'Without signing in, only Check works.',
    list: 'Users',
    loading: 'Reading who may work here',
    failed: 'The users could not be read',
    empty: 'There are no users yet',
    emptyHelp: 'Add an administrator, and they can sign in with their own password.',
    add: 'Add a user',
    addTitle: 'Add a user',
    addGo: 'Add',
    name: 'Name',
    role: 'Role',
    password: 'Password',
    passwordHelp: 'At least 10 characters. They can change it when they have signed in.',
    you: 'You',
    disabled: 'May not sign in',
    never: 'Has not signed in yet',
    last: (when: string) => `Signed in last on ${when}`,
    change: 'Change',
    changeOf: (name: string) => `Change ${name}`,
    changeTitle: (name: string) => `Change ${name}`,
    newPassword: 'New password',
    newPasswordHelp: 'Leave it empty to keep the one there is.',
    enabled: 'May sign in',
    save: 'Save',
    remove: 'Remove',
    removeTitle: (name: string) => `Remove the user ${name}?`,
    removeGoes: 'They cannot sign in any more, and if they are at work now, their work ends.',
    removeStays: 'What they did stays in the log under their name.',
    removeConfirm: 'Remove this user',
    keep: 'Keep',
    added: (name: string) => `${name} can sign in now.`,
    saved: (name: string) => `${name} was changed.`,
    removed: (name: string) => `${name} was removed.`,
  },

  keys: {
    title: 'What unlocks this station',
    loading: 'Reading how the keys are kept',
    failed: 'It cannot be said how the keys are kept',
    sealed: (n: string, one: boolean) =>
      `Faces, photos and names of ${people(n, one)} are sealed, each person’s with a key of their own.`,
    sealedNobody: 'Faces, photos and names are sealed, each person’s with a key of their own.',
    opens: 'Unlocks it at the start',
    kinds: {
      keychain: 'This computer, for this account',
      passphrase: 'A passphrase',
      file: 'A file of this account (weaker)',
      recovery: 'The recovery key',
    },
    since: (date: string) => `since ${date}`,
    recovery: 'Recovery key',
    recoveryMade: (date: string) => `Made on ${date}`,
    recoveryKept: (date: string) => `Confirmed on ${date}`,
    recoveryOpen: 'Nobody has confirmed that it is on paper.',
    recoveryHelp: 'Opens everything when a passphrase or a password is lost.',
    recoveryNew: 'Make a new one',
    recoveryTitle: 'Make a new recovery key?',
    recoveryGoes: 'The one on paper opens nothing any more, and old copies of it can be destroyed.',
    recoveryStays: 'You will see the new one once. Have a printer or pen and paper at hand.',
    recoveryConfirm: 'Make it',
    recoveryConfirmed: 'The recovery key is confirmed.',
    rotate: 'Renew the station key',
    rotateShort: 'Station key',
    rotateSince: (date: string) => `Made on ${date}`,
    rotateHelp:
      'If you think that somebody has seen it, renew it. Nobody needs to be enrolled again, and the recovery key stays.',
    rotated: 'The station key was renewed.',
    protect: 'Change',
    protectTitle: 'What unlocks the station?',
    protectGo: 'Change it',
    protectNow: 'now',
    protected: 'What unlocks the station was changed.',
  },

  banners: {
    label: 'What needs attention',
    more: (n: string) => `${n} more`,
    fewer: 'Fewer',
    toKeys: 'Open Keys',
    toBackups: 'Open Backups',
    toLog: 'Open Log',
    toSignIn: 'Sign in to restore',
  },
};
