import type { Text } from './text.ts';

const people = (n: string, one: boolean) => (one ? 'eine Person' : `${n} Personen`);

export const log: Text['log'] = {
  search: 'Protokoll durchsuchen',
  searchPlaceholder: 'Name, Kennung, Benutzer oder Wort',
  kind: 'Was',
  allKinds: 'Alles',
  allOf: {
    checks: 'Alle Prüfungen',
    people: 'Alles zu Personen',
    access: 'Alles zum Zugang',
    settings: 'Alle Einstellungen',
    data: 'Alles zu Daten',
    station: 'Alles zur Station',
  },
  groups: {
    checks: 'Prüfungen',
    people: 'Personen',
    access: 'Zugang',
    settings: 'Einstellungen',
    data: 'Daten',
    station: 'Station',
  },
  when: 'Wann',
  spans: {
    all: 'Jederzeit',
    today: 'Heute',
    week: 'Die letzten 7 Tage',
    month: 'Die letzten 30 Tage',
    own: 'Von … bis …',
  },
  from: 'Von',
  to: 'Bis einschließlich',
  found: (n, one) => (one ? '1 Ereignis gefunden' : `${n} Ereignisse gefunden`),
  noneFound: 'Kein Ereignis ist so',
  noneFoundHelp:
    'Versuchen Sie es mit weniger Wörtern, einer anderen Art oder einer längeren Zeit.',
  clear: 'Alles zeigen',

  verify: 'Überprüfen',
  verifying: 'Wird überprüft',
  intact: (rows, one) =>
    one
      ? 'Die eine Zeile ist, wie sie geschrieben wurde.'
      : `Alle ${rows} Zeilen sind, wie sie geschrieben wurden.`,
  signed: (row, date) => `Signiert bis Zeile ${row}, am ${date}.`,
  signedSoon:
    'Neuere Zeilen sind daran gekettet und werden mit dem nächsten Hundert oder beim Schließen signiert.',
  unsigned:
    'Noch ist nichts signiert: Das geschieht alle hundert Zeilen und wenn die Station schließt.',
  dropped: (rows, one) =>
    one
      ? 'Eine ältere Zeile fiel weg, als ihre Zeit um war; auch das ist signiert.'
      : `${rows} ältere Zeilen fielen weg, als ihre Zeit um war; auch das ist signiert.`,
  damage: {
    edited: (row) => `Zeile ${row} wurde verändert.`,
    removed: (row) => `Bei Zeile ${row} fehlen Zeilen.`,
    reordered: (row) => `Zeile ${row} steht nicht an ihrem Platz.`,
    truncated: (row) => `Die neuesten Zeilen fehlen, von Zeile ${row} an.`,
    forged: (row) => `Zeile ${row} hat nicht diese Station geschrieben.`,
    'forged-head': (row) => `Die Signatur bei Zeile ${row} stammt nicht von dieser Station.`,
  },
  damageBefore: 'Was älter ist, ist, wie es geschrieben wurde.',
  damageHelp:
    'Exportieren Sie das Protokoll jetzt und heben Sie es auf. Vergleichen Sie es mit einer Sicherung oder einem früheren Export, und fragen Sie, wer an den Datenordner kam. Die Station schreibt weiter; der Schaden bleibt sichtbar.',
  showRow: (row) => `Zeile ${row} zeigen`,
  publicKey: 'Öffentlicher Schlüssel',
  close: 'Schließen',

  export: 'Exportieren',
  exportTitle: 'Das Protokoll exportieren',
  exportHelp:
    'Gespeichert werden zwei Dateien: die Zeilen und die Signatur der Station darüber. Heben Sie beide zusammen auf. Gesichter und Namen von Aufgenommenen sind nicht darin, aber auch Kennungen, Zeiten und wer hier gearbeitet hat sind personenbezogene Daten.',
  format: 'Format',
  formats: { csv: 'Tabelle (CSV)', jsonl: 'Für Programme (JSON Lines)' },
  exportFrom: 'Von (leer: die älteste)',
  exportTo: 'Bis einschließlich (leer: die neueste)',
  exportDo: 'Speichern',
  exporting: 'Wird gespeichert',
  exported: (file) => `Gespeichert: ${file} und die Signatur dazu.`,

  actor: 'Durch',
  detail: 'Im Einzelnen',
  by: (actor) => `durch ${actor}`,
  actors: {
    kiosk: 'Niemand angemeldet',
    station: 'Die Station',
    recovery: 'Wer den Wiederherstellungsschlüssel hatte',
  },
  commandLine: (user) => `${user}, über die Befehlszeile`,

  done: {
    identify: 'Erledigt',
    verify: 'Erledigt',
    enrol: 'Erfasst',
    'add-photos': 'Fotos hinzugefügt',
    distinct: 'Zwei Personen',
    remove: 'Entfernt',
    models: 'Modellpaket gewechselt',
    risk: 'Risiko geändert',
    zone: 'Zone geändert',
    training: 'Erkennung geändert',
    station: 'Station',
    consent: 'Einwilligung geändert',
    pin: 'PIN geändert',
    'sign-in': 'Angemeldet',
    'sign-out': 'Abgemeldet',
    user: 'Benutzer geändert',
    key: 'Schlüssel geändert',
    backup: 'Gesichert',
    restore: 'Sicherung eingespielt',
    export: 'Exportiert',
    retention: 'Die Zeit war um',
    privacy: 'Datenschutz geändert',
    camera: 'Kamera ist ein Programm',
    clock: 'Uhr gesprungen',
    start: 'Station gestartet',
    stop: 'Station geschlossen',
    log: 'Protokoll',
  },
  deeds: {
    consent: { given: 'Eingewilligt', withdrawn: 'Einwilligung widerrufen' },
    pin: { set: 'PIN festgelegt', removed: 'PIN entfernt' },
    retention: { unused: 'Vergessen, lange nicht gesehen', ended: 'Vergessen am festen Tag' },
    export: {
      person: 'Daten exportiert',
      record: 'Verzeichnis entworfen',
      assessment: 'Abschätzung entworfen',
      'rows of the log': 'Protokoll exportiert',
    },
    key: {
      rotated: 'Stationsschlüssel erneuert',
      'recovery key replaced': 'Wiederherstellungsschlüssel neu',
      'recovery key written down': 'Wiederherstellungsschlüssel notiert',
      'copy of the keys put in place': 'Kopie der Schlüssel eingesetzt',
    },
    log: { 'rows verified': 'Protokoll überprüft' },
    privacy: { end: 'Enddatum festgelegt', 'end never': 'Enddatum entfernt' },
  },
  refused: {
    'sign-in': 'Anmeldung abgelehnt',
    camera: 'Kamera abgelehnt',
    clock: 'Uhr gesprungen',
    log: 'Protokoll verändert',
    retention: 'Nichts gelöscht',
  },
  userDeeds: {
    added: 'hinzugefügt',
    removed: 'entfernt',
    disabled: 'darf sich nicht anmelden',
    enabled: 'darf sich wieder anmelden',
    'new password': 'neues Passwort',
  },
  said: {
    noStop: 'zuvor nicht richtig geschlossen',
    back: (span) => `${span} zurück`,
    ahead: (span) => `${span} vor, oder der Rechner schlief`,
    behindRows: 'Sie geht hinter den neuesten Zeilen her',
    protections: {
      keychain: 'Geöffnet vom Konto dieses Rechners',
      passphrase: 'Geöffnet durch eine Passphrase',
      file: 'Geöffnet durch eine Datei',
    },
    dropped: (rows, last) => `Entfallen: ${rows} Zeilen bis Zeile ${last}`,
    takenOver: (rows) => `Aus einer früheren Version übernommen: ${rows} Zeilen`,
    lost: (from, to) => `Verlust der Zeilen ${from} bis ${to} hingenommen`,
    fetched: (pack) => `${pack} heruntergeladen`,
    added: (pack) => `${pack} hinzugefügt`,
    measured: (pack) => `${pack} vermessen`,
    learnt: (ways, pack) => `Gelernt für ${pack}: ${ways}`,
    startedFrom: (folder) => `Training begonnen mit ${folder}`,
    started: 'Training begonnen',
    stopped: 'Training angehalten',
    discarded: 'Training verworfen',
    notAdopted: (change) => `Nicht in Gebrauch genommen: ${change}`,
    backupOf: (file, date) => `${file}, vom ${date}`,
    rowsKept: (rows) => `behaltene Zeilen des Protokolls: ${rows}`,
    faceless: (people) => `Personen wie jetzt, ohne Gesicht: ${people}`,
    usersOfThen: 'Benutzer und Passwörter von damals',
    settingsOfThen: (which) => `wie damals: ${which}`,
    forgotten: (people) => `weiterhin vergessene Personen: ${people}`,
    people: (n) => `Personen ${n}`,
    photos: (n) => `Fotos ${n}`,
    rows: (n) => `Zeilen ${n}`,
    clockJumped: 'Die Uhr ist gesprungen',
    keptFor: (kind, days) =>
      days === null ? `${kind}: ohne Ende aufbewahrt` : `${kind}: ${days} Tage aufbewahrt`,
    cameras: { refuse: 'Programme als Kamera abgelehnt', allow: 'Programme als Kamera erlaubt' },
    parts: {
      'consent text': 'Einwilligungstext',
      controller: 'Verantwortliche',
      contact: 'Kontakt',
      purpose: 'Zweck',
      all: 'alles',
    },
  },
  wrongPin: 'Falsche PIN',
  cameraFrozen: 'Kamera wiederholt sich',
};

