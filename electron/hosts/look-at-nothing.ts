import { fail, ok, type Result } from '../contract/errors.ts';
import type { Vision } from '../station/interfaces.ts';

/** A grey picture goes the whole way; there must be no face in it. */
export async function lookAtNothing(vision: Pick<Vision, 'observe'>): Promise<Result<string>> {
  const [width, height] = [320, 240];
  const data = new Uint8Array(width * height * 4).fill(128);
  const frame = { format: 'RGBA', width, height, stride: width * 4, data } as const;
  const wish = { encode: 'subject', subject: 'largest', effort: 'thorough' } as const;
  const seen = await vision.observe({ kind: 'frame', name: 'grey', frame }, wish);
  if (!seen.ok) return seen;
  return seen.value.faces.length === 0
    ? ok('looked at a grey picture and saw no face')
    : fail('internal', 'a face was seen in a grey picture');
}
