/** Allowed departure of an encoding's squared length from 1; float32 rounding stays far below. */
const unitTolerance = 1e-3;

/** Squared L2 distance of two encodings of one length. */
export function squaredDistance(a: Float32Array, b: Float32Array): number {
  return partialDistance(a, b, 0, 0, a.length);
}

/** The part of the distance that components `begin` to `end` of the row at `offset` make. */
export function partialDistance(
  probe: Float32Array,
  rows: Float32Array,
  offset: number,
  begin: number,
  end: number,
): number {
  let even = 0;
  let odd = 0;
  let i = begin;
  for (; i + 1 < end; i += 2) {
    const a = probe[i]! - rows[offset + i]!;
    const b = probe[i + 1]! - rows[offset + i + 1]!;
    even += a * a;
    odd += b * b;
  }
  if (i < end) {
    const a = probe[i]! - rows[offset + i]!;
    even += a * a;
  }
  return even + odd;
}

/** NaN fails too: every comparison with it is false. */
export function isUnitEncoding(encoding: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < encoding.length; i++) sum += encoding[i]! * encoding[i]!;
  return Math.abs(sum - 1) <= unitTolerance;
}