export const privacy: Text['privacy'] = {
  title: 'Datenschutz',
  loading: 'Es wird geprüft, wie Daten aufbewahrt sind',
  failed: 'Wie Daten aufbewahrt sind, lässt sich nicht sagen',
  allWell: 'Was über Personen aufbewahrt wird, ist aufbewahrt, wie es soll.',
  attention: (n, one) =>
    one ? 'Ein Punkt braucht Aufmerksamkeit.' : `${n} Punkte brauchen Aufmerksamkeit.`,
  checkedNow: 'Eben geprüft.',
  checkAgain: 'Noch einmal prüfen',
  facts: 'Wie die Station Daten aufbewahrt',
  ok: 'wie es soll',
  notOk: 'braucht Aufmerksamkeit',
  waiting: 'noch nicht an der Reihe',
  topics: {
    sealed: 'Versiegelung',
    keys: 'Schlüssel',
    consent: 'Einwilligung',
    retention: 'Aufbewahrung',
    snapshots: 'Bilder von Fremden',
    log: 'Protokoll',
    backup: 'Sicherungen',
    network: 'Netz',
    users: 'Benutzer',
  },

  retention: 'Wie lange es aufbewahrt wird',
  retentionHelp:
    'Was über seine Zeit ist, wird einmal in der Stunde gelöscht; jede Löschung steht im Protokoll.',
  kinds: { templates: 'Gesichter', photos: 'Aufbewahrte Fotos', events: 'Das Protokoll' },
  after: {
    templates: 'Tage nach der letzten Erkennung',
    photos: 'Tage nach der Aufnahme',
    events: 'Tage nach dem Ereignis',
  },
  days: (kind) => `Tage der Aufbewahrung: ${kind}`,
  withoutEnd: 'ohne Ende',
  withoutEndOf: (kind) => `Ohne Ende aufbewahren: ${kind}`,
  meansNow: {
    templates: (date) => `Heute heißt das: Wer seit ${date} nicht erkannt wurde, wird vergessen.`,
    photos: (date) => `Heute heißt das: Fotos von vor ${date} gehen.`,
    events: (date) => `Heute heißt das: Zeilen von vor ${date} gehen, je hundert auf einmal.`,
  },
  meansNever: 'Davon geht nichts von selbst.',
  daysInvalid: 'Geben Sie eine ganze Zahl von 1 bis 36.500 ein.',
  lastRun: (date) => `Zuletzt durchgesehen ${date}.`,
  lastRunDid: (persons, photos, rows) =>
    `Gelöscht wurden dabei: Personen ${persons}, Fotos ${photos}, Zeilen ${rows}.`,
  lastRunNothing: 'Nichts war über seine Zeit.',
  neverRun: 'Noch nicht durchgesehen.',
  run: 'Jetzt durchsehen',
  running: 'Wird durchgesehen',

  consent: 'Worin Personen einwilligen',
  consentVersion: (version) => `Fassung ${version}`,
  consentHelp:
    'Das wird gezeigt, bevor jemand erfasst wird. Ein geänderter Text ist eine neue Fassung; wer in eine ältere eingewilligt hat, bleibt so vermerkt.',
  consentLabel: 'Einwilligungstext',
  consentEmpty: 'Es muss einen Text geben, in den man einwilligen kann.',

  responsible: 'Wer dafür einsteht',
  responsibleHelp: 'Für die Dokumente unten. Bleibt etwas leer, steht dort eine markierte Lücke.',
  controller: 'Verantwortlich',
  contact: 'Kontakt, etwa die Datenschutzbeauftragte',
  purpose: 'Wozu Gesichter erkannt werden',

  cameras: 'Kameras, die Programme sind',
  camerasHelp:
    'Ein Programm kann statt einer Kamera einen Film von jemandem abspielen. Lassen Sie das nur zu Vorführungen zu.',
  camerasRefuse: 'Ablehnen',
  camerasAllow: 'Zulassen und protokollieren',

  unsaved: 'Es gibt Änderungen, die nicht gespeichert sind.',
  save: 'Speichern',
  saving: 'Wird gespeichert',
  discard: 'Verwerfen',
  saved: 'Gespeichert.',
  readOnly: 'Das kann nur eine Administratorin oder ein Administrator ändern.',

  documents: 'Dokumente',
  documentsHelp:
    'Entworfen aus dem, was wirklich eingestellt ist. Lücken, die nur Sie füllen können, sind markiert.',
  kindsOfDocument: {
    record: {
      title: 'Verzeichnis der Verarbeitung',
      help: 'Was wozu und wie lange verarbeitet wird (DSGVO, Artikel 30).',
    },
    assessment: {
      title: 'Folgenabschätzung',
      help: 'Die Risiken für Personen und was dagegen getan wird (DSGVO, Artikel 35).',
    },
  },
  read: 'Lesen',
  saveMarkdown: 'Als Text speichern (Markdown)',
  saveHtml: 'Als Webseite speichern',
  print: 'Drucken',
  close: 'Schließen',
};

