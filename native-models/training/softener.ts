/**
 * Shows a picture as if it had been smaller and were enlarged again, as a far face is. Per axis,
 * averaging what each of the fewer pixels covers and interpolating between these is one linear map
 * with a narrow band; it is kept for each number of pixels once met.
 */
export class Softener {
  readonly #side: number;
  readonly #bands = new Map<number, Band>();
  readonly #between: Float32Array;

  /** `side`: of the square planes, px. */
  constructor(side: number) {
    this.#side = side;
    this.#between = new Float32Array(side * side);
  }

  /** In place. `share`: the pixels along a side that are left, as a share of the side, 0..1. */
  soften(planes: Float32Array, share: number): void {
    const side = this.#side;
    const band = this.#bandOf(Math.max(2, Math.round(share * side)));
    const area = side * side;
    for (let first = 0; first < planes.length; first += area) {
      const plane = planes.subarray(first, first + area);
      // Turning the picture over its diagonal twice brings it back upright.
      softenRows(plane, side, band, this.#between);
      softenRows(this.#between, side, band, plane);
    }
  }

  #bandOf(few: number): Band {
    const known = this.#bands.get(few);
    if (known !== undefined) return known;
    const band = bandFor(this.#side, few);
    this.#bands.set(few, band);
    return band;
  }
}

/** Output i is the sum over k of weights[i · width + k] times input begins[i] + k. */
interface Band {
  readonly width: number;
  readonly begins: Int32Array;
  readonly weights: Float32Array;
}

/** Softens along the rows and writes what comes out as columns. */
function softenRows(
  from: Float32Array,
  side: number,
  { width, begins, weights }: Band,
  to: Float32Array,
): void {
  for (let row = 0; row < side; row++) {
    const start = row * side;
    for (let column = 0; column < side; column++) {
      let at = start + begins[column]!;
      let sum = 0;
      for (let tap = column * width; tap < (column + 1) * width; tap++, at++) {
        sum += weights[tap]! * from[at]!;
      }
      to[column * side + row] = sum;
    }
  }
}

function bandFor(side: number, few: number): Band {
  const rows = Array.from({ length: side }, (_, index) => enlargedRow(index, side, few));
  const begins = rows.map((row) => row.findIndex((weight) => weight !== 0));
  const ends = rows.map((row) => row.findLastIndex((weight) => weight !== 0) + 1);
  const width = Math.max(...ends.map((end, index) => end - begins[index]!));
  const starts = begins.map((begin) => Math.min(begin, side - width));
  const weights = new Float32Array(side * width);
  rows.forEach((row, index) => {
    const start = starts[index]!;
    weights.set(row.slice(start, start + width), index * width);
  });
  return { width, begins: Int32Array.from(starts), weights };
}

/** What each of `side` pixels adds to pixel `index` after shrinking to `few` and enlarging again. */
function enlargedRow(index: number, side: number, few: number): number[] {
  const centre = Math.min(Math.max(((index + 0.5) * few) / side - 0.5, 0), few - 1);
  const left = Math.min(Math.floor(centre), few - 2);
  const row = Array<number>(side).fill(0);
  for (const [small, weight] of [
    [left, 1 - (centre - left)],
    [left + 1, centre - left],
  ] as const) {
    const covers = side / few;
    for (let pixel = 0; pixel < side; pixel++) {
      const overlap = Math.min(pixel + 1, (small + 1) * covers) - Math.max(pixel, small * covers);
      if (overlap > 0) row[pixel]! += (weight * overlap) / covers;
    }
  }
  return row;
}
