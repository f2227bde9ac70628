const people = (n: string, one: boolean) => (one ? 'one person' : `${n} people`);

/** What the Training page says. Numbers, shares and times come in the locale's form. */
export const training = {
  title: 'Training',
  pages: 'Pages of Recognition',
  pageSure: 'How sure it is',
  page: 'Training',
  pageRunning: 'Training, under way',
  loading: 'Reading what can be trained',
  failedToRead: 'It cannot be said what can be trained',

  question: 'Can recognition be made better here?',
  questionHelp: 'What is learned is used only if it is measurably better.',
  madeBetter: 'Recognition was made better here.',
  madeBetterHelp: 'What is learned next is used only if it is better still.',
  running: {
    encoder: 'An encoder is being trained.',
    head: 'Recognition is learning from the people here.',
    logistic: 'Another way to compare faces is being learned.',
  },
  undisturbed: 'Checks go on undisturbed.',
  stopping: 'The training is being stopped.',
  stopped: 'The training was stopped.',
  stoppedKept: 'What it had learned is kept, so it can go on.',
  nothingChanged: 'Recognition works as before.',
  failed: 'The training came to nothing.',
  better: (after: string, before: string) =>
    `Measurably better: ${after} of comparisons go wrong instead of ${before}.`,
  betterHelp: 'Nothing is used before you say so.',
  notBetter: 'Not measurably better, so nothing changes.',
  notBetterHelp: (after: string, before: string) =>
    `On people it had not seen ${after} of comparisons went wrong, with what is in use ${before}: too little to be sure.`,
  notBetterWorse: (after: string, before: string) =>
    `On people it had not seen ${after} of comparisons went wrong, with what is in use ${before}.`,

  head: {
    title: 'Adapt to this site',
    help: 'Learns from the people enrolled how faces look in your light and with your camera. It takes minutes, and nobody needs to be enrolled again.',
    start: 'Adapt to this site',
  },
  logistic: {
    title: 'Another way to compare',
    help: 'Learns which traits tell people apart best, and weighs them when two faces are compared. It takes seconds, and nobody needs to be enrolled again.',
    start: 'Learn the weights',
  },
  encoder: {
    title: 'Train an encoder from a folder',
    help: 'Learns to describe faces from nothing but photos. Worthwhile with hundreds of people or more, each in several photos; it becomes a model pack of its own.',
    start: 'Train an encoder',
  },
  starting: 'Starting',
  enough: (usable: string, needed: string) =>
    `${usable} people have two photos or more; ${needed} are needed.`,
  tooFew: (usable: string, needed: string) =>
    `${usable} of the ${needed} people needed have two photos or more.`,
  tooFewEnrol: 'Enrol more people, each with two photos or more.',
  tooFewPhotos: 'Add a second photo to people who are enrolled with one.',
  addPhotos: 'Open People',

  folder: 'Folder of people',
  folderPeople: (n: string, one: boolean) => people(n, one),
  noFolder: 'No folder of people yet',
  place: (place: string) => `Folders of people belong here: ${place}`,
  placeTitle: 'Where to put one',
  placeHelp:
    'One folder holds everybody, and in it each person has a folder with two photos or more:',
  placeExample: { folder: 'everybody', person: 'Ana', other: 'Ben', photos: 'photos' },
  lookAgain: 'Look again',
  minutes: 'Time to train, minutes',
  minutesHelp: 'Longer is better, up to a point.',
  minutesInvalid: (least: string, most: string) => `Enter a whole number from ${least} to ${most}.`,
  advanced: 'Advanced',
  advancedHide: 'Hide advanced',
  size: 'Picture of a face, pixels',
  sizeHelp: 'A larger picture shows more and takes longer.',
  margin: 'Margin',
  marginHelp: 'How much farther apart strangers must be than photos of one person.',
  marginInvalid: (least: string, most: string) => `Enter a number from ${least} to ${most}.`,
  mining: 'Choice of examples',
  miningHelp: {
    'semi-hard': 'Learns from strangers who are nearly too close. The steadier choice.',
    'batch-hard': 'Learns from the closest strangers only. Needs clean photos.',
  },
  minings: { 'semi-hard': 'Semi-hard', 'batch-hard': 'Batch-hard' },
  resume: 'Go on where it was stopped',
  resumeHelp: 'Only where the folder and the settings are the same.',
  resumeRun: 'Go on',

  progress: 'Progress',
  stages: {
    reading: 'Reading',
    training: 'Learning',
    measuring: 'Trying it on unseen people',
  },
  left: (time: string) => `About ${time} left`,
  leftUnknown: 'Time left is not known yet',
  rate: {
    encoder: (n: string) => `${n} photos a second`,
    head: (n: string) => `${n} encodings a second`,
    logistic: (n: string) => `${n} pairs a second`,
  },
  stop: 'Stop',
  curves: 'How it learned',
  curvesHide: 'Hide how it learned',
  curvesSoon: 'The first measurement comes soon.',
  loss: 'Loss',
  lossHelp: 'What is still wrong. It falls as it learns.',
  active: 'Active triplets',
  activeHelp: 'Examples that are still instructive.',
  accuracy: 'Right on unseen people',
  accuracyHelp: 'Of pairs of photos, told apart or together.',
  curveAlt: (name: string, first: string, last: string, time: string) =>
    `${name}: ${first} at first, ${last} after ${time}.`,

  heldOut: (photos: string, n: string, genuine: string, impostor: string) =>
    `Both were tried on ${photos} photos of ${n} people whom neither had learned from: ${genuine} comparisons of one person, ${impostor} of two.`,
  sideBySide: 'Side by side',
  champion: 'In use',
  challenger: 'Newly learned',
  comparators: {
    distance: 'plain distance',
    logistic: 'weighted differences',
    chi2: 'weighted squares',
  },
  eer: 'Comparisons that go wrong',
  eerHelp:
    'Equal error rate: set so that strangers pass as often as known people are refused. The bar is where it lies with 95 % confidence.',
  eerBetween: (low: string, high: string) => `${low} to ${high}`,
  gain: 'Difference',
  gainOf: (points: string, between: string) => `${points} (${between})`,
  points: (n: string) => `${n} percentage points`,
  right: 'Pairs judged right',
  rightOf: (after: string, before: string) => `${after}, before ${before}`,
  det: 'At every threshold',
  detHelp: 'The lower the line, the fewer known people are refused for the same strangers passing.',
  detAlt: (champion: string, challenger: string) =>
    `Two falling lines, one for what is in use (${champion}), one for what was newly learned (${challenger}).`,
  closestOf: (name: string) => `Most easily confused: ${name}`,
  closestNone: 'Nobody stands out.',

  adopt: 'Use what was learned',
  adopting: 'Being put to use',
  discard: 'Discard',
  putAway: 'Put it away',
  adoptTitle: 'Use what was learned?',
  adoptGoes: {
    encoder: (name: string) =>
      `The station changes to the model pack “${name}”. People whose photos were kept are learned anew now. All others must be enrolled again before they are recognised.`,
    head: () =>
      'The descriptions of everybody enrolled are converted. Nobody needs to be enrolled again.',
    logistic: () =>
      'Faces are compared the new way from now on. Nobody needs to be enrolled again.',
  },
  adoptStays: 'The risk you accept stays as it is set. One click goes back to how it was.',
  unmet: {
    identify: (least: string, target: string) =>
      `When somebody is searched among all who are enrolled, the strictest risk that can be promised with it is ${least}. You accept ${target}. The strictest threshold there is will hold, and promises no more than that.`,
    verify: (least: string, target: string) =>
      `When somebody is compared with one person, the strictest risk that can be promised with it is ${least}. You accept ${target}. The strictest threshold there is will hold, and promises no more than that.`,
  },
  leftBehind: (folders: string, one: boolean) =>
    one
      ? `What a training on ${folders} had learned is still here, with the faces it learned from.`
      : `What trainings on ${folders} had learned is still here, with the faces they learned from.`,
  leave: 'Leave it',
  discardTitle: 'Discard what was learned?',
  discardKept:
    'What it had learned until it was stopped is erased. To have it again, it must be trained from the beginning.',
  discardGoes: 'It was measurably better. To have it again, it must be trained again.',
  keep: 'Keep it',

  adopted: {
    encoder: (name: string, before: string) =>
      `The encoder trained here, “${name}”, is in use in place of “${before}”.`,
    head: (name: string, before: string) =>
      `Recognition is adapted to this site: “${name}” is in use in place of “${before}”.`,
    logistic: (name: string, before: string) =>
      `Faces are compared by ${name} in place of ${before}.`,
  },
  /** What was done with something learned, as the log says it. */
  deeds: {
    encoder: { adopted: 'Encoder put to use', back: 'Encoder given up' },
    head: { adopted: 'Adapted to this site', back: 'No longer adapted' },
    logistic: { adopted: 'New way to compare', back: 'Way to compare given up' },
  },
  back: 'Go back',
  goingBack: 'Going back',
  backTitle: 'Go back to how it was?',
  backGoes: (before: string) => `Recognition works with ${before} again, and thresholds follow.`,
  backGoesEncoder:
    'Whoever was enrolled since with the new encoder must be enrolled again, unless photos were kept.',
  backStays: 'Nothing is deleted.',
};