export const facts: Text['facts'] = {
  sealed: (sealed, of) =>
    `Namen, Gesichter, Fotos und PINs sind versiegelt: ${sealed} von ${of} Einträgen geprüft.`,
  sealedNone: 'Noch ist niemand erfasst, also gibt es nichts zu versiegeln.',
  sealedNot: (bad) => `${bad} Einträge sind nicht versiegelt oder nicht zu öffnen.`,
  keys: (kinds) => `Den Stationsschlüssel bewahrt: ${kinds}.`,
  keyKinds: {
    keychain: 'der Schlüsselbund dieses Kontos',
    passphrase: 'eine Passphrase',
    file: 'eine Datei dieses Kontos (schwächer)',
    recovery: 'der Wiederherstellungsschlüssel auf Papier',
  },
  keysSince: (date) => `Zuletzt erneuert ${date}.`,
  recoveryUnconfirmed:
    'Niemand hat bestätigt, dass der Wiederherstellungsschlüssel aufgeschrieben wurde.',
  consentAll: (n, one) =>
    one
      ? 'Die eine erfasste Person hat eine vermerkte Einwilligung.'
      : `Alle ${n} erfassten Personen haben eine vermerkte Einwilligung.`,
  consentNobody: 'Niemand ist erfasst.',
  consentMissing: (n, one) =>
    one
      ? 'Eine Person hat keine vermerkte Einwilligung.'
      : `${n} Personen haben keine vermerkte Einwilligung.`,
  consentVersion: (version) => `Es gilt Fassung ${version} des Textes.`,
  consentWithdrawn: (n, one) =>
    one
      ? 'Eine Person hat sie widerrufen: Von ihrem Gesicht ist nichts mehr da.'
      : `${n} Personen haben sie widerrufen: Von ihren Gesichtern ist nichts mehr da.`,
  retentionRan: (date) => `Durchgesehen ${date}.`,
  retentionNever: 'Noch nicht durchgesehen: zum ersten Mal eine Minute nach dem Start.',
  retentionOverdue: (n) => `Über die Zeit und noch da: ${n}.`,
  retentionClock: 'Die Uhr scheint falsch zu gehen, deshalb wird nichts gelöscht.',
  snapshots: 'Die Station macht keine.',
  snapshotsSome: (n) => `Es gibt ${n} Bilder von Fremden.`,
  logOk: (date) => `Überprüft ${date}: Jede Zeile war, wie sie geschrieben wurde.`,
  logLongAgo: 'Es ist Zeit, es wieder zu überprüfen. Das geht im Protokoll.',
  logNever: 'Es wurde noch nicht überprüft. Das geht im Protokoll.',
  logBad: (row) => `Es wurde bei Zeile ${row} verändert. Mehr im Protokoll.`,
  backup: (date) => `Die letzte ist von ${date}, versiegelt und zurückgelesen.`,
  backupLongAgo: 'Das ist lange her. Machen Sie eine unter Station, Sicherungen.',
  backupNone: 'Es gibt noch keine. Machen Sie eine unter Station, Sicherungen.',
  network: 'Nichts verlässt diesen Rechner, und nur er bekommt Antwort.',
  networkUnknown:
    'Nichts wird gesendet. Dieses System sagt nicht, welche seiner Adressen offen sind.',
  networkOpen: 'Die Station ist aus dem Netz erreichbar.',
  users: (n, one) =>
    one ? 'Ein Benutzer darf hier arbeiten.' : `${n} Benutzer dürfen hier arbeiten.`,
  usersNoAdministrator: 'Niemand gehört zur Verwaltung.',
  usersNone: 'Es gibt noch keine Benutzer, deshalb unterscheidet das Protokoll niemanden.',
  roles: {
    administrator: (n) => `Verwaltung: ${n}`,
    enroller: (n) => `Erfassung: ${n}`,
    receptionist: (n) => `Empfang: ${n}`,
    auditor: (n) => `Prüfung: ${n}`,
  },
};

