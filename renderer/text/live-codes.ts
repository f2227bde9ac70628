import type { Direction, ErrorCode } from '../../electron/contract/errors.ts';

/**
 * Refusals of a live frame that the person in front of the camera can mend by moving, and what to
 * do about each where the station did not say it more exactly.
 */
const liveDirections = {
  'no-face': 'look-at-camera',
  'several-faces': 'one-at-a-time',
  'face-too-small': 'come-closer',
  'face-cut-off': 'step-back',
  'face-turned': 'look-at-camera',
  'face-raised-or-lowered': 'look-at-camera',
  'face-tilted': 'level-head',
  'face-blurred': 'hold-still',
  'face-too-dark': 'more-light',
  'face-too-bright': 'less-light',
  'uneven-light': 'more-light',
  'low-contrast': 'wipe-lens',
  'eyes-hidden': 'show-eyes',
} as const satisfies Partial<Record<ErrorCode, Direction>>;

export type LiveCode = keyof typeof liveDirections;

const liveCodes = Object.keys(liveDirections) as readonly LiveCode[];

const photoCodes = [
  ...liveCodes,
  'different-person',
  'unreadable-image',
  'empty-image',
  'image-too-large',
] as const;

/** Faults of a photo chosen for enrolment: another photo may do. */
export type PhotoCode = (typeof photoCodes)[number] & ErrorCode;

/** What the person in the picture can do about a refusal; null where moving does not help. */
export function directionOf(
  code: ErrorCode | undefined,
  direction: Direction | undefined,
): Direction | null {
  return isLiveCode(code) ? (direction ?? liveDirections[code]) : null;
}

export function isPhotoCode(code: ErrorCode): code is PhotoCode {
  return (photoCodes as readonly ErrorCode[]).includes(code);
}

function isLiveCode(code: ErrorCode | undefined): code is LiveCode {
  return code !== undefined && Object.hasOwn(liveDirections, code);
}
