import { chipSize, type FaceChip } from './quality-chip.ts';
import { innerFaceRows } from './quality-light.ts';
import { ramp } from './ramp.ts';

/**
 * How sharp a face is, 0..1, from how steep its edges are at the chip's finest scale for how high
 * they are at a coarse one: the chip has one size, so an enlarged face is a blurred one. The less
 * steep of the two directions counts, since a moving face is blurred in one of them only.
 * Steepness counts to its fourth power, so that lids, brows and lips outweigh the faint edges of
 * JPEG blocks.
 */
export function sharpnessOf({ luma }: FaceChip): number {
  const fine = smoothed(luma, fineRadius);
  const coarse = smoothed(smoothed(luma, coarseRadius), coarseRadius);
  const ratio = Math.min(steepness(fine, coarse, 1), steepness(fine, coarse, chipSize));
  return ramp(ratio, steepnessOf);
}

/** Reach of the means, px: the finest scale is above the noise, the coarse one is a lid's height. */
const fineRadius = 1;
const coarseRadius = 3;
/**
 * The steepness of a smear, and of the sharpest faces. Measured: a face blurred by 7 % of the
 * distance between its eyes has 1.2 to 1.6, faces of LFW 1.4 to 2.7.
 */
const steepnessOf = [1.15, 2.65] as const;

/** Of the edges across one direction, `step` px of the chip's memory: 1 is across, a row is down. */
function steepness(fine: Float32Array, coarse: Float32Array, step: number): number {
  let steep = 0;
  let high = 0;
  for (const { row, first, end } of innerFaceRows()) {
    if (row === 0 || row === chipSize - 1) continue;
    for (let at = row * chipSize + first; at < row * chipSize + end; at++) {
      const rise = fine[at + step]! - fine[at - step]!;
      const slope = coarse[at + step]! - coarse[at - step]!;
      steep += rise * rise * rise * rise;
      high += slope * slope * slope * slope;
    }
  }
  return high > 0 ? (steep / high) ** 0.25 : 0;
}

/** Mean over a square of 2 · radius + 1 px; nearer to the edge, the edge counts on. */
function smoothed(values: Float32Array, radius: number): Float32Array {
  const across = new Float32Array(values.length);
  const down = new Float32Array(values.length);
  for (let line = 0; line < chipSize; line++) {
    slide(values, across, line * chipSize, 1, radius);
  }
  for (let line = 0; line < chipSize; line++) slide(across, down, line, chipSize, radius);
  return down;
}

/** Running mean of one line: it begins at `start` and goes on by `step`. */
function slide(
  from: Float32Array,
  to: Float32Array,
  start: number,
  step: number,
  radius: number,
): void {
  const last = start + (chipSize - 1) * step;
  let sum = (radius + 1) * from[start]!;
  for (let ahead = 1; ahead <= radius; ahead++) sum += from[start + ahead * step]!;
  for (let at = start; at <= last; at += step) {
    to[at] = sum / (2 * radius + 1);
    const next = Math.min(at + (radius + 1) * step, last);
    const gone = Math.max(at - radius * step, start);
    sum += from[next]! - from[gone]!;
  }
}
