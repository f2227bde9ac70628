import type { ErrorCode } from '../../electron/contract/errors.ts';

/** Refusals of a live frame that the person in front of the camera can mend by moving. */
export const liveCodes = ['no-face', 'several-faces', 'face-too-small', 'face-cut-off'] as const;

export type LiveCode = (typeof liveCodes)[number] & ErrorCode;

const photoCodes = [
  ...liveCodes,
  'different-person',
  'unreadable-image',
  'empty-image',
  'image-too-large',
] as const;

/** Faults of a photo chosen for enrolment: another photo may do. */
export type PhotoCode = (typeof photoCodes)[number] & ErrorCode;

export function isLiveCode(code: ErrorCode | undefined): code is LiveCode {
  return (liveCodes as readonly (ErrorCode | undefined)[]).includes(code);
}

export function isPhotoCode(code: ErrorCode): code is PhotoCode {
  return (photoCodes as readonly ErrorCode[]).includes(code);
}
