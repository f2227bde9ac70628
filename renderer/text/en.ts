import { errorSentences, type ErrorCode } from '../../electron/contract/errors.ts';
import type { LiveCode, PhotoCode } from './live-codes.ts';

/** The station's own sentences, but for those that name commands: an installed window has none. */
const errors: Record<ErrorCode, string> = {
  ...errorSentences,
  'model-missing':
    'A recognition model is missing. Start the station again; it prepares its models at the start. If that does not help, install it anew.',
  'model-damaged':
    'A recognition model is not the file it should be and was not used. Start the station again; it prepares its models at the start. If that does not help, install it anew.',
  'vision-unavailable':
    'The recognition process does not start. Start the station again. If that does not help, install it anew.',
};

const hints: Record<LiveCode, string> = {
  'no-face': 'Look at the camera',
  'several-faces': 'One person at a time, please',
  'face-too-small': 'A little closer, please',
  'face-cut-off': 'Move to the middle of the picture',
};

/** A photo's verdict in a few words; the whole sentence is in `errors`. */
const faults: Record<PhotoCode, string> = {
  'no-face': 'No face found',
  'several-faces': 'More than one face',
  'face-too-small': 'Face too small',
  'face-cut-off': 'Face cut off',
  'different-person': 'Somebody else',
  'unreadable-image': 'Not a readable photo',
  'empty-image': 'Empty file',
  'image-too-large': 'Too large',
};

const photos = (n: number) => (n === 1 ? '1 photo' : `${n} photos`);

