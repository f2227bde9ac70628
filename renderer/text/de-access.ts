import type { Text } from './text.ts';

const people = (n: string, one: boolean) => (one ? 'einer Person' : `${n} Personen`);

export const access: Text['access'] = {
  password: {
    show: 'Zeigen',
    hide: 'Verbergen',
    showWhat: (what) => `Zeigen: ${what}`,
    capsLock: 'Die Feststelltaste ist an.',
    wait: (duration) => `Zu viele falsche Versuche. Ein neuer ist in ${duration} möglich.`,
  },
  working: 'Einen Moment',
  cancel: 'Abbrechen',
  close: 'Schließen',

  start: {
    title: 'Erster Start',
    progress: (step, of) => `Schritt ${step} von ${of}`,
    next: 'Weiter',
    back: 'Zurück',

    welcome: 'Willkommen bei Threshold',
    welcomeHelp:
      'Dieser Rechner lernt, Menschen an Ihrer Tür zu erkennen. Alles bleibt auf ihm: Nichts wird irgendwohin gesendet.',
    welcomeSteps:
      'Das Einrichten dauert drei Minuten. Halten Sie einen Drucker oder Stift und Papier bereit.',
    welcomeGo: 'Einrichten',

    protection: 'Wer darf öffnen, was hier aufbewahrt wird?',
    protectionHelp:
      'Gesichter und Namen sind auf diesem Rechner verschlossen. Wählen Sie, was sie beim Start aufschließt.',
    best: 'Empfohlen',
    weaker: 'Schwächer',
    choices: {
      keychain: 'Das macht dieser Rechner selbst',
      passphrase: 'Ich gebe bei jedem Start eine Passphrase ein',
      file: 'Das macht eine Datei auf diesem Rechner',
    },
    choiceHelp: {
      keychain:
        'Das Betriebssystem bewahrt den Schlüssel für dieses Konto auf. Wer die Festplatte stiehlt, kann sie nicht öffnen.',
      passphrase:
        'Auf diesem Rechner ist nichts, was ihn öffnet. Nach jedem Start muss jemand da sein.',
      file: 'Die Station startet von selbst. Wer aber an die Dateien dieses Kontos kommt oder die ganze Festplatte stiehlt, kann alles öffnen.',
    },

    passphrase: 'Wählen Sie eine Passphrase',
    passphraseHelp:
      'Vier oder fünf Wörter, die zu keiner Redensart gehören, sind stark und leicht zu merken. Mindestens 12 Zeichen.',
    passphraseLabel: 'Passphrase',
    passphraseAgain: 'Noch einmal dieselbe',

    administrator: 'Wer kümmert sich um diese Station?',
    administratorHelp:
      'Diese Person darf alles: andere hinzufügen, Einstellungen ändern, das Protokoll lesen. Alle anderen können später dazukommen.',
    name: 'Name',
    namePlaceholder: 'Etwa Ana oder empfang',
    passwordLabel: 'Passwort',
    passwordHelp: 'Mindestens 10 Zeichen.',
    passwordAgain: 'Noch einmal dasselbe',
    begin: 'Einrichten',
    beginning: 'Wird eingerichtet',

    done: 'Die Station ist bereit',
    doneHelp: (name) =>
      `${name} ist angemeldet. Erfassen Sie jemanden, und die Kamera erkennt die Person.`,
    before: (n, one) =>
      one
        ? 'Eine Person ist bereits erfasst. Sie bleibt und ist von nun an versiegelt.'
        : `${n} Personen sind bereits erfasst. Sie bleiben und sind von nun an versiegelt.`,
    doneBefore: (name, n, one) =>
      one
        ? `${name} ist angemeldet. Die zuvor erfasste Person bleibt erfasst, nun versiegelt.`
        : `${name} ist angemeldet. Die ${n} zuvor erfassten Personen bleiben erfasst, nun versiegelt.`,
    toEnrolMore: 'Jemanden erfassen',
    doneLater:
      'Der Wiederherstellungsschlüssel ist noch nicht bestätigt. Unter Station, Schlüssel gibt es einen neuen.',
    toEnrol: 'Die erste Person erfassen',
    toCheck: 'Zum Prüfen',

    faults: {
      name: 'Geben Sie einen Namen aus Buchstaben und Ziffern ein, bis zu 40.',
      short: 'Geben Sie es zuerst ein.',
      different: 'Die beiden sind nicht gleich. Geben Sie es noch einmal ein.',
      groups: 'Das steht nicht auf dem Blatt. Sehen Sie noch einmal nach.',
    },
  },

  recovery: {
    title: 'Ihr Wiederherstellungsschlüssel',
    help: 'Ist ein Passwort verloren oder dieser Rechner kaputt, öffnet nur dieser Schlüssel, was hier aufbewahrt wird. Er wird nur dieses eine Mal gezeigt.',
    helpPassphrase:
      'Ist die Passphrase oder ein Passwort vergessen, öffnet dieser Schlüssel, was hier aufbewahrt wird. Er wird nur dieses eine Mal gezeigt.',
    print: 'Das Blatt drucken',
    written: 'Ich habe ihn auf Papier',
    where:
      'Bewahren Sie das Papier dort auf, wo die Station nicht ist: in einem Tresor, oder bei jemandem, dem Sie vertrauen.',
    check: 'Steht er auf Papier?',
    checkHelp: 'Sehen Sie auf Ihr Blatt und geben Sie diese zwei Gruppen ein.',
    group: (n) => `Gruppe ${n}`,
    confirm: 'Bestätigen',
    later: 'Später erledigen',
    seeAgain: 'Den Schlüssel noch einmal zeigen',

    sheetTitle: 'Wiederherstellungsschlüssel',
    sheetFor:
      'Dieser Schlüssel öffnet alles, was auf dieser Station aufbewahrt wird: Gesichter, Namen und das Protokoll. Er wird gebraucht, wenn eine Passphrase vergessen ist, wenn das Passwort der Verwaltung verloren ist, oder wenn eine Sicherung auf einem anderen Rechner zurückgeholt wird.',
    sheetStation: 'Station',
    sheetStationHelp: 'Name oder Ort, von Hand',
    sheetDate: 'Hergestellt am',
    sheetBy: 'Verwahrt von',
    sheetKeep:
      'Bewahren Sie dieses Blatt verschlossen auf, nicht bei der Station. Wer es hat und eine Kopie der Daten dazu, kann alles lesen.',
    sheetOld:
      'Wird ein neuer Wiederherstellungsschlüssel hergestellt, öffnet dieser nichts mehr. Vernichten Sie dann dieses Blatt.',
  },

  locked: {
    title: 'Die Station ist verschlossen',
    help: 'Geben Sie die Passphrase ein, dann geht es weiter.',
    passphrase: 'Passphrase',
    recovery: 'Wiederherstellungsschlüssel',
    recoveryHelp:
      'Er steht auf dem gedruckten Blatt. Großbuchstaben, Leerzeichen und Striche sind gleichgültig.',
    unlock: 'Aufschließen',
    useRecovery: 'Stattdessen den Wiederherstellungsschlüssel nehmen',
    usePassphrase: 'Stattdessen die Passphrase nehmen',
  },

  broken: {
    title: 'Die Station kann nicht öffnen, was sie aufbewahrt',
    untouched: 'Nichts wurde gelöscht oder geändert. Solange wird niemand erkannt.',
    steps: 'Was zu tun ist',
    keysSteps: {
      find: 'Suchen Sie im Ordner Ihrer Sicherungen die Datei, deren Name auf „.keys“ endet.',
      put: 'Setzen Sie sie auf der Befehlszeile der Station mit dem Pfad dieser Datei ein:',
      command: 'npm run -s threshold -- keys adopt DATEI',
      enter: 'Geben Sie dann hier den Wiederherstellungsschlüssel oder die Passphrase ein.',
    },
    retry: 'Noch einmal nachsehen',
    never:
      'Gibt es keine Kopie, ist verloren, was aufbewahrt wurde. Wählen Sie dann einen anderen Datenordner und richten Sie die Station neu ein.',
  },

  waiting: {
    title: 'Einen Moment',
    help: 'Die Station startet.',
    failed: 'Die Station lässt sich noch nicht zeigen',
    goesOn: 'Sie wird immer wieder gefragt; sobald sie antwortet, geht es hier von selbst weiter.',
  },

  signIn: {
    title: 'Anmelden',
    action: 'Anmelden',
    name: 'Name',
    password: 'Passwort',
    forgotten: 'Ohne Passwort',
    recovery: 'Mit dem Geheimnis der Station anmelden',
    recoveryHelp:
      'Mit dem Wiederherstellungsschlüssel oder der Passphrase der Station können Sie unter Station, Benutzer ein neues Passwort setzen.',
    storeHelp:
      'Die Datenbank lässt sich nicht lesen, deshalb ist kein Passwort zu prüfen. Mit dem Wiederherstellungsschlüssel oder der Passphrase der Station können Sie eine Sicherung zurückholen.',
    secret: 'Wiederherstellungsschlüssel oder Passphrase',
    withPassword: 'Mit Passwort',
    needed: 'Melden Sie sich an, um fortzufahren.',
    ended: {
      idle: 'Eine Weile war niemand an der Arbeit, deshalb wurden Sie abgemeldet.',
      line: 'Die Verbindung zur Station brach ab, deshalb wurden Sie abgemeldet.',
      reload:
        'Diese Seite wurde neu geladen, deshalb wurden Sie abgemeldet: Eine Anmeldung endet mit ihrer Seite.',
      station: 'Ihre Anmeldung ist abgelaufen. Melden Sie sich erneut an, um fortzufahren.',
    },
  },

  account: {
    recovery: 'Mit Schlüssel',
    signOut: 'Abmelden',
    change: 'Passwort ändern',
    changeTitle: 'Ihr Passwort ändern',
    current: 'Bisheriges Passwort',
    next: 'Neues Passwort',
    save: 'Ändern',
    changed: 'Ihr Passwort wurde geändert.',
    more: 'Mehr',
  },

  roles: {
    administrator: 'Verwaltung',
    enroller: 'Erfassung',
    receptionist: 'Empfang',
    auditor: 'Prüfung',
  },
  roleHelp: {
    administrator: 'Darf alles.',
    enroller: 'Erfasst Personen und kümmert sich um das, was über sie aufbewahrt wird.',
    receptionist: 'Prüft Besuch und sieht, wer erfasst ist.',
    auditor: 'Liest das Protokoll, die Einstellungen und die Seite Datenschutz. Ändert nichts.',
  },

  confirm: {
    help: 'Dazu wird Ihr Passwort noch einmal gebraucht.',
    helpRecovery:
      'Dazu wird der Wiederherstellungsschlüssel oder die Passphrase noch einmal gebraucht.',
    password: (name) => `Passwort von ${name}`,
    go: 'Fortfahren',
    does: {
      'people.remove': (who) => `„${who}“ löschen`,
      'people.withdraw': (who) => `Das Gesicht von „${who}“ löschen`,
      'people.export': (who) => `Die Daten von „${who}“ in einer Datei speichern`,
      'log.export': 'Das Protokoll in einer Datei speichern',
      'recognition.setRisk': 'Das Risiko ändern',
      'packs.use': (pack) => `Das Modellpaket „${pack}“ verwenden`,
      'training.adopt': 'Das Gelernte verwenden',
      'training.back': 'Zu dem zurück, was vorher in Gebrauch war',
      'users.add': (who) => `„${who}“ als Benutzer hinzufügen`,
      'users.change': (who) => `Den Benutzer „${who}“ ändern`,
      'users.remove': (who) => `Den Benutzer „${who}“ entfernen`,
      'keys.rotate': 'Den Stationsschlüssel erneuern',
      'keys.protect': 'Ändern, was die Station aufschließt',
      'keys.newRecovery': 'Einen neuen Wiederherstellungsschlüssel herstellen',
      'backups.restore': (name) => `Die Sicherung „${name}“ zurückholen`,
      'backups.acceptLoss': 'Ohne das Verlorene weitermachen',
      'privacy.set': 'Die Einstellungen zum Datenschutz ändern',
    },
  },

  station: {
    pages: 'Seiten der Station',
    names: { users: 'Benutzer', keys: 'Schlüssel', backups: 'Sicherungen' },
  },

  users: {
    title: 'Wer an dieser Station arbeiten darf',
    help: 'Ohne Anmeldung geht nur das Prüfen.',
    list: 'Benutzer',
    loading: 'Liest, wer hier arbeiten darf',
    failed: 'Die Benutzer konnten nicht gelesen werden',
    empty: 'Es gibt noch keine Benutzer',
    emptyHelp:
      'Fügen Sie jemanden zur Verwaltung hinzu, dann kann er sich mit eigenem Passwort anmelden.',
    add: 'Benutzer hinzufügen',
    addTitle: 'Benutzer hinzufügen',
    addGo: 'Hinzufügen',
    name: 'Name',
    role: 'Rolle',
    password: 'Passwort',
    passwordHelp: 'Mindestens 10 Zeichen. Nach dem Anmelden lässt es sich ändern.',
    you: 'Sie',
    disabled: 'Darf sich nicht anmelden',
    never: 'War noch nicht angemeldet',
    last: (when) => `Zuletzt angemeldet am ${when}`,
    change: 'Ändern',
    changeOf: (name) => `${name} ändern`,
    changeTitle: (name) => `${name} ändern`,
    newPassword: 'Neues Passwort',
    newPasswordHelp: 'Leer lassen, um das bisherige zu behalten.',
    enabled: 'Darf sich anmelden',
    save: 'Speichern',
    remove: 'Entfernen',
    removeTitle: (name) => `Den Benutzer ${name} entfernen?`,
    removeGoes: 'Er kann sich nicht mehr anmelden. Arbeitet er gerade, endet seine Sitzung.',
    removeStays: 'Was er getan hat, bleibt unter seinem Namen im Protokoll.',
    removeConfirm: 'Diesen Benutzer entfernen',
    keep: 'Behalten',
    added: (name) => `${name} kann sich jetzt anmelden.`,
    saved: (name) => `${name} wurde geändert.`,
    removed: (name) => `${name} wurde entfernt.`,
  },

  keys: {
    title: 'Was diese Station aufschließt',
    loading: 'Liest, wie die Schlüssel verwahrt sind',
    failed: 'Es lässt sich nicht sagen, wie die Schlüssel verwahrt sind',
    sealed: (n, one) =>
      `Gesichter, Fotos und Namen von ${people(n, one)} sind versiegelt, die jeder Person mit einem eigenen Schlüssel.`,
    sealedNobody:
      'Gesichter, Fotos und Namen sind versiegelt, die jeder Person mit einem eigenen Schlüssel.',
    opens: 'Schließt sie beim Start auf',
    kinds: {
      keychain: 'Dieser Rechner, für dieses Konto',
      passphrase: 'Eine Passphrase',
      file: 'Eine Datei dieses Kontos (schwächer)',
      recovery: 'Der Wiederherstellungsschlüssel',
    },
    since: (date) => `seit ${date}`,
    recovery: 'Wiederherstellungsschlüssel',
    recoveryMade: (date) => `Hergestellt am ${date}`,
    recoveryKept: (date) => `Bestätigt am ${date}`,
    recoveryOpen: 'Niemand hat bestätigt, dass er auf Papier steht.',
    recoveryHelp: 'Öffnet alles, wenn eine Passphrase oder ein Passwort verloren ist.',
    recoveryNew: 'Einen neuen herstellen',
    recoveryTitle: 'Einen neuen Wiederherstellungsschlüssel herstellen?',
    recoveryGoes:
      'Der auf Papier öffnet dann nichts mehr, und alte Abschriften können vernichtet werden.',
    recoveryStays:
      'Den neuen sehen Sie ein Mal. Halten Sie einen Drucker oder Stift und Papier bereit.',
    recoveryConfirm: 'Herstellen',
    recoveryConfirmed: 'Der Wiederherstellungsschlüssel ist bestätigt.',
    rotate: 'Stationsschlüssel erneuern',
    rotateShort: 'Stationsschlüssel',
    rotateSince: (date) => `Hergestellt am ${date}`,
    rotateHelp:
      'Wenn ihn jemand gesehen haben könnte, erneuern Sie ihn. Niemand muss neu erfasst werden, und der Wiederherstellungsschlüssel bleibt.',
    rotated: 'Der Stationsschlüssel wurde erneuert.',
    protect: 'Ändern',
    protectTitle: 'Was schließt die Station auf?',
    protectGo: 'Ändern',
    protectNow: 'jetzt',
    protected: 'Geändert ist, was die Station aufschließt.',
  },

  banners: {
    label: 'Was Aufmerksamkeit braucht',
    more: (n) => `${n} weitere`,
    fewer: 'Weniger',
    toKeys: 'Schlüssel öffnen',
    toBackups: 'Sicherungen öffnen',
    toLog: 'Protokoll öffnen',
    toSignIn: 'Zum Zurückholen anmelden',
  },
};
