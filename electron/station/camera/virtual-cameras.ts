/**
 * Parts of the names that programs give the cameras they make up, in lower case. Names are what a
 * system tells, so a renamed one passes: this keeps out what is installed by habit, no attacker who
 * may install drivers.
 */
const virtualNames: readonly string[] = [
  'virtual',
  'obs-camera',
  'obs camera',
  'v4l2loopback',
  'dummy video device',
  'loopback',
  'manycam',
  'splitcam',
  'xsplit',
  'snap camera',
  'sparkocam',
  'youcam',
  'vcam',
  'e2esoft',
  'mmhmm',
  'prezi camera',
  'camtwist',
  'webcamoid',
  'akvirtualcamera',
  'droidcam',
  'iriun',
  'epoccam',
  'ivcam',
  'ndi video',
  'ndi webcam',
  'screen capture',
  'vmix video',
  'wirecast',
  'unity video capture',
  'deepfacelive',
  'avatarify',
  'chromacam',
  'altercam',
  'fakewebcam',
  'fake webcam',
];

/** Whether a camera of this name is a program that plays pictures. Case and accents do not matter. */
export function isVirtualCamera(label: string): boolean {
  const name = label.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return virtualNames.some((part) => name.includes(part));
}