export const backups: Text['backups'] = {
  title: 'Sicherungen',
  loading: 'Sicherungen werden gesucht',
  failed: 'Die Sicherungen lassen sich nicht auflisten',
  last: (date) => `Die letzte Sicherung ist von ${date}.`,
  none: 'Noch gibt es keine Sicherung.',
  noneHelp:
    'Eine Sicherung enthält alles außer den Schlüsseln, versiegelt. Einmal am Tag entsteht von selbst eine, solange die Station offen ist.',
  about: 'Einmal am Tag entsteht von selbst eine, solange die Station offen ist.',
  unusable: 'Keine dieser Sicherungen lässt sich hier öffnen.',
  make: 'Jetzt sichern',
  making: 'Wird gesichert',
  makingHelp: 'Sie wird geschrieben und dann zurückgelesen. Prüfungen gehen weiter.',
  made: (name) => `Gesichert und zurückgelesen: ${name}.`,
  list: 'Sicherungen, neueste zuerst',
  people: (n, one) => (one ? '1 Person' : `${n} Personen`),
  rows: (n, one) => (one ? '1 Zeile des Protokolls' : `${n} Zeilen des Protokolls`),
  foreign: 'Hier nicht zu öffnen',
  automatic: 'von selbst entstanden',
  beforeUpdate: 'vor einer Aktualisierung erstellt',
  restore: 'Einspielen',
  restoring: 'Wird eingespielt',
  restoringHelp:
    'Die Sicherung wird geprüft, bevor etwas ersetzt wird; bis dahin geht alles weiter. Nur während des Austauschs wird niemand eingelassen.',
  restoreTitle: (date) => `Zurück zum Stand von ${date}?`,
  restoreComes: (n, one) =>
    `Zurück kommt, was die Station damals wusste: ${people(n, one)}, die Einstellungen und das Protokoll.`,
  restoreLost: 'Verloren geht, was seither erfasst oder geändert wurde. Es ist neu zu machen.',
  restoreUsers:
    'Benutzer, Passwörter, PINs und Enddaten bleiben wie jetzt, wenn das Jetzige noch lesbar ist.',
  restoreForgotten:
    'Wer seither gelöscht wurde, bleibt vergessen: Der Schlüssel ist fort, und nichts davon ist lesbar.',
  restoreLog: 'Neuere Zeilen des Protokolls bleiben, wenn das Jetzige noch lesbar ist.',
  restoreConfirm: 'Diese Sicherung einspielen',
  restoreCancel: 'Lassen',
  restored: (date) => `Die Station ist auf dem Stand von ${date}.`,
  restoredPeople: (n, one) => `Sie kennt ${people(n, one)}.`,
  restoredForgotten: (n, one) =>
    one
      ? 'Eine Person wurde seither gelöscht und bleibt es:'
      : `${n} Personen wurden seither gelöscht und bleiben es:`,
  restoredEvents: (n, one) =>
    one
      ? 'Eine neuere Zeile des Protokolls blieb erhalten.'
      : `${n} neuere Zeilen des Protokolls blieben erhalten.`,
  restoredFaceless: (n, one) =>
    one
      ? 'Eine Person hat seither widerrufen oder wurde neu erfasst: Sie bleibt, wie sie jetzt ist, ohne Gesicht.'
      : `${n} Personen haben seither widerrufen oder wurden neu erfasst: Sie bleiben, wie sie jetzt sind, ohne Gesicht.`,
  restoredUsers:
    'Benutzer, Passwörter, PINs und Enddaten sind die von damals: Was hier war, ließ sich nicht lesen. Sehen Sie unter Benutzer nach, wer hier noch arbeiten darf.',
  restoredSettings: (which) => `Wie damals: ${which}.`,
  settings: {
    pack: 'Modellpaket',
    'risk.verify': 'Strenge bei der Prüfung einer Angabe',
    'risk.identify': 'Strenge beim Wiedererkennen',
    zone: 'Platz vor der Kamera',
    training: 'hier Gelerntes',
    comparator: 'Art des Vergleichs',
    privacy: 'Datenschutz und Fristen',
  },
  folder: 'Wo sie liegen',
  folderHelp: 'Kopieren Sie diesen Ordner von Zeit zu Zeit auf einen anderen Datenträger.',
  keysCopied: (date) =>
    `Die versiegelte Kopie der Schlüssel daneben wurde ${date} erneuert. Heben Sie nur die neueste auf: Eine ältere könnte noch öffnen, was seither gelöscht wurde.`,
  keysNone:
    'Daneben liegt noch keine Kopie der Schlüssel. Ohne sie sind die Sicherungen nur auf diesem Rechner zu öffnen; beim Sichern entsteht sie.',
  behind: 'Der Datenbank fehlt, was zuletzt geschrieben wurde.',
  behindHelp:
    'Spielen Sie eine Sicherung ein, legen Sie die neuere Datei zurück, oder machen Sie ohne das Fehlende weiter.',
  accept: 'Ohne das Fehlende weiter',
  acceptTitle: 'Ohne das Fehlende weitermachen?',
  acceptGoes:
    'Was zuletzt erfasst, geändert oder protokolliert wurde, wird aufgegeben. Auch das wird protokolliert.',
  acceptStays: 'Was jetzt da ist, bleibt.',
  acceptConfirm: 'Ohne das Fehlende weiter',
};

