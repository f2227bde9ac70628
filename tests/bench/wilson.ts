/** Normal quantile of a two-sided 95 % interval. */
const z = 1.96;

/** A share with its 95 % confidence interval in words (Wilson's score interval, 1927). */
export function wilson(hits: number, trials: number): string {
  const share = hits / trials;
  const spread = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  const centre = share + (z * z) / (2 * trials);
  const percent = (value: number): string => (100 * Math.max(0, Math.min(1, value))).toFixed(1);
  const [low, high] = [(centre - spread) / scale, (centre + spread) / scale];
  return `${percent(share)} % (95 %: ${percent(low)} to ${percent(high)} %)`;
}
