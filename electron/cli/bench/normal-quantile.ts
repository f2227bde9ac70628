/**
 * How many standard deviations from the mean a share of a normal distribution lies below, to 0.0005
 * (Abramowitz and Stegun 26.2.23): fine for a drawing. `share` in 0..1, ends excluded.
 */
export function normalQuantile(share: number): number {
  if (share > 0.5) return -normalQuantile(1 - share);
  const t = Math.sqrt(-2 * Math.log(share));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return above / below - t;
}
