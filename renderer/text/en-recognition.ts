const people = (n: string, one: boolean) => (one ? 'one person' : `${n} people`);

/**
 * What the Recognition page says. `share` is such as "12 in 100"; `odds` such as "1 in 1,000";
 * numbers come in the locale's form. Neither is broken over two lines.
 */
export const recognition = {
  title: 'Recognition',
  loading: 'Reading how sure recognition is',
  failed: 'It cannot be said how sure recognition is',

  promise: (odds: string, n: string, one: boolean) =>
    `At most ${odds} strangers is taken for somebody, with ${people(n, one)} enrolled.`,
  promiseNobody: (odds: string) =>
    `Nobody is enrolled yet. Once people are, at most ${odds} strangers will be taken for one of them.`,
  promiseHeld: (odds: string, held: string, n: string, one: boolean) =>
    `${odds} cannot be promised with ${people(n, one)} enrolled. At most ${held} strangers is taken for somebody.`,
  costAbout: (share: string) => `About ${share} looks at known people will need a second look.`,
  costBelow: (share: string) =>
    `Fewer than ${share} looks at known people will need a second look.`,
  costAll: 'Known people will not be recognised either.',
  unmeasured: 'Nobody is recognised: the model pack in use has no threshold.',
  unmeasuredHelp:
    'Nobody has measured how it tells strangers apart, or its files cannot be read. Use another pack, or mend this one.',

  odds: (n: string) => `1\u00a0in\u00a0${n}`,
  ofHundred: (n: string) => `${n}\u00a0in\u00a0100`,
  ofThousand: (n: string) => `${n}\u00a0in\u00a01,000`,
  below: (share: string) => `under ${share}`,
  nearlyAll: 'nearly all',

  risk: 'The risk you accept',
  modes: {
    identify: {
      title: 'Who is this?',
      help: 'Somebody looks into the camera and is searched among all who are enrolled. The risk is that a stranger is taken for anybody.',
      risk: (odds: string) => `${odds} strangers`,
    },
    verify: {
      title: 'Is this …?',
      help: 'Somebody says who they are and is compared with that person only. The risk is that somebody else passes.',
      risk: (odds: string) => `${odds} others`,
    },
  },
  dials: {
    convenience: 'Convenience',
    balanced: 'Balanced',
    strict: 'Strict',
    custom: 'Custom',
  },
  customLabel: 'A number of your own',
  customBefore: '1 in',
  customSet: 'Set',
  customOwn: 'a number of your own',
  customInvalid: (least: string, most: string) =>
    `Enter a whole number from ${least} to ${most}, such as 5,000.`,
  cost: 'Second looks',
  costNow: (share: string) => `Second looks at known people: ${share}.`,
  threshold: 'Threshold',
  cannotNow: 'cannot be promised now',
  refused: (odds: string) => `${odds} cannot be promised now, so nothing was changed.`,
  refusedWhy: (comparisons: string, least: string) =>
    `The pack was measured on ${comparisons} comparisons of different people. Rarer mistakes than ${least} were seen too seldom to count on.`,
  useLeast: (odds: string) => `Use ${odds}`,

  growth: 'What more people cost',
  growthHelp: (odds: string) =>
    `The risk stays at ${odds} strangers. The more people there are to be taken for, the stricter the threshold must be, and the more often somebody known needs a second look.`,
  growthPeople: 'People enrolled',
  growthToday: 'today',
  growthCannot: (odds: string) => `${odds} cannot be promised`,

  pairs: 'Who is most easily confused',
  pairsHelp:
    'Compare their photos. If it is one person enrolled twice, remove one. If they are two people who look alike, add photos of both or ask them for a PIN as well.',
  pairsFew: 'When two or more people are enrolled, those who look most alike are named here.',
  pairsStricter:
    'People here look more alike than those the pack was measured on. The threshold was made stricter to hold the risk.',
  pair: (one: string, other: string) => `${one} and ${other}`,
  closeness: {
    confusable: 'May be taken for each other',
    alike: 'Look alike',
    apart: 'Are told apart well',
  },
  pairsMore: 'Show more',
  showPerson: (name: string) => `Show ${name}`,

  measured: 'How well faces are told apart',
  measuredOn: (photos: string, n: string) =>
    `Measured on ${photos} photos of ${n} people who are not enrolled here. Every comparison is of two single photos, often years apart and in other light: several photos of a person, and several frames, bring the second looks down.`,
  histogram: 'How alike two photos are',
  histogramHelp:
    'Photos of one person lie on the left, those of two people on the right. Left of the line, two faces count as one.',
  histogramAlt: (threshold: string) =>
    `Two hills: photos of the same person are mostly alike, photos of different people mostly different. The threshold, ${threshold}, stands between them.`,
  same: 'same person',
  others: 'different people',
  alike: 'alike',
  different: 'different',
  det: 'What each threshold costs',
  detHelp: 'The further to the left, the fewer strangers pass; the higher, the more second looks.',
  detAlt: (odds: string, share: string) =>
    `A falling line. At the threshold in use ${odds} comparisons with a stranger passes, and ${share} looks at known people falls short.`,
  detX: 'strangers who pass, of all comparisons (FMR)',
  detXShort: 'strangers who pass (FMR)',
  detY: 'second looks (FNMR)',
  detHere: 'now',

  figures: 'Figures',
  figuresHide: 'Hide the figures',
  figure: {
    threshold: 'Threshold (dissimilarity, 0 to 4)',
    target: 'Target',
    allowed: 'FMR allowed per comparison',
    fmr: 'FMR, estimated',
    fmrUpper: 'FMR, upper 95 % bound',
    fnmr: 'FNMR, expected',
    least: 'Strictest target that can be promised',
    templates: 'Templates',
    impostor: 'Comparisons of different people',
    genuine: 'Comparisons of the same person',
    site: 'Comparisons of people enrolled here',
    reference: 'Reference set',
    date: 'Measured on',
    comparator: 'Comparison',
    encoder: 'Encoder (SHA-256)',
  },

  packs: 'Model packs',
  packsHelp:
    'A pack holds the models that find faces and describe them. Descriptions of one pack cannot be compared with another’s.',
  packsFailed: 'The list of packs could not be read.',
  inUse: 'In use',
  packStates: {
    ready: 'Ready',
    partial: 'Partly downloaded',
    absent: 'Not downloaded',
    damaged: 'Damaged',
  },
  packUnmeasured: 'Nobody has measured it, so it cannot be used.',
  /** What the packs that come with the station are; others describe themselves. */
  packAbout: {
    core: 'Comes with the station and works at once, without a network.',
    zoo: 'YuNet and SFace of the OpenCV Zoo, downloaded when it is asked for.',
  } as Readonly<Record<string, string>>,
  licences: 'Licence',
  models: 'Its models',
  roles: {
    detector: 'Finds faces',
    landmarks: 'Finds eyes, nose and mouth',
    encoder: 'Describes a face',
    liveness: 'Tells faces from pictures',
  } as Readonly<Record<string, string>>,
  compares: 'Compares faces by',
  source: 'From',
  fetch: (size: string) => `Download (${size})`,
  fetchOn: 'Go on downloading',
  fetchAgain: 'Download again',
  fetching: (name: string, percent: string) => `Downloading “${name}”: ${percent}`,
  changing: (name: string, percent: string) => `Changing to “${name}”: ${percent}`,
  use: 'Use this pack',
  useTitle: (name: string) => `Use the pack “${name}”?`,
  useGoes:
    'Faces described with the pack in use cannot be compared with this one. People whose photos were kept are learned anew now. All others must be enrolled again before they are recognised.',
  useConverts:
    'The two differ only in what was learned at a site. The descriptions of everybody enrolled are converted. Nobody needs to be enrolled again.',
  useStays: 'Nothing is deleted. Using the old pack again brings everybody back.',
  useConfirm: 'Use it',
  useCancel: 'Leave it',
  changed: (name: string) => `The pack “${name}” is in use.`,
  changedReady: (n: string, one: boolean) =>
    one ? 'One person can be recognised at once.' : `${n} people can be recognised at once.`,
  changedAgain: (n: string, one: boolean) =>
    one ? 'One person must be enrolled again:' : `${n} people must be enrolled again:`,
  changedMore: (n: string) => `and ${n} more`,
  undo: (name: string) => `Go back to “${name}”`,
};
