import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import {
  bytesPerCrop,
  cropSizeFor,
  sharedBytes,
  type CropSet,
} from '../../native-models/training/crops.ts';

const folder = join(import.meta.dirname, '..', 'fixtures', 'people');

/**
 * Crops of the first `count` synthetic people: the middle of each photo, where all of them have their
 * face. No models are needed, so that what is tested with them is the training alone.
 */
export async function fixtureCrops(count: number, inner: number): Promise<CropSet> {
  const size = cropSizeFor(inner);
  const people = readdirSync(folder).toSorted().slice(0, count);
  const photos = people.flatMap((name, person) =>
    readdirSync(join(folder, name))
      .toSorted()
      .map((file) => ({ person, source: `${name}/${file}` })),
  );
  const pixels = sharedBytes(photos.length * bytesPerCrop(size));
  for (const [crop, { source }] of photos.entries()) {
    const image = sharp(join(folder, source)).removeAlpha().resize(size, size, { fit: 'cover' });
    pixels.set(await image.raw().toBuffer(), crop * bytesPerCrop(size));
  }
  return {
    size,
    inner,
    pixels,
    person: Uint32Array.from(photos, ({ person }) => person),
    people,
    sources: photos.map(({ source }) => source),
  };
}
