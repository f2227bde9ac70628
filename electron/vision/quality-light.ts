import type { FaceQuality } from '../contract/observation.ts';
import { chipPointOf, chipSize, pxPerCm, type FaceChip } from './quality-chip.ts';

type Light = Pick<
  FaceQuality,
  | 'brightness'
  | 'brightnessLeft'
  | 'brightnessRight'
  | 'dynamicRange'
  | 'underExposed'
  | 'overExposed'
>;

/** How the inner face is lit, 0..1. What lies beyond the picture's edge does not count. */
export function lightOn(chip: FaceChip): Light {
  const left = new Uint32Array(256);
  const right = new Uint32Array(256);
  for (const { row, first, end } of innerFaceRows()) {
    for (let column = first; column < end; column++) {
      const at = row * chipSize + column;
      if (chip.inside !== null && chip.inside[at] === 0) continue;
      const side = column < chipSize / 2 ? left : right;
      const shade = Math.min(255, Math.max(0, Math.round(chip.luma[at]!)));
      side[shade] = side[shade]! + 1;
    }
  }
  const both = left.map((count, shade) => count + right[shade]!);
  return {
    brightness: meanOf(both),
    brightnessLeft: meanOf(left),
    brightnessRight: meanOf(right),
    dynamicRange: quantileOf(both, 0.95) - quantileOf(both, 0.05),
    underExposed: shareOf(both, 0, blackest),
    overExposed: shareOf(both, whitest, 255),
  };
}

/** Luma at and below which a camera shows no more detail, and at and above which it shows none. */
const blackest = 15;
const whitest = 250;

/** The inner face: brows to mouth and cheek to cheek, without hair and background, cm. */
const innerFace = { middleY: 1, halfWidth: 4.6, halfHeight: 5.6 };

/** For each row of the chip that crosses the inner face, its columns [first, end). */
export function innerFaceRows(): { row: number; first: number; end: number }[] {
  const [middleX, middleY] = chipPointOf([0, innerFace.middleY]);
  const halfHeight = innerFace.halfHeight * pxPerCm;
  const rows: { row: number; first: number; end: number }[] = [];
  for (let row = Math.ceil(middleY - halfHeight); row < middleY + halfHeight; row++) {
    const v = (row + 0.5 - middleY) / halfHeight;
    if (row < 0 || row >= chipSize || v * v >= 1) continue;
    const halfWidth = innerFace.halfWidth * pxPerCm * Math.sqrt(1 - v * v);
    rows.push({
      row,
      first: Math.round(middleX - halfWidth),
      end: Math.round(middleX + halfWidth),
    });
  }
  return rows;
}

/** Mean shade, 0..1; 0 where there is none. */
function meanOf(counts: Uint32Array): number {
  let sum = 0;
  let all = 0;
  for (let shade = 0; shade < 256; shade++) {
    sum += shade * counts[shade]!;
    all += counts[shade]!;
  }
  return all === 0 ? 0 : sum / all / 255;
}

function quantileOf(counts: Uint32Array, share: number): number {
  const wanted = share * counts.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (let shade = 0; shade < 256; shade++) {
    seen += counts[shade]!;
    if (seen > wanted) return shade / 255;
  }
  return 0;
}

function shareOf(counts: Uint32Array, from: number, to: number): number {
  let some = 0;
  let all = 0;
  for (let shade = 0; shade < 256; shade++) {
    all += counts[shade]!;
    if (shade >= from && shade <= to) some += counts[shade]!;
  }
  return all === 0 ? 0 : some / all;
}
