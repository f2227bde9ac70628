import type { RgbImage } from './image.ts';
import type { Pyramid } from './pyramid.ts';

/** Where an image lies on a canvas: scale in canvas px per image px, then the shift in canvas px. */
export interface Placement {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Draws the whole image onto a canvas of three planes (R, G, B, each width × height, 0…255); the
 * rest of the canvas is black. Shrinking averages the area each canvas pixel covers; enlarging
 * interpolates between neighbours.
 */
export function drawToPlanes(
  pyramid: Pyramid,
  { scale, left, top }: Placement,
  canvas: Size,
  planes: Float32Array,
): void {
  const level = Math.max(0, Math.floor(Math.log2(1 / scale)));
  const image = pyramid.level(level);
  const across = axisTaps(image.width, scale * 2 ** level, left, canvas.width);
  const down = axisTaps(image.height, scale * 2 ** level, top, canvas.height);
  const area = canvas.width * canvas.height;
  planes.fill(0);
  const rows = new RowCache(image, across, down.most);
  for (let row = down.first; row < down.end; row++) {
    const out = row * canvas.width + across.first;
    const begin = down.begins[row - down.first]!;
    for (let tap = 0; tap < down.most; tap++) {
      const weight = down.weights[(row - down.first) * down.most + tap]!;
      if (weight === 0) continue;
      addRow(rows.get(begin + tap), weight, across.end - across.first, planes, out, area);
    }
  }
}

/** For each canvas position along one axis that the image reaches: source samples and weights. */
interface AxisTaps {
  readonly first: number;
  readonly end: number;
  /** Samples per position; unused ones weigh 0. */
  readonly most: number;
  readonly begins: Int32Array;
  readonly weights: Float32Array;
}

/** Triangle of half-width 1 when enlarging, box of one canvas pixel's width when shrinking. */
function axisTaps(length: number, scale: number, shift: number, canvas: number): AxisTaps {
  const first = Math.max(0, Math.round(shift));
  const end = Math.min(canvas, Math.round(shift + length * scale));
  const step = 1 / scale;
  // A tap beyond a very thin image would read nothing: NaN, even at weight 0.
  const most = Math.min(length, step > 1 ? Math.ceil(step) + 1 : 2);
  const begins = new Int32Array(Math.max(0, end - first));
  const weights = new Float32Array(begins.length * most);
  for (let position = first; position < end; position++) {
    const index = position - first;
    const from = (position - shift) * step;
    const taps = weights.subarray(index * most, (index + 1) * most);
    begins[index] =
      step > 1 ? boxTaps(from, step, length, taps) : linearTaps(from, step, length, taps);
  }
  return { first, end, most, begins, weights };
}

function boxTaps(from: number, step: number, length: number, taps: Float32Array): number {
  const begin = Math.min(Math.max(Math.floor(from), 0), Math.max(0, length - taps.length));
  let sum = 0;
  for (let tap = 0; tap < taps.length; tap++) {
    const overlap = Math.min(begin + tap + 1, from + step, length) - Math.max(begin + tap, from, 0);
    taps[tap] = Math.max(0, overlap);
    sum += taps[tap]!;
  }
  for (let tap = 0; tap < taps.length; tap++) taps[tap]! /= sum;
  return begin;
}

function linearTaps(from: number, step: number, length: number, taps: Float32Array): number {
  const centre = Math.min(Math.max(from + step / 2 - 0.5, 0), length - 1);
  const begin = Math.min(Math.floor(centre), Math.max(0, length - 2));
  taps[0] = 1 - (centre - begin);
  taps[1] = centre - begin;
  return begin;
}

/** Horizontally resampled rows; vertical neighbours share them. */
class RowCache {
  readonly #image: RgbImage;
  readonly #across: AxisTaps;
  readonly #slots: Float32Array[];
  readonly #held: Int32Array;

  constructor(image: RgbImage, across: AxisTaps, slots: number) {
    this.#image = image;
    this.#across = across;
    const length = 3 * (across.end - across.first);
    this.#slots = Array.from({ length: slots }, () => new Float32Array(length));
    this.#held = new Int32Array(slots).fill(-1);
  }

  /** The three planes of one row, end to end. */
  get(row: number): Float32Array {
    const slot = row % this.#slots.length;
    const values = this.#slots[slot]!;
    if (this.#held[slot] !== row) {
      resampleRow(this.#image, row, this.#across, values);
      this.#held[slot] = row;
    }
    return values;
  }
}

function resampleRow(
  { width, data }: RgbImage,
  row: number,
  { most, begins, weights }: AxisTaps,
  out: Float32Array,
): void {
  const count = begins.length;
  const start = 3 * row * width;
  for (let index = 0; index < count; index++) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let at = start + 3 * begins[index]!;
    for (let tap = index * most; tap < (index + 1) * most; tap++, at += 3) {
      const weight = weights[tap]!;
      red += weight * data[at]!;
      green += weight * data[at + 1]!;
      blue += weight * data[at + 2]!;
    }
    out[index] = red;
    out[count + index] = green;
    out[2 * count + index] = blue;
  }
}

function addRow(
  values: Float32Array,
  weight: number,
  count: number,
  planes: Float32Array,
  out: number,
  area: number,
): void {
  for (let index = 0; index < count; index++) {
    planes[out + index]! += weight * values[index]!;
    planes[out + area + index]! += weight * values[count + index]!;
    planes[out + 2 * area + index]! += weight * values[2 * count + index]!;
  }
}
