import { assertRgbImage, type RgbImage } from './image.ts';

/** An image and its halvings, made when first asked for: shrunken samples then skip no pixel. */
export interface Pyramid {
  /** Of the image itself, px. */
  readonly width: number;
  readonly height: number;
  /** Halved `level` times: one of its px covers 2^level × 2^level px of the image. */
  level(level: number): RgbImage;
}

export class ImagePyramid implements Pyramid {
  readonly width: number;
  readonly height: number;
  readonly #levels: RgbImage[];

  /** @throws RangeError when the image's bytes do not fit its size. */
  constructor(image: RgbImage) {
    assertRgbImage(image);
    this.width = image.width;
    this.height = image.height;
    this.#levels = [image];
  }

  level(level: number): RgbImage {
    while (this.#levels.length <= level) this.#levels.push(halve(this.#levels.at(-1)!));
    return this.#levels[level]!;
  }
}

/** The mean of each 2 × 2 px; an odd last row or column counts twice. */
export function halve({ width, height, data }: RgbImage): RgbImage {
  const half = { width: (width + 1) >> 1, height: (height + 1) >> 1 };
  const out = new Uint8Array(3 * half.width * half.height);
  const lastColumn = 3 * (width - 1);
  let at = 0;
  for (let row = 0; row < half.height; row++) {
    const upper = 3 * width * (2 * row);
    const lower = 3 * width * Math.min(2 * row + 1, height - 1);
    for (let left = 0; left <= lastColumn; left += 6) {
      const step = left === lastColumn ? 0 : 3;
      const a = upper + left;
      const b = a + step;
      const c = lower + left;
      const d = c + step;
      out[at] = (data[a]! + data[b]! + data[c]! + data[d]! + 2) >> 2;
      out[at + 1] = (data[a + 1]! + data[b + 1]! + data[c + 1]! + data[d + 1]! + 2) >> 2;
      out[at + 2] = (data[a + 2]! + data[b + 2]! + data[c + 2]! + data[d + 2]! + 2) >> 2;
      at += 3;
    }
  }
  return { ...half, data: out };
}
