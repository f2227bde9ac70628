import type { Text } from './text.ts';

const people = (n: string, one: boolean) => (one ? 'eine Person' : `${n} Personen`);

export const training: Text['training'] = {
  title: 'Training',
  pages: 'Seiten der Erkennung',
  pageSure: 'Wie sicher sie ist',
  page: 'Training',
  pageRunning: 'Training läuft',
  loading: 'Was sich trainieren lässt, wird gelesen',
  failedToRead: 'Was sich trainieren lässt, ist nicht zu sagen',

  question: 'Lässt sich die Erkennung hier verbessern?',
  questionHelp: 'Gelerntes wird nur verwendet, wenn es messbar besser ist.',
  madeBetter: 'Die Erkennung wurde hier verbessert.',
  madeBetterHelp: 'Neu Gelerntes gilt nur, wenn es noch besser ist.',
  running: {
    encoder: 'Ein Encoder wird trainiert.',
    head: 'Die Erkennung lernt von den Personen hier.',
    logistic: 'Eine andere Art, Gesichter zu vergleichen, wird gelernt.',
  },
  undisturbed: 'Prüfungen gehen ungestört weiter.',
  stopping: 'Das Training wird angehalten.',
  stopped: 'Das Training wurde angehalten.',
  stoppedKept: 'Was es gelernt hat, ist aufbewahrt; es kann weitergehen.',
  nothingChanged: 'Die Erkennung arbeitet wie zuvor.',
  failed: 'Aus dem Training wurde nichts.',
  better: (after, before) => `Messbar besser: ${after} der Vergleiche gehen fehl statt ${before}.`,
  betterHelp: 'Nichts wird verwendet, bevor Sie es sagen.',
  notBetter: 'Nicht messbar besser, deshalb ändert sich nichts.',
  notBetterHelp: (after, before) =>
    `An unbekannten Personen gingen ${after} der Vergleiche fehl, mit dem Bisherigen ${before}: zu wenig, um sicher zu sein.`,
  notBetterWorse: (after, before) =>
    `An unbekannten Personen gingen ${after} der Vergleiche fehl, mit dem Bisherigen ${before}.`,

  head: {
    title: 'An diesen Ort anpassen',
    help: 'Lernt von den Erfassten, wie Gesichter in Ihrem Licht und mit Ihrer Kamera aussehen. Es dauert Minuten, und niemand muss neu erfasst werden.',
    start: 'An diesen Ort anpassen',
  },
  logistic: {
    title: 'Anders vergleichen',
    help: 'Lernt, welche Merkmale Personen am besten auseinanderhalten, und gewichtet sie beim Vergleich zweier Gesichter. Es dauert Sekunden, und niemand muss neu erfasst werden.',
    start: 'Gewichte lernen',
  },
  encoder: {
    title: 'Einen Encoder aus einem Ordner trainieren',
    help: 'Lernt allein aus Fotos, Gesichter zu beschreiben. Es lohnt sich ab Hunderten von Personen mit je mehreren Fotos; daraus wird ein eigenes Modellpaket.',
    start: 'Encoder trainieren',
  },
  starting: 'Beginnt',
  enough: (usable, needed) =>
    `${usable} Personen haben mindestens zwei Fotos; ${needed} werden gebraucht.`,
  tooFew: (usable, needed) =>
    `${usable} von ${needed} nötigen Personen haben mindestens zwei Fotos.`,
  tooFewEnrol: 'Erfassen Sie mehr Personen, jede mit mindestens zwei Fotos.',
  tooFewPhotos: 'Geben Sie Personen, die mit einem Foto erfasst sind, ein zweites.',
  addPhotos: 'Personen öffnen',

  folder: 'Ordner mit Personen',
  folderPeople: (n, one) => people(n, one),
  noFolder: 'Noch kein Ordner mit Personen',
  place: (place) => `Ordner mit Personen gehören hierher: ${place}`,
  placeTitle: 'Wohin damit',
  placeHelp:
    'Ein Ordner enthält alle, und darin hat jede Person einen Ordner mit mindestens zwei Fotos:',
  placeExample: { folder: 'alle', person: 'Ana', other: 'Ben', photos: 'Fotos' },
  lookAgain: 'Noch einmal nachsehen',
  minutes: 'Zeit zum Trainieren, Minuten',
  minutesHelp: 'Länger ist besser, bis zu einem Punkt.',
  minutesInvalid: (least, most) => `Geben Sie eine ganze Zahl von ${least} bis ${most} ein.`,
  advanced: 'Erweitert',
  advancedHide: 'Erweitertes verbergen',
  size: 'Bild eines Gesichts, Pixel',
  sizeHelp: 'Ein größeres Bild zeigt mehr und braucht länger.',
  margin: 'Abstand',
  marginHelp: 'Wie viel weiter Fremde auseinanderliegen müssen als Fotos einer Person.',
  marginInvalid: (least, most) => `Geben Sie eine Zahl von ${least} bis ${most} ein.`,
  mining: 'Wahl der Beispiele',
  miningHelp: {
    'semi-hard': 'Lernt von Fremden, die fast zu nah sind. Die ruhigere Wahl.',
    'batch-hard': 'Lernt nur von den nächsten Fremden. Braucht saubere Fotos.',
  },
  minings: { 'semi-hard': 'Halbschwer', 'batch-hard': 'Schwerste' },
  resume: 'Weitermachen, wo angehalten wurde',
  resumeHelp: 'Nur bei gleichem Ordner und gleichen Einstellungen.',
  resumeRun: 'Weitermachen',

  progress: 'Fortschritt',
  stages: {
    reading: 'Lesen',
    training: 'Lernen',
    measuring: 'An Unbekannten erproben',
  },
  left: (time) => `Noch etwa ${time}`,
  leftUnknown: 'Wie lange noch, ist nicht bekannt',
  rate: {
    encoder: (n) => `${n} Fotos je Sekunde`,
    head: (n) => `${n} Beschreibungen je Sekunde`,
    logistic: (n) => `${n} Paare je Sekunde`,
  },
  stop: 'Anhalten',
  curves: 'Wie es lernte',
  curvesHide: 'Verlauf verbergen',
  curvesSoon: 'Die erste Messung kommt gleich.',
  loss: 'Verlust',
  lossHelp: 'Was noch falsch ist. Er sinkt beim Lernen.',
  active: 'Aktive Tripel',
  activeHelp: 'Beispiele, die noch lehrreich sind.',
  accuracy: 'Richtig bei Unbekannten',
  accuracyHelp: 'Von Paaren zweier Fotos, getrennt oder vereint.',
  curveAlt: (name, first, last, time) => `${name}: erst ${first}, nach ${time} ${last}.`,

  heldOut: (photos, n, genuine, impostor) =>
    `Beide wurden an ${photos} Fotos von ${n} Personen erprobt, von denen keines gelernt hat: ${genuine} Vergleiche einer Person, ${impostor} zweier.`,
  sideBySide: 'Im Vergleich',
  champion: 'In Gebrauch',
  challenger: 'Neu gelernt',
  comparators: {
    distance: 'einfacher Abstand',
    logistic: 'gewichtete Unterschiede',
    chi2: 'gewichtete Quadrate',
  },
  eer: 'Vergleiche, die fehlgehen',
  eerHelp:
    'Gleichfehlerrate: so eingestellt, dass Fremde so oft durchkommen, wie Bekannte abgewiesen werden. Der Balken zeigt, wo sie mit 95 % Sicherheit liegt.',
  eerBetween: (low, high) => `${low} bis ${high}`,
  gain: 'Unterschied',
  gainOf: (points, between) => `${points} (${between})`,
  points: (n) => `${n} Prozentpunkte`,
  right: 'Richtig beurteilte Paare',
  rightOf: (after, before) => `${after}, bisher ${before}`,
  det: 'Bei jeder Schwelle',
  detHelp:
    'Je tiefer die Linie, desto weniger Bekannte werden abgewiesen, wenn gleich viele Fremde durchkommen.',
  detAlt: (champion, challenger) =>
    `Zwei fallende Linien, eine für das Bisherige (${champion}), eine für das neu Gelernte (${challenger}).`,
  closestOf: (name) => `Am leichtesten verwechselt: ${name}`,
  closestNone: 'Niemand fällt auf.',

  adopt: 'Gelerntes verwenden',
  adopting: 'Wird in Gebrauch genommen',
  discard: 'Verwerfen',
  putAway: 'Weglegen',
  adoptTitle: 'Das Gelernte verwenden?',
  adoptGoes: {
    encoder: (name) =>
      `Die Station wechselt zum Modellpaket „${name}“. Personen, deren Fotos aufbewahrt sind, werden jetzt neu gelernt. Alle anderen müssen neu erfasst werden, bevor sie erkannt werden.`,
    head: () =>
      'Die Beschreibungen aller Erfassten werden umgerechnet. Niemand muss neu erfasst werden.',
    logistic: () =>
      'Gesichter werden von jetzt an anders verglichen. Niemand muss neu erfasst werden.',
  },
  adoptStays: 'Das Risiko bleibt, wie Sie es eingestellt haben. Ein Klick führt zurück.',
  unmet: {
    identify: (least, target) =>
      `Wird jemand unter allen Erfassten gesucht, lässt sich damit bestenfalls ein Risiko von ${least} zusagen. Eingestellt ist ${target}. Es gilt dann die strengste Schwelle, die es gibt; mehr sagt sie nicht zu.`,
    verify: (least, target) =>
      `Wird jemand mit einer einzigen Person verglichen, lässt sich damit bestenfalls ein Risiko von ${least} zusagen. Eingestellt ist ${target}. Es gilt dann die strengste Schwelle, die es gibt; mehr sagt sie nicht zu.`,
  },
  leftBehind: (folders, one) =>
    one
      ? `Was ein Training mit ${folders} gelernt hatte, ist noch da, samt den Gesichtern, aus denen es gelernt hat.`
      : `Was Trainings mit ${folders} gelernt hatten, ist noch da, samt den Gesichtern, aus denen sie gelernt haben.`,
  leave: 'Lassen',
  discardTitle: 'Das Gelernte verwerfen?',
  discardKept:
    'Was es bis zum Anhalten gelernt hatte, wird gelöscht. Um es wiederzuhaben, muss es von vorn trainiert werden.',
  discardGoes: 'Es war messbar besser. Um es wiederzuhaben, muss es neu trainiert werden.',
  keep: 'Behalten',

  adopted: {
    encoder: (name, before) =>
      `Der hier trainierte Encoder „${name}“ ist anstelle von „${before}“ in Gebrauch.`,
    head: (name, before) =>
      `Die Erkennung ist an diesen Ort angepasst: „${name}“ ist anstelle von „${before}“ in Gebrauch.`,
    logistic: (name, before) => `Gesichter werden so verglichen: ${name} statt ${before}.`,
  },
  deeds: {
    encoder: { adopted: 'Encoder in Gebrauch genommen', back: 'Encoder aufgegeben' },
    head: { adopted: 'An den Ort angepasst', back: 'Nicht mehr angepasst' },
    logistic: { adopted: 'Neue Art zu vergleichen', back: 'Art zu vergleichen aufgegeben' },
  },
  back: 'Zurück',
  goingBack: 'Geht zurück',
  backTitle: 'Zurück zum Bisherigen?',
  backGoes: (before) =>
    `Die Erkennung arbeitet wieder so: ${before}. Die Schwellen richten sich danach.`,
  backGoesEncoder:
    'Wer seither mit dem neuen Encoder erfasst wurde, muss neu erfasst werden, wenn keine Fotos aufbewahrt sind.',
  backStays: 'Nichts wird gelöscht.',
};
