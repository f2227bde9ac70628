import { createHash } from 'node:crypto';
import type { Pack } from '../../../native-models/manifest.ts';

/** Changes when faces come to be cut differently from the same models: nothing old is used then. */
const cutVersion = 1;

/** Of everything but the photo itself that decides what is cut out of a photo. Hex. */
export function cutFingerprint(
  pack: Pick<Pack, 'models'>,
  { size, landmarks, indices, points, paddings }: Pack['alignment'],
): string {
  const models = pack.models
    .filter(({ role }) => role === 'detector' || role === 'landmarks')
    .map(({ role, kind, sha256, input, outputs }) => ({ role, kind, sha256, input, outputs }));
  const alignment = { size, landmarks, indices, points, paddings };
  return createHash('sha256')
    .update(JSON.stringify({ cutVersion, models, alignment }))
    .digest('hex');
}
