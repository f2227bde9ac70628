import type { Text } from './text.ts';

const people = (n: string, one: boolean) => (one ? 'einer Person' : `${n} Personen`);

export const recognition: Text['recognition'] = {
  title: 'Erkennung',
  loading: 'Wie sicher die Erkennung ist, wird gelesen',
  failed: 'Wie sicher die Erkennung ist, lässt sich nicht sagen',

  promise: (odds, n, one) =>
    `Höchstens ${odds} Fremden wird für jemanden gehalten, bei ${people(n, one)} im Bestand.`,
  promiseNobody: (odds) =>
    `Noch ist niemand erfasst. Danach wird höchstens ${odds} Fremden für jemanden gehalten.`,
  promiseHeld: (odds, held, n, one) =>
    `${odds} lässt sich bei ${people(n, one)} im Bestand nicht zusagen. Höchstens ${held} Fremden wird für jemanden gehalten.`,
  costAbout: (share) =>
    `Bei etwa ${share} Blicken auf bekannte Personen braucht es einen zweiten Blick.`,
  costBelow: (share) =>
    `Bei weniger als ${share} Blicken auf bekannte Personen braucht es einen zweiten Blick.`,
  costAll: 'Auch bekannte Personen werden nicht erkannt.',
  unmeasured: 'Niemand wird erkannt: Das Modellpaket in Gebrauch hat keine Schwelle.',
  unmeasuredHelp:
    'Niemand hat gemessen, wie es Fremde auseinanderhält, oder seine Dateien sind nicht lesbar. Nehmen Sie ein anderes Paket, oder bringen Sie dieses in Ordnung.',

  odds: (n) => `1\u00a0von\u00a0${n}`,
  ofHundred: (n) => `${n}\u00a0von\u00a0100`,
  ofThousand: (n) => `${n}\u00a0von\u00a01.000`,
  below: (share) => `unter ${share}`,
  nearlyAll: 'fast alle',

  risk: 'Das Risiko, das Sie eingehen',
  modes: {
    identify: {
      title: 'Wer ist das?',
      help: 'Jemand schaut in die Kamera und wird unter allen Erfassten gesucht. Das Risiko: Jemand Fremdes wird für irgendwen gehalten.',
      risk: (odds) => `${odds} Fremden`,
    },
    verify: {
      title: 'Ist das …?',
      help: 'Jemand sagt, wer er ist, und wird nur mit dieser Person verglichen. Das Risiko: Jemand anderes kommt durch.',
      risk: (odds) => `${odds} anderen`,
    },
  },
  dials: {
    convenience: 'Bequem',
    balanced: 'Ausgewogen',
    strict: 'Streng',
    custom: 'Eigener Wert',
  },
  customLabel: 'Eine eigene Zahl',
  customBefore: '1 von',
  customSet: 'Einstellen',
  customOwn: 'eine eigene Zahl',
  customInvalid: (least, most) =>
    `Geben Sie eine ganze Zahl von ${least} bis ${most} ein, etwa 5.000.`,
  cost: 'Zweite Blicke',
  costNow: (share) => `Zweite Blicke bei bekannten Personen: ${share}.`,
  threshold: 'Schwelle',
  cannotNow: 'jetzt nicht zuzusagen',
  refused: (odds) => `${odds} lässt sich jetzt nicht zusagen, deshalb wurde nichts geändert.`,
  refusedWhy: (comparisons, least) =>
    `Das Paket wurde an ${comparisons} Vergleichen verschiedener Personen vermessen. Seltenere Fehler als ${least} kamen zu selten vor, um darauf zu bauen.`,
  useLeast: (odds) => `${odds} nehmen`,

  growth: 'Was mehr Personen kosten',
  growthHelp: (odds) =>
    `Das Risiko bleibt bei ${odds} Fremden. Je mehr Personen es zu verwechseln gibt, desto strenger muss die Schwelle sein, und desto öfter braucht es bei Bekannten einen zweiten Blick.`,
  growthPeople: 'Erfasste Personen',
  growthToday: 'heute',
  growthCannot: (odds) => `${odds} lässt sich nicht zusagen`,

  pairs: 'Wer am leichtesten verwechselt wird',
  pairsHelp:
    'Vergleichen Sie ihre Fotos. Ist es eine Person, die zweimal erfasst wurde, entfernen Sie einen Eintrag. Sind es zwei, die sich ähneln, fügen Sie Fotos von beiden hinzu, oder lassen Sie sie zusätzlich eine PIN eingeben.',
  pairsFew: 'Sobald mindestens zwei Personen erfasst sind, stehen hier die ähnlichsten.',
  pairsStricter:
    'Die Personen hier ähneln sich mehr als die, an denen das Paket vermessen wurde. Damit das Risiko gleich bleibt, ist die Schwelle strenger.',
  pair: (one, other) => `${one} und ${other}`,
  closeness: {
    confusable: 'Können verwechselt werden',
    alike: 'Sehen sich ähnlich',
    apart: 'Gut auseinanderzuhalten',
  },
  pairsMore: 'Mehr zeigen',
  showPerson: (name) => `${name} zeigen`,

  measured: 'Wie gut Gesichter auseinandergehalten werden',
  measuredOn: (photos, n) =>
    `Gemessen an ${photos} Fotos von ${n} Personen, die hier nicht erfasst sind. Verglichen wurden je zwei einzelne Fotos, oft Jahre auseinander und in anderem Licht: Mehrere Fotos einer Person und mehrere Bilder der Kamera senken die Zahl der zweiten Blicke.`,
  histogram: 'Wie ähnlich zwei Fotos sind',
  histogramHelp:
    'Fotos einer Person liegen links, die zweier Personen rechts. Links der Linie gelten zwei Gesichter als eines.',
  histogramAlt: (threshold) =>
    `Zwei Hügel: Fotos derselben Person sind meist ähnlich, Fotos verschiedener Personen meist verschieden. Dazwischen steht die Schwelle, ${threshold}.`,
  same: 'dieselbe Person',
  others: 'verschiedene Personen',
  alike: 'ähnlich',
  different: 'verschieden',
  det: 'Was jede Schwelle kostet',
  detHelp:
    'Je weiter links, desto weniger Fremde kommen durch; je höher, desto mehr zweite Blicke.',
  detAlt: (odds, share) =>
    `Eine fallende Linie. Bei der geltenden Schwelle kommt ${odds} Vergleichen mit Fremden durch, und ${share} Blicken auf Bekannte reicht nicht.`,
  detX: 'Fremde, die durchkommen, je Vergleich (FMR)',
  detXShort: 'Fremde, die durchkommen (FMR)',
  detY: 'zweite Blicke (FNMR)',
  detHere: 'jetzt',

  figures: 'Zahlen',
  figuresHide: 'Zahlen verbergen',
  figure: {
    threshold: 'Schwelle (Unähnlichkeit, 0 bis 4)',
    target: 'Ziel',
    allowed: 'Erlaubte FMR je Vergleich',
    fmr: 'FMR, geschätzt',
    fmrUpper: 'FMR, obere 95-%-Grenze',
    fnmr: 'FNMR, erwartet',
    least: 'Strengstes Ziel, das sich zusagen lässt',
    templates: 'Vorlagen',
    impostor: 'Vergleiche verschiedener Personen',
    genuine: 'Vergleiche derselben Person',
    site: 'Vergleiche der hier Erfassten',
    reference: 'Vergleichsbestand',
    date: 'Gemessen am',
    comparator: 'Vergleich',
    encoder: 'Encoder (SHA-256)',
  },

  packs: 'Modellpakete',
  packsHelp:
    'Ein Paket enthält die Modelle, die Gesichter finden und beschreiben. Beschreibungen des einen Pakets lassen sich nicht mit denen eines anderen vergleichen.',
  packsFailed: 'Die Liste der Pakete konnte nicht gelesen werden.',
  inUse: 'In Gebrauch',
  packStates: {
    ready: 'Bereit',
    partial: 'Teilweise heruntergeladen',
    absent: 'Nicht heruntergeladen',
    damaged: 'Beschädigt',
  },
  packUnmeasured: 'Niemand hat es vermessen, deshalb ist es nicht verwendbar.',
  packAbout: {
    core: 'Gehört zur Station und arbeitet sofort, ohne Netz.',
    zoo: 'YuNet und SFace aus dem OpenCV Zoo, auf Wunsch heruntergeladen.',
  },
  licences: 'Lizenz',
  models: 'Seine Modelle',
  roles: {
    detector: 'Findet Gesichter',
    landmarks: 'Findet Augen, Nase und Mund',
    encoder: 'Beschreibt ein Gesicht',
    liveness: 'Unterscheidet Gesichter von Bildern',
  },
  compares: 'Art des Vergleichs',
  source: 'Von',
  fetch: (size) => `Herunterladen (${size})`,
  fetchOn: 'Weiter herunterladen',
  fetchAgain: 'Noch einmal herunterladen',
  fetching: (name, percent) => `„${name}“ wird heruntergeladen: ${percent}`,
  changing: (name, percent) => `Wechsel zu „${name}“: ${percent}`,
  use: 'Dieses Paket verwenden',
  useTitle: (name) => `Das Paket „${name}“ verwenden?`,
  useGoes:
    'Mit dem bisherigen Paket beschriebene Gesichter lassen sich mit diesem nicht vergleichen. Personen, deren Fotos aufbewahrt sind, werden jetzt neu gelernt. Alle anderen müssen neu erfasst werden, bevor sie erkannt werden.',
  useConverts:
    'Die beiden unterscheiden sich nur in dem, was an einem Ort gelernt wurde. Die Beschreibungen aller Erfassten werden umgerechnet. Niemand muss neu erfasst werden.',
  useStays: 'Nichts wird gelöscht. Mit dem alten Paket sind alle wieder da.',
  useConfirm: 'Verwenden',
  useCancel: 'Lassen',
  changed: (name) => `Das Paket „${name}“ ist in Gebrauch.`,
  changedReady: (n, one) =>
    one ? 'Eine Person wird sofort erkannt.' : `${n} Personen werden sofort erkannt.`,
  changedAgain: (n, one) =>
    one ? 'Eine Person muss neu erfasst werden:' : `${n} Personen müssen neu erfasst werden:`,
  changedMore: (n) => `und ${n} weitere`,
  undo: (name) => `Zurück zu „${name}“`,
};
