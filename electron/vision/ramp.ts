/** 0 up to `from`, 1 from `to` on, straight in between; NaN stays NaN. */
export function ramp(value: number, [from, to]: readonly [from: number, to: number]): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}
