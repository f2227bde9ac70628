import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadManifest, packNamed, type Pack } from '../../native-models/manifest.ts';
import type { Box, ObservedFace } from '../../electron/contract/observation.ts';
import { decodePhoto } from '../../electron/vision/decode.ts';
import type { RgbImage } from '../../electron/vision/image.ts';
import { openPipeline, type Pipeline } from '../../electron/vision/pipeline.ts';
import { ImagePyramid } from '../../electron/vision/pyramid.ts';
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

/** The pipeline encodes the largest face: strangers larger than the subject are painted over. */
async function encodeSubject(pipeline: Pipeline, path: string): Promise<Float32Array | null> {
  const decoded = await decodePhoto(await readFile(path));
  if (!decoded.ok) throw new Error(`${path}: ${decoded.error.message}`);
  const image = decoded.value;
  for (const share of [...paintedShares, null]) {
    const { faces } = await pipeline.observe(new ImagePyramid(image), wish);
    const subject = subjectOf(faces, image);
    if (subject === null || subject.encoding !== null || share === null) {
      return subject?.encoding ?? null;
    }
    for (const { box } of faces.slice(0, faces.indexOf(subject))) paintOver(image, box, share);
  }
  return null;
}

/** Shares of a stranger's box, each way. As little as does it: the subject's chip may reach there. */
const paintedShares: readonly number[] = [0.5, 1];
/** The effort that the manifest's figures were measured with. */
const wish = { encode: 'largest', effort: 'quick' } as const;

function subjectOf(faces: readonly ObservedFace[], image: RgbImage): ObservedFace | null {
  const merit = (face: ObservedFace) => subjectMerit(face, image);
  return faces.reduce<ObservedFace | null>(
    (best, face) => (best === null || merit(face) > merit(best) ? face : best),
    null,
  );
}

function paintOver({ width, height, data }: RgbImage, box: Box, share: number): void {
  const ends = [0.5 - share / 2, 0.5 + share / 2];
  const [left, right] = ends.map((at) => clamp(Math.round(box.x + at * box.width), width));
  const [top, bottom] = ends.map((at) => clamp(Math.round(box.y + at * box.height), height));
  for (let row = top!; row < bottom!; row++) {
    data.fill(128, 3 * (row * width + left!), 3 * (row * width + right!));
  }
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}

/** LFW names the person in the middle of the photo; strangers beside them may stand closer. */
function subjectMerit({ box }: ObservedFace, image: RgbImage): number {
  const offCentreX = box.x + box.width / 2 - image.width / 2;
  const offCentreY = box.y + box.height / 2 - image.height / 2;
  return Math.sqrt(box.width * box.height) - Math.hypot(offCentreX, offCentreY);
}
