/**
 * Aligned pictures of faces to learn from, all in one buffer. A crop shows more than the network
 * sees: around the chip, its middle part, lies a margin, so that a chip that is shifted, turned or
 * shrunk for variety still shows what was really there. For a chip of 128 px a crop has 160.
 */
export interface CropSet {
  /** Side of a crop, px. */
  readonly size: number;
  /** Side of the middle part that is the chip as the station would cut it, px. */
  readonly inner: number;
  /**
   * Crop after crop, row after row, RGB interleaved, `size`² · 3 bytes each. Where the buffer is a
   * shared one (`sharedBytes`), the workers read it without a copy.
   */
  readonly pixels: Uint8Array;
  /** Of each crop, whom it shows: an index into `people`. */
  readonly person: Uint32Array;
  readonly people: readonly string[];
  /** Of each crop, the file it was cut from, relative to the folder of people. */
  readonly sources: readonly string[];
}

/** On each side of the chip, as a share of the chip’s side: farther than all but a few views reach. */
export const cropMargin = 0.125;

/** Side of the crops for a chip of that side, px; the margin is a whole number of px. */
export function cropSizeFor(inner: number): number {
  return inner + 2 * Math.round(inner * cropMargin);
}

export function bytesPerCrop(size: number): number {
  return 3 * size * size;
}

/** Memory that several threads can read. */
export function sharedBytes(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}

/** Of each person, which crops show them. */
export function cropsByPerson({ people, person }: CropSet): number[][] {
  const crops: number[][] = people.map(() => []);
  person.forEach((index, crop) => crops[index]!.push(crop));
  return crops;
}

/** @throws RangeError for lengths that do not agree: nothing may be read beyond the buffer. */
export function checkCrops({ size, inner, pixels, person, people, sources }: CropSet): void {
  const count = person.length;
  if (!(inner > 0 && inner <= size)) throw new RangeError(`a chip of ${inner} px in ${size}`);
  if (pixels.length !== count * bytesPerCrop(size) || sources.length !== count) {
    throw new RangeError(`${count} crops, but ${pixels.length} bytes, ${sources.length} sources`);
  }
  if (person.some((index) => index >= people.length)) throw new RangeError('a crop of nobody');
}