/** The catalogue. Every other language has exactly these keys, or it does not compile. */
export const en = {
  product: 'Threshold',
  errors,
  hints,
  faults,

  shell: {
    views: 'Views',
    check: 'Check',
    enrol: 'Enrol',
    people: 'People',
    events: 'Events',
    connectionLost:
      'The connection to the station is lost. If it has ended, start it again and use its new window or link.',
    retry: 'Try again',
    back: 'Back',
    unexpected: 'This view stopped working. Nothing was lost.',
  },

  status: {
    group: 'State of the station',
    camera: 'Camera',
    vision: 'Recognition',
    models: 'Models',
    store: 'Storage',
    ok: 'working',
    waiting: 'waiting',
    fault: 'needs attention',
    off: 'off',
    unknown: 'Not known yet. The station has not answered.',
    visionOk: 'Faces are being compared on this computer.',
    modelsOk: (pack: string) => `The model pack “${pack}” is in place and unaltered.`,
    storeOk: (people: number) =>
      people === 1 ? 'One person is enrolled.' : `${people} people are enrolled.`,
    needEnrolment: (n: number) =>
      n === 1
        ? 'One person was enrolled with another encoder and must be enrolled again.'
        : `${n} people were enrolled with another encoder and must be enrolled again.`,
    version: (version: string) => `Threshold ${version}`,
  },

  camera: {
    idle: 'The camera is off in this view.',
    starting: 'Starting the camera',
    startingHelp: 'If you are asked, allow the camera.',
    live: (name: string) => `“${name}” is on.`,
    refused: 'The camera may not be used',
    refusedHelp:
      'Allow the camera for Threshold in the settings of this computer or of the browser. It starts by itself after that.',
    missing: 'No camera found',
    missingHelp: 'Connect a camera. It starts by itself.',
    busy: 'The camera is in use',
    busyHelp: 'Another program is using the camera. Close it, then try again.',
    ended: 'The camera was disconnected',
    endedHelp: 'Connect it again. It starts by itself.',
    insecure: 'The camera cannot be reached here',
    insecureHelp: 'This page was not opened by the station. Start Threshold again.',
    source: 'Picture source',
    unnamed: 'Camera',
    useFile: 'Use a file instead',
    useCamera: 'Back to the camera',
    file: (name: string) => `A file stands in for the camera: “${name}”`,
    fileUnreadable: 'This file cannot be shown. Choose a photo or a video that opens elsewhere.',
    preview: 'Live picture',
  },

  check: {
    title: 'Check',
    question: 'Question',
    identify: 'Who is this?',
    verify: 'Is this …?',
    claimed: 'Person',
    claimedPlaceholder: 'Name or id',
    claimedNone: 'Nobody of this name or id is enrolled.',
    claimedClear: 'Choose somebody else',
    chooseFirst: 'Choose the person',
    chooseFirstHelp: 'Say who this should be, and the camera will answer.',
    waiting: 'Look at the camera',
    noPicture: 'No picture yet',
    waitingHelp: 'The answer appears here.',
    looking: 'Hold still for a moment',
    welcome: (name: string) => `Welcome, ${name}`,
    confirmed: 'The face matches.',
    recognised: 'Recognised.',
    notRecognised: 'Not recognised',
    notRecognisedHelp: 'No enrolled face is close enough.',
    notMatching: 'Not a match',
    notMatchingHelp: (name: string) => `This face is not close enough to that of ${name}.`,
    restarting: 'One moment',
    restartingHelp: 'Recognition is being started again.',
    fault: 'The check cannot go on',
    why: 'Why?',
    whyMatch: (name: string) =>
      `The face is close enough to the pictures of ${name}: its distance is below the threshold.`,
    whyNoMatch:
      'The nearest enrolled face is too different: its distance is not below the threshold.',
    whyNotClaimed: (name: string) =>
      `The face is too different from the pictures of ${name}: its distance is not below the threshold.`,
    whyNothing: 'There was nothing to compare with: nobody is enrolled yet.',
    distance: 'Distance',
    threshold: 'Threshold',
    none: 'none',
    scale: (distance: string, threshold: string) =>
      `Distance ${distance}, threshold ${threshold}. Smaller is more alike.`,
    alike: 'alike',
    different: 'different',
    timings: 'Time for one picture',
    stages: {
      decode: 'Read the picture',
      detect: 'Find the face',
      align: 'Straighten it',
      encode: 'Describe it',
      match: 'Compare',
      total: 'In all',
    },
    recent: 'Recent checks',
    recentEmpty: 'Checks appear here as they happen.',
    emptyGallery: 'Nobody is enrolled yet, so everyone is a stranger here.',
    emptyGalleryAction: 'Enrol the first person',
  },

  enrol: {
    title: 'Enrol',
    takePhoto: 'Take photo',
    ready: 'Good. Take the photo',
    another: 'Good. Another angle helps',
    photos: 'Photos',
    choosePhotos: 'Choose photos',
    dropPhotos: 'or drop them here',
    goodPhotos: (n: number) => (n === 1 ? '1 good photo' : `${n} good photos`),
    photosEmpty: 'One good photo is enough. Two or three are better.',
    fromCamera: (n: number) => `Camera ${n}`,
    accepted: 'Good',
    checking: 'Checking',
    removePhoto: (name: string) => `Remove photo ${name}`,
    tooMany: (max: number) => `At most ${max} photos can be used for one person.`,
    tooLarge: 'These photos are too large together. Remove one or use smaller ones.',
    name: 'Name',
    id: 'Id',
    idHelp: 'A badge or staff number. One is made if this is empty.',
    consent: 'Consent',
    consentHelp: 'How and when the person agreed. It is kept with the person.',
    consentSuggest: (date: string) => `Agreed in person on ${date}.`,
    consentUse: 'Insert',
    submit: 'Remember this person',
    submitting: 'Remembering',
    needName: 'Enter a name.',
    needConsent: 'Note how the person agreed.',
    needPhoto: 'Take or choose at least one good photo.',
    needChecks: 'The photos are still being checked.',
    idInvalid:
      'An id has up to 64 letters, digits, spaces or . _ @ - and begins with a letter or digit.',
    done: (name: string) => `${name} is enrolled`,
    doneHelp: (n: number) =>
      n === 1
        ? 'One template was made; the photo is not kept.'
        : `${n} templates were made; the photos are not kept.`,
    doneRefused: (n: number) => `${photos(n)} could not be used.`,
    doneId: 'Id',
    next: 'Enrol another',
    toCheck: 'Try it in Check',
  },

  people: {
    title: 'People',
    search: 'Search people',
    searchPlaceholder: 'Name or id',
    list: 'Enrolled people',
    count: (n: string, one: boolean) => (one ? '1 person' : `${n} people`),
    found: (n: string) => `${n} found`,
    empty: 'Nobody is enrolled yet',
    emptyHelp: 'Enrol somebody with one photo, and the station will know them.',
    emptyAction: 'Enrol somebody',
    noneFound: (query: string) => `Nobody matches “${query}”`,
    noneFoundHelp: 'Part of a name or of an id is enough.',
    clearSearch: 'Clear the search',
    choose: 'Choose somebody to see what is kept about them.',
    details: (name: string) => `Details of ${name}`,
    again: 'Must be enrolled again',
    againHelp: 'This person was enrolled with another encoder. Enrol them again with a new photo.',
    id: 'Id',
    enrolled: 'Enrolled',
    lastSeen: 'Last recognised',
    never: 'Not yet',
    consent: 'Consent',
    templates: 'Templates',
    templateCount: (n: number) => (n === 1 ? '1 template' : `${n} templates`),
    fromCamera: 'From the camera',
    quality: (percent: string) => `Quality ${percent}`,
    old: 'Other encoder',
    remove: 'Remove',
    removeTitle: (name: string) => `Remove ${name}?`,
    removeGoes: (n: number) =>
      n === 1
        ? 'The name, the consent note and the template are erased. This cannot be undone.'
        : `The name, the consent note and all ${n} templates are erased. This cannot be undone.`,
    removeStays:
      'The event log stays. It keeps the id and the times, but no name and nothing of the face.',
    removeAfter: 'From then on the station treats this face as a stranger’s.',
    removeConfirm: 'Remove this person',
    removing: 'Removing',
    keep: 'Keep',
    removed: (name: string) => `${name} was removed.`,
    loading: 'Loading people',
    failed: 'The list could not be read',
    gone: 'This person is no longer enrolled.',
  },

  events: {
    title: 'Events',
    list: 'Events, newest first',
    count: (n: string, one: boolean) => (one ? '1 event' : `${n} events`),
    empty: 'Nothing has happened yet',
    emptyHelp: 'Every check, enrolment and removal is written down here, newest first.',
    emptyAction: 'Go to Check',
    choose: 'Choose an event to see its details.',
    newer: (n: number) => (n === 1 ? '1 new event' : `${n} new events`),
    loading: 'Loading events',
    failed: 'The events could not be read',
    details: 'Details of the event',
    removedPerson: (id: string) => `Id ${id}`,
    number: 'Number',
    time: 'Time',
    person: 'Person',
    personId: 'Id',
    claimed: 'Claimed to be',
    claimedBy: (name: string) => `claimed to be ${name}`,
    code: 'Reason',
    source: 'Source',
    sources: { camera: 'Camera', photo: 'Photo', operator: 'Operator', station: 'Station' },
    what: 'What',
    kinds: {
      identify: 'Identification',
      verify: 'Verification',
      enrol: 'Enrolment',
      remove: 'Removal',
      station: 'Station',
    },
    outcomes: {
      match: 'Recognised',
      'no-match': 'Not recognised',
      refused: 'Refused',
      done: 'Done',
    },
    confirmed: 'Confirmed',
    notMatching: 'Not a match',
    enrolled: 'Enrolled',
    removed: 'Removed',
  },
};
