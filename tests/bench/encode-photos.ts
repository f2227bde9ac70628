import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadManifest, packNamed, type Pack } from '../../native-models/manifest.ts';
import type { ObservedFace } from '../../electron/contract/observation.ts';
import { decodePhoto } from '../../electron/vision/decode.ts';
import { openPipeline, type Pipeline } from '../../electron/vision/pipeline.ts';
import type { Encodings } from './verification.ts';

const root = join(import.meta.dirname, '..', '..');

export async function corePack(): Promise<Pack> {
  return packNamed(await loadManifest(join(root, 'native-models', 'manifest.json')), 'core');
}

/** Encodes the subject of each photo through the shipped pipeline, with the pack as given. */
export async function encodePhotos(
  pack: Pack,
  photos: readonly string[],
  pathOf: (photo: string) => string,
): Promise<Encodings> {
  const modelDir = join(root, '.cache', 'models', 'core');
  const pipeline = await openPipeline({ models: pack, modelDir });
  const encodings = new Map<string, Float32Array | null>();
  for (const photo of photos) encodings.set(photo, await encodeSubject(pipeline, pathOf(photo)));
  await pipeline.close();
  return encodings;
}

async function encodeSubject(pipeline: Pipeline, path: string): Promise<Float32Array | null> {
  const image = await decodePhoto(await readFile(path));
  if (!image.ok) throw new Error(`${path}: ${image.error.message}`);
  const { faces } = await pipeline.observe(image.value, { encode: 'all' });
  const [first, ...rest] = faces;
  if (first === undefined) return null;
  const merit = (face: ObservedFace) => subjectMerit(face, image.value);
  return rest.reduce((best, face) => (merit(face) > merit(best) ? face : best), first).encoding;
}

/** LFW names the person in the middle of the photo; strangers beside them may stand closer. */
function subjectMerit({ box }: ObservedFace, image: { width: number; height: number }): number {
  const offCentreX = box.x + box.width / 2 - image.width / 2;
  const offCentreY = box.y + box.height / 2 - image.height / 2;
  return Math.sqrt(box.width * box.height) - Math.hypot(offCentreX, offCentreY);
}