export const rights: Text['rights'] = {
  consentNoted: (date) => `Vermerkt ${date}.`,
  consentBy: (actor) => `Aufgeschrieben von ${actor}.`,
  consentVersion: (version) => `Zu Fassung ${version} des Textes.`,
  consentOld: (version) => `Der Text hat sich seither geändert; es gilt Fassung ${version}.`,
  consentNoVersion: 'Ohne vermerkten Text.',
  consentRead: (version) => `Worin die Person einwilligt (Fassung ${version})`,
  consentHide: 'Den Text verbergen',
  consentUnread: 'Der Einwilligungstext ist jetzt nicht lesbar.',
  renew: 'Neue Einwilligung vermerken',
  renewTitle: (name) => `Neue Einwilligung von ${name}`,
  renewHelp: (version) =>
    `Vermerken Sie, wie die Person soeben in Fassung ${version} des Textes eingewilligt hat.`,
  renewSave: 'Vermerken',
  renewed: 'Die neue Einwilligung ist vermerkt.',

  withdrawn: 'Einwilligung widerrufen',
  withdrawnHelp: (date) =>
    `Seit ${date} ist vom Gesicht nichts mehr da. Der Weg hinein kann eine PIN sein.`,
  noFace: 'Kein Gesicht da',
  noFaceHelp: 'Fügen Sie Fotos hinzu, dann kennt die Kamera die Person.',
  withdrawnAgain:
    'Willigt die Person wieder ein, vermerken Sie das zuerst; dann sind Fotos möglich.',
  withdraw: 'Einwilligung widerrufen',
  withdrawTitle: (name) => `Die Einwilligung von ${name} widerrufen?`,
  withdrawGoes: (templates, photos) =>
    `Alles vom Gesicht wird gelöscht: Vorlagen ${templates}, aufbewahrte Fotos ${photos}. Der Schlüssel wird vernichtet, also vergessen es auch Sicherungen. Das lässt sich nicht rückgängig machen.`,
  withdrawStays: 'Name, Kennung und vermerkte Einwilligungen bleiben.',
  withdrawPin: 'Mit der gesetzten PIN kommt die Person weiter herein.',
  withdrawNoPin:
    'Es ist noch keine PIN gesetzt, und ohne sie gibt es keinen Weg hinein. Gleich danach lässt sich eine setzen.',
  withdrawAfter: 'Die Kamera kennt dieses Gesicht dann nicht mehr.',
  withdrawConfirm: 'Das Gesicht löschen',
  withdrawing: 'Wird gelöscht',
  withdrawKeep: 'Behalten',

  end: 'Zu vergessen',
  endNever: 'An keinem Tag',
  endOn: (date) => `Am ${date}`,
  endChange: 'Enddatum festlegen',
  endTitle: (name) => `Wann soll ${name} vergessen werden?`,
  endHelp: 'Ab diesem Tag wird die Person von selbst gelöscht, mit einer Zeile im Protokoll.',
  endDate: 'Tag',
  endSave: 'Diesen Tag festlegen',
  endClear: 'Kein Tag',
  endPast: 'Wählen Sie einen Tag, der noch kommt.',
  endSet: (date) => `Zu vergessen am ${date}.`,
  endCleared: 'Es gibt keinen Tag mehr.',

  pin: 'PIN',
  pinNone: 'Keine',
  pinSet: 'Festgelegt',
  pinSetDo: 'PIN festlegen',
  pinChange: 'PIN ändern',
  pinRemove: 'PIN entfernen',
  pinTitle: (name) => `Eine PIN für ${name}`,
  pinHelp:
    'Lassen Sie die Person wählen und tippen. 4 bis 16 Ziffern; kein Jahr, keine Reihe, keine Wiederholung.',
  pinLabel: 'PIN',
  pinAgain: 'Noch einmal dieselbe',
  pinInvalid: 'Eine PIN hat 4 bis 16 Ziffern.',
  pinDiffers: 'Die beiden sind nicht gleich.',
  pinSave: 'Diese PIN festlegen',
  pinSaved: 'Die PIN ist festgelegt.',
  pinRemoved: 'Die PIN wurde entfernt.',

  export: 'Daten exportieren',
  exportTitle: (name) => `Alles, was über ${name} aufbewahrt wird`,
  exportHelp:
    'Eine versiegelte Datei, die sich ohne Netz in jedem Browser öffnen lässt. Die Person bekommt die Datei und, auf anderem Weg, die Passphrase.',
  exportDo: 'Datei speichern',
  exporting: 'Wird versiegelt',
  exportDone: 'Die Datei ist gespeichert. Das öffnet sie:',
  exportOnce:
    'Die Passphrase wird nur dieses eine Mal gezeigt und nirgends aufbewahrt. Kopieren oder drucken Sie sie jetzt.',
  exportCopy: 'Kopieren',
  exportCopied: 'Kopiert',
  exportPrint: 'Drucken',
  exportClose: 'Ich habe sie',
  exportFile: 'Datei',
  exportSheet: (name) => `Passphrase für die Daten von ${name}`,

  receipt: 'Beleg',
  receiptErased: (name) => `${name} wurde gelöscht`,
  receiptWithdrawn: (name) => `Das Gesicht von ${name} wurde gelöscht`,
  receiptAt: 'Wann',
  receiptGone: 'Gelöscht',
  receiptGoneWords: (templates, photos) => `Vorlagen ${templates}, aufbewahrte Fotos ${photos}`,
  receiptGonePerson: 'Name, Einwilligungen und PIN',
  receiptBy: 'Von',
  receiptKey: 'Schlüssel',
  receiptKeyGone: 'vernichtet: Sicherungen sind für diese Person nicht mehr lesbar',
  receiptKeyStays: 'noch da; die Station versucht es beim Start erneut',
  receiptCopies: 'Kopien der Schlüssel',
  receiptCopiesRenewed: (n) => `erneuert: ${n}`,
  receiptCopiesOld: 'Nicht erneuert: Wer eine davon hat, könnte ältere Sicherungen noch lesen',
  receiptStays: 'Was bleibt',
  receiptStaysLog: 'Zeilen des Protokolls: Kennung und Zeiten, kein Name und nichts vom Gesicht',
  receiptStaysPerson: 'Name, Kennung, Einwilligungen und die PIN, wo eine gesetzt ist',
  receiptRow: 'Zeile des Protokolls',
  receiptId: 'Kennung',
  receiptPrint: 'Drucken',
  receiptClose: 'Schließen',

  byPin: 'Stattdessen mit PIN',
  byPinTitle: 'Bitte tippen Sie Ihre PIN',
  byPinHelp: 'Tippen Sie die PIN. Die Kamera ist nicht nötig.',
  byFace: 'Stattdessen mit der Kamera',
  pinEnter: 'PIN prüfen',
  pinChecking: 'Wird geprüft',
  pinRight: 'Die PIN stimmt.',
  claimedId: 'Kennung',
  claimedIdPlaceholder: 'Ausweis- oder Personalnummer',

  cameraVirtual: 'Diese Kamera ist ein Programm',
  cameraVirtualHelp:
    'Sie könnte statt einer Person einen Film zeigen und wird deshalb nicht verwendet. Wählen Sie unten eine echte Kamera.',
  cameraUnasked: 'Die Station antwortet nicht',
  cameraUnaskedHelp: 'Sie muss die Kamera erst erlauben. Das wird von selbst wieder versucht.',
};
