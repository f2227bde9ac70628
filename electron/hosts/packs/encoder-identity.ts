import { createHash } from 'node:crypto';
import { findModel, type Pack } from '../../../native-models/manifest.ts';
import type { ShelvedPack } from './pack-shelf.ts';

/**
 * What marks the templates that can be compared with one another, hex. An operator may correct how
 * faces are cut out and fed to the same file: what it gave before is another encoder's then. The
 * station's own packs do not change so, and go by their file's sha256. A head makes of any encoder
 * another one.
 */
export function encoderIdentity({ pack, origin }: Pick<ShelvedPack, 'pack' | 'origin'>): string {
  const encoder = findModel(pack, 'encoder');
  if (encoder === undefined) return '';
  if (pack.head !== undefined) return digest([fedIdentity(pack), pack.head.base, pack.head.sha256]);
  return origin === 'bundled' ? encoder.sha256 : fedIdentity(pack);
}

/** Of the encoder's file and how it is fed, whoever's pack it is and whatever head is on it, hex. */
export function fedIdentity(pack: Pack): string {
  const encoder = findModel(pack, 'encoder');
  if (encoder === undefined) return '';
  const { sha256, input } = encoder;
  const { size, landmarks, indices, points, paddings, mirror } = pack.alignment;
  const fed = [input.layout, input.colourOrder, input.range];
  const cut = [size, landmarks, indices, points, paddings, mirror];
  return digest([sha256, fed, cut]);
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
