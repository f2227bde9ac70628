import { createHash } from 'node:crypto';
import { findModel } from '../../../native-models/manifest.ts';
import type { ShelvedPack } from './pack-shelf.ts';

/**
 * What marks the templates that can be compared with one another, hex. An operator may correct how
 * faces are cut out and fed to the same file: what it gave before is another encoder's then. The
 * station's own packs do not change so, and go by their file's sha256.
 */
export function encoderIdentity({ pack, origin }: Pick<ShelvedPack, 'pack' | 'origin'>): string {
  const encoder = findModel(pack, 'encoder');
  if (encoder === undefined) return '';
  if (origin === 'bundled') return encoder.sha256;
  const { sha256, input } = encoder;
  const { size, landmarks, indices, points, paddings, mirror } = pack.alignment;
  const fed = [input.layout, input.colourOrder, input.range];
  const cut = [size, landmarks, indices, points, paddings, mirror];
  return createHash('sha256')
    .update(JSON.stringify([sha256, fed, cut]))
    .digest('hex');
}
