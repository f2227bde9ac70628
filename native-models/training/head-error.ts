import type { HeadSet } from './head-set.ts';
import { mapRows } from './head-slope.ts';

/**
 * Equal error rate of squared distances through a head, every encoding against every other, 0..1.
 * NaN where there is no pair of one kind.
 */
export function headError({ rows, length, labels }: HeadSet, matrix: Float32Array): number {
  const { units } = mapRows(rows, matrix, length);
  const genuine: number[] = [];
  const impostor: number[] = [];
  for (let one = 0; one < labels.length; one++) {
    for (let other = one + 1; other < labels.length; other++) {
      let product = 0;
      for (let k = 0; k < length; k++) {
        product += units[one * length + k]! * units[other * length + k]!;
      }
      (labels[one] === labels[other] ? genuine : impostor).push(2 - 2 * product);
    }
  }
  return crossing(Float64Array.from(genuine).sort(), Float64Array.from(impostor).sort());
}

/** Where FMR and FNMR cross, both sides rising. */
function crossing(genuine: Float64Array, impostor: Float64Array): number {
  if (genuine.length === 0 || impostor.length === 0) return NaN;
  let matches = 0;
  for (const [at, distance] of impostor.entries()) {
    while (matches < genuine.length && genuine[matches]! <= distance) matches++;
    const [fmr, fnmr] = [(at + 1) / impostor.length, 1 - matches / genuine.length];
    if (fmr >= fnmr) return (fmr + fnmr) / 2;
  }
  return 1;
}
