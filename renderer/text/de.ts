import type { ErrorCode } from '../../electron/contract/errors.ts';
import type { LiveCode, PhotoCode } from './live-codes.ts';
import type { Text } from './text.ts';

const errors: Record<ErrorCode, string> = {
  'no-face':
    'Auf dem Bild ist kein Gesicht zu finden. Verwenden Sie ein Bild, das ein Gesicht von vorn zeigt.',
  'several-faces':
    'Auf dem Bild ist mehr als ein Gesicht. Verwenden Sie ein Bild, das nur eine Person zeigt.',
  'face-too-small': 'Das Gesicht ist zu klein, um sicher zu sein. Kommen Sie näher zur Kamera.',
  'face-cut-off':
    'Ein Teil des Gesichts liegt außerhalb des Bildes. Rücken Sie so, dass das ganze Gesicht zu sehen ist.',
  'different-person':
    'Dieses Foto zeigt anscheinend nicht dieselbe Person wie die anderen. Bitte nur Fotos einer Person verwenden.',
  'unreadable-image':
    'Diese Datei ist kein lesbares Bild. Verwenden Sie eine JPEG-, PNG- oder WebP-Datei, die sich anderswo öffnen lässt.',
  'empty-image': 'Diese Datei ist leer. Wählen Sie ein anderes Foto.',
  'image-too-large':
    'Dieses Bild ist zu groß. Verwenden Sie eines mit höchstens 50 Megapixeln und 32 MB.',
  'file-not-found': 'Es gibt keine Datei dieses Namens. Prüfen Sie den Pfad.',
  'not-a-file': 'Das ist ein Ordner oder ein Gerät, kein Foto. Nennen Sie eine Fotodatei.',
  'file-unreadable':
    'Der Benutzer, unter dem die Station läuft, darf diese Datei nicht lesen. Prüfen Sie ihre Rechte.',
  'unknown-person':
    'Unter dieser Kennung ist niemand erfasst. Prüfen Sie die Kennung oder erfassen Sie die Person zuerst.',
  'person-exists':
    'Unter dieser Kennung ist schon jemand erfasst. Wählen Sie eine andere Kennung oder entfernen Sie diese Person zuerst.',
  'no-usable-photo':
    'Keines der Fotos war verwendbar, deshalb wurde niemand erfasst. Der Grund steht bei jedem Foto.',
  'consent-missing':
    'Zum Erfassen gehört eine Notiz, wie und wann die Person zugestimmt hat. Tragen Sie sie ein und versuchen Sie es erneut.',
  'encoder-changed':
    'Diese Person wurde mit einem anderen Encoder erfasst und kann nicht verglichen werden. Erfassen Sie sie neu.',
  'invalid-request': 'Die Anfrage war nicht verständlich, deshalb wurde nichts getan.',
  'not-allowed': 'Diese Anfrage kam von einer unzulässigen Stelle, deshalb wurde nichts getan.',
  'model-missing':
    'Ein Modell zur Erkennung fehlt. Starten Sie die Station neu; sie bereitet ihre Modelle beim Start vor. Wenn das nicht hilft, installieren Sie sie neu.',
  'model-damaged':
    'Ein Modell zur Erkennung ist nicht die erwartete Datei und wurde nicht verwendet. Starten Sie die Station neu; sie bereitet ihre Modelle beim Start vor. Wenn das nicht hilft, installieren Sie sie neu.',
  'vision-restarting':
    'Der Erkennungsprozess ist stehen geblieben und wird neu gestartet. Versuchen Sie es gleich noch einmal.',
  'vision-unavailable':
    'Der Erkennungsprozess startet nicht. Starten Sie die Station neu. Wenn das nicht hilft, installieren Sie sie neu.',
  'store-unavailable':
    'Die Datenbank konnte nicht gelesen oder geschrieben werden, deshalb wurde nichts geändert. Prüfen Sie den Datenordner und seine Rechte.',
  'store-full':
    'Der Datenträger ist voll, deshalb wurde nichts geändert. Schaffen Sie Platz auf dem Datenträger des Datenordners.',
  'store-foreign':
    'Am Ort der Datenbank liegt eine Datei, die nicht von Threshold stammt. Sie blieb unberührt. Wählen Sie einen anderen Datenordner.',
  'store-newer':
    'Die Datenbank wurde von einer neueren Version von Threshold geschrieben. Sie blieb unberührt. Aktualisieren Sie die Station.',
  'store-damaged':
    'Die Datenbank ist beschädigt und blieb unberührt. Stellen Sie den Datenordner aus einer Kopie wieder her.',
  'station-unreachable':
    'Die Station antwortet nicht. Sehen Sie nach, ob sie noch läuft; wurde sie beendet, starten Sie sie neu.',
  internal:
    'Etwas Unerwartetes ist geschehen, deshalb wurde nichts getan. Das Protokoll der Station sagt mehr.',
};

