import {
  bytesPerCrop,
  cropSizeFor,
  sharedBytes,
  type CropSet,
} from '../../native-models/training/crops.ts';
import { randomOf, type Random } from '../../native-models/training/random.ts';

/**
 * Crops of nobody: each person is a pattern of soft blobs of colour, each photo that pattern in a
 * little other light and with noise. `photos`: how many of each person.
 */
export function madeCrops(photos: readonly number[], inner: number, seed: number): CropSet {
  const size = cropSizeFor(inner);
  const person = photos.flatMap((count, index) => Array<number>(count).fill(index));
  const pixels = sharedBytes(person.length * bytesPerCrop(size));
  const patterns = photos.map((_, index) => patternOf(size, randomOf(seed, index)));
  person.forEach((index, crop) => {
    const random = randomOf(seed, index, crop);
    const light = 0.8 + 0.4 * random();
    const start = crop * bytesPerCrop(size);
    patterns[index]!.forEach((value, at) => {
      pixels[start + at] = Math.min(255, Math.max(0, light * value + 30 * (random() - 0.5)));
    });
  });
  return {
    size,
    inner,
    pixels,
    person: Uint32Array.from(person),
    people: photos.map((_, index) => `person ${index}`),
    sources: person.map((index, crop) => `person ${index}/${crop}`),
  };
}

/** RGB interleaved, 0..255. */
function patternOf(size: number, random: Random): Float32Array {
  const blobs = Array.from({ length: 12 }, () => ({
    x: size * random(),
    y: size * random(),
    radius: size * (0.08 + 0.15 * random()),
    colours: [random() - 0.5, random() - 0.5, random() - 0.5],
  }));
  return Float32Array.from({ length: bytesPerCrop(size) }, (_, at) => {
    const [column, row] = [Math.floor(at / 3) % size, Math.floor(at / 3 / size)];
    const sum = blobs.reduce((total, { x, y, radius, colours }) => {
      const distance = ((column - x) ** 2 + (row - y) ** 2) / radius ** 2;
      return total + colours[at % 3]! * Math.exp(-distance);
    }, 0);
    return 128 + 160 * sum;
  });
}
