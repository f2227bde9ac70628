import type { ErrorCode } from '../contract/errors.ts';

/** Faults of the picture, not of the station: the next picture may do. */
const photoFaults: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'no-face',
  'several-faces',
  'face-too-small',
  'face-cut-off',
  'face-turned',
  'face-raised-or-lowered',
  'face-tilted',
  'face-blurred',
  'face-too-dark',
  'face-too-bright',
  'uneven-light',
  'low-contrast',
  'eyes-hidden',
  'different-person',
  'unreadable-image',
  'empty-image',
  'image-too-large',
  'file-not-found',
  'not-a-file',
  'file-unreadable',
]);

export function isPhotoFault(code: ErrorCode): boolean {
  return photoFaults.has(code);
}