const hints: Record<LiveCode, string> = {
  'no-face': 'Bitte in die Kamera schauen',
  'several-faces': 'Bitte einzeln',
  'face-too-small': 'Bitte etwas näher',
  'face-cut-off': 'Bitte in die Bildmitte',
};

const faults: Record<PhotoCode, string> = {
  'no-face': 'Kein Gesicht gefunden',
  'several-faces': 'Mehr als ein Gesicht',
  'face-too-small': 'Gesicht zu klein',
  'face-cut-off': 'Gesicht angeschnitten',
  'different-person': 'Jemand anderes',
  'unreadable-image': 'Kein lesbares Foto',
  'empty-image': 'Leere Datei',
  'image-too-large': 'Zu groß',
};

const photos = (n: number) => (n === 1 ? '1 Foto' : `${n} Fotos`);

export const de: Text = {
  product: 'Threshold',
  errors,
  hints,
  faults,

  shell: {
    views: 'Ansichten',
    check: 'Prüfen',
    enrol: 'Erfassen',
    people: 'Personen',
    events: 'Ereignisse',
    connectionLost:
      'Die Verbindung zur Station ist unterbrochen. Wurde sie beendet, starten Sie sie neu und nutzen Sie ihr neues Fenster oder ihren neuen Link.',
    retry: 'Erneut versuchen',
    back: 'Zurück',
    unexpected: 'Diese Ansicht ist stehen geblieben. Es ging nichts verloren.',
  },

  status: {
    group: 'Zustand der Station',
    camera: 'Kamera',
    vision: 'Erkennung',
    models: 'Modelle',
    store: 'Speicher',
    ok: 'in Ordnung',
    waiting: 'wartet',
    fault: 'braucht Aufmerksamkeit',
    off: 'aus',
    unknown: 'Noch nicht bekannt. Die Station hat nicht geantwortet.',
    visionOk: 'Gesichter werden auf diesem Rechner verglichen.',
    modelsOk: (pack) => `Das Modellpaket „${pack}“ ist vorhanden und unverändert.`,
    storeOk: (people) =>
      people === 1 ? 'Eine Person ist erfasst.' : `${people} Personen sind erfasst.`,
    needEnrolment: (n) =>
      n === 1
        ? 'Eine Person wurde mit einem anderen Encoder erfasst und muss neu erfasst werden.'
        : `${n} Personen wurden mit einem anderen Encoder erfasst und müssen neu erfasst werden.`,
    version: (version) => `Threshold ${version}`,
  },

  camera: {
    idle: 'In dieser Ansicht ist die Kamera aus.',
    starting: 'Die Kamera wird gestartet',
    startingHelp: 'Erlauben Sie die Kamera, wenn Sie gefragt werden.',
    live: (name) => `„${name}“ ist an.`,
    refused: 'Die Kamera darf nicht verwendet werden',
    refusedHelp:
      'Erlauben Sie Threshold die Kamera in den Einstellungen des Rechners oder des Browsers. Danach startet sie von selbst.',
    missing: 'Keine Kamera gefunden',
    missingHelp: 'Schließen Sie eine Kamera an. Sie startet von selbst.',
    busy: 'Die Kamera ist belegt',
    busyHelp:
      'Ein anderes Programm verwendet die Kamera. Schließen Sie es und versuchen Sie es erneut.',
    ended: 'Die Kamera wurde getrennt',
    endedHelp: 'Schließen Sie sie wieder an. Sie startet von selbst.',
    insecure: 'Die Kamera ist hier nicht erreichbar',
    insecureHelp: 'Diese Seite wurde nicht von der Station geöffnet. Starten Sie Threshold neu.',
    source: 'Bildquelle',
    unnamed: 'Kamera',
    useFile: 'Stattdessen eine Datei',
    useCamera: 'Zurück zur Kamera',
    file: (name) => `Eine Datei steht für die Kamera: „${name}“`,
    fileUnreadable:
      'Diese Datei lässt sich nicht zeigen. Wählen Sie ein Foto oder Video, das sich anderswo öffnen lässt.',
    preview: 'Livebild',
  },

  check: {
    title: 'Prüfen',
    question: 'Frage',
    identify: 'Wer ist das?',
    verify: 'Ist das …?',
    claimed: 'Person',
    claimedPlaceholder: 'Name oder Kennung',
    claimedNone: 'Unter diesem Namen oder dieser Kennung ist niemand erfasst.',
    claimedClear: 'Jemand anderen wählen',
    chooseFirst: 'Wählen Sie die Person',
    chooseFirstHelp: 'Sagen Sie, wer es sein soll, und die Kamera antwortet.',
    waiting: 'Bitte in die Kamera schauen',
    noPicture: 'Noch kein Bild',
    waitingHelp: 'Die Antwort erscheint hier.',
    looking: 'Einen Moment stillhalten',
    welcome: (name) => `Willkommen, ${name}`,
    confirmed: 'Das Gesicht stimmt überein.',
    recognised: 'Erkannt.',
    notRecognised: 'Nicht erkannt',
    notRecognisedHelp: 'Kein erfasstes Gesicht ist ähnlich genug.',
    notMatching: 'Stimmt nicht überein',
    notMatchingHelp: (name) => `Dieses Gesicht ist dem von ${name} nicht ähnlich genug.`,
    restarting: 'Einen Moment',
    restartingHelp: 'Die Erkennung wird neu gestartet.',
    fault: 'Die Prüfung kann nicht weitergehen',
    why: 'Warum?',
    whyMatch: (name) =>
      `Das Gesicht ist den Bildern von ${name} ähnlich genug: Der Abstand liegt unter der Schwelle.`,
    whyNoMatch:
      'Das ähnlichste erfasste Gesicht ist zu verschieden: Der Abstand liegt nicht unter der Schwelle.',
    whyNotClaimed: (name) =>
      `Das Gesicht ist den Bildern von ${name} nicht ähnlich genug: Der Abstand liegt nicht unter der Schwelle.`,
    whyNothing: 'Es gab nichts zu vergleichen: Noch ist niemand erfasst.',
    distance: 'Abstand',
    threshold: 'Schwelle',
    none: 'keiner',
    scale: (distance, threshold) =>
      `Abstand ${distance}, Schwelle ${threshold}. Kleiner heißt ähnlicher.`,
    alike: 'ähnlich',
    different: 'verschieden',
    timings: 'Zeit für ein Bild',
    stages: {
      decode: 'Bild lesen',
      detect: 'Gesicht finden',
      align: 'Ausrichten',
      encode: 'Beschreiben',
      match: 'Vergleichen',
      total: 'Insgesamt',
    },
    recent: 'Letzte Prüfungen',
    recentEmpty: 'Prüfungen erscheinen hier, sobald sie geschehen.',
    emptyGallery: 'Noch ist niemand erfasst, also ist hier jeder fremd.',
    emptyGalleryAction: 'Die erste Person erfassen',
  },

  enrol: {
    title: 'Erfassen',
    takePhoto: 'Foto aufnehmen',
    ready: 'Gut. Jetzt aufnehmen',
    another: 'Gut. Ein anderer Winkel hilft',
    photos: 'Fotos',
    choosePhotos: 'Fotos wählen',
    dropPhotos: 'oder hierher ziehen',
    goodPhotos: (n) => (n === 1 ? '1 gutes Foto' : `${n} gute Fotos`),
    photosEmpty: 'Ein gutes Foto genügt. Zwei oder drei sind besser.',
    fromCamera: (n) => `Kamera ${n}`,
    accepted: 'Gut',
    checking: 'Wird geprüft',
    removePhoto: (name) => `Foto ${name} entfernen`,
    tooMany: (max) => `Für eine Person sind höchstens ${max} Fotos möglich.`,
    tooLarge: 'Diese Fotos sind zusammen zu groß. Entfernen Sie eines oder verwenden Sie kleinere.',
    name: 'Name',
    id: 'Kennung',
    idHelp: 'Eine Ausweis- oder Personalnummer. Bleibt sie leer, wird eine vergeben.',
    consent: 'Einwilligung',
    consentHelp: 'Wie und wann die Person zugestimmt hat. Wird bei der Person aufbewahrt.',
    consentSuggest: (date) => `Persönlich zugestimmt am ${date}.`,
    consentUse: 'Einsetzen',
    submit: 'Diese Person merken',
    submitting: 'Wird gemerkt',
    needName: 'Tragen Sie einen Namen ein.',
    needConsent: 'Notieren Sie, wie die Person zugestimmt hat.',
    needPhoto: 'Nehmen oder wählen Sie mindestens ein gutes Foto.',
    needChecks: 'Die Fotos werden noch geprüft.',
    idInvalid:
      'Eine Kennung hat bis zu 64 Buchstaben, Ziffern, Leerzeichen oder . _ @ - und beginnt mit einem Buchstaben oder einer Ziffer.',
    done: (name) => `${name} ist erfasst`,
    doneHelp: (n) =>
      n === 1
        ? 'Eine Vorlage wurde erstellt; das Foto wird nicht aufbewahrt.'
        : `${n} Vorlagen wurden erstellt; die Fotos werden nicht aufbewahrt.`,
    doneRefused: (n) => `${photos(n)} nicht verwendbar.`,
    doneId: 'Kennung',
    next: 'Nächste Person erfassen',
    toCheck: 'Beim Prüfen ausprobieren',
  },

  people: {
    title: 'Personen',
    search: 'Personen suchen',
    searchPlaceholder: 'Name oder Kennung',
    list: 'Erfasste Personen',
    count: (n, one) => (one ? '1 Person' : `${n} Personen`),
    found: (n) => `${n} gefunden`,
    empty: 'Noch ist niemand erfasst',
    emptyHelp: 'Erfassen Sie jemanden mit einem Foto, und die Station kennt diese Person.',
    emptyAction: 'Jemanden erfassen',
    noneFound: (query) => `Niemand passt zu „${query}“`,
    noneFoundHelp: 'Ein Teil des Namens oder der Kennung genügt.',
    clearSearch: 'Suche leeren',
    choose: 'Wählen Sie jemanden, um zu sehen, was über die Person aufbewahrt wird.',
    details: (name) => `Angaben zu ${name}`,
    again: 'Muss neu erfasst werden',
    againHelp:
      'Diese Person wurde mit einem anderen Encoder erfasst. Erfassen Sie sie mit einem neuen Foto.',
    id: 'Kennung',
    enrolled: 'Erfasst',
    lastSeen: 'Zuletzt erkannt',
    never: 'Noch nicht',
    consent: 'Einwilligung',
    templates: 'Vorlagen',
    templateCount: (n) => (n === 1 ? '1 Vorlage' : `${n} Vorlagen`),
    fromCamera: 'Von der Kamera',
    quality: (percent) => `Güte ${percent}`,
    old: 'Anderer Encoder',
    remove: 'Entfernen',
    removeTitle: (name) => `${name} entfernen?`,
    removeGoes: (n) =>
      n === 1
        ? 'Der Name, die Einwilligung und die Vorlage werden gelöscht. Das lässt sich nicht rückgängig machen.'
        : `Der Name, die Einwilligung und alle ${n} Vorlagen werden gelöscht. Das lässt sich nicht rückgängig machen.`,
    removeStays:
      'Das Ereignisprotokoll bleibt. Es behält die Kennung und die Zeiten, aber keinen Namen und nichts vom Gesicht.',
    removeAfter: 'Danach ist dieses Gesicht für die Station ein fremdes.',
    removeConfirm: 'Diese Person entfernen',
    removing: 'Wird entfernt',
    keep: 'Behalten',
    removed: (name) => `${name} wurde entfernt.`,
    loading: 'Personen werden geladen',
    failed: 'Die Liste konnte nicht gelesen werden',
    gone: 'Diese Person ist nicht mehr erfasst.',
  },

  events: {
    title: 'Ereignisse',
    list: 'Ereignisse, neueste zuerst',
    count: (n, one) => (one ? '1 Ereignis' : `${n} Ereignisse`),
    empty: 'Noch ist nichts geschehen',
    emptyHelp: 'Jede Prüfung, Erfassung und Entfernung wird hier notiert, die neueste zuerst.',
    emptyAction: 'Zum Prüfen',
    choose: 'Wählen Sie ein Ereignis, um die Einzelheiten zu sehen.',
    newer: (n) => (n === 1 ? '1 neues Ereignis' : `${n} neue Ereignisse`),
    loading: 'Ereignisse werden geladen',
    failed: 'Die Ereignisse konnten nicht gelesen werden',
    details: 'Einzelheiten des Ereignisses',
    removedPerson: (id) => `Kennung ${id}`,
    number: 'Nummer',
    time: 'Zeit',
    person: 'Person',
    personId: 'Kennung',
    claimed: 'Angegeben als',
    claimedBy: (name) => `angegeben als ${name}`,
    code: 'Grund',
    source: 'Quelle',
    sources: { camera: 'Kamera', photo: 'Foto', operator: 'Bedienung', station: 'Station' },
    what: 'Vorgang',
    kinds: {
      identify: 'Identifikation',
      verify: 'Verifikation',
      enrol: 'Erfassung',
      remove: 'Entfernung',
      station: 'Station',
    },
    outcomes: {
      match: 'Erkannt',
      'no-match': 'Nicht erkannt',
      refused: 'Abgelehnt',
      done: 'Erledigt',
    },
    confirmed: 'Bestätigt',
    notMatching: 'Stimmt nicht überein',
    enrolled: 'Erfasst',
    removed: 'Entfernt',
  },
};
