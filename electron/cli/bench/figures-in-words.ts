import type { ExactShare } from '../../station/clopper-pearson.ts';

/** A share as a percentage, with digits enough for rare errors. */
export function percent(share: number): string {
  const digits = share === 0 || share >= 0.1 ? 2 : Math.min(6, 1 - Math.floor(Math.log10(share)));
  return `${(100 * share).toFixed(Math.max(2, digits - 1))} %`;
}

/** A share with its exact 95 % interval. */
export function percentWithBounds({ share, lower95, upper95 }: ExactShare): string {
  return `${percent(share)} (95 %: ${percent(lower95)} to ${percent(upper95)})`;
}

/** At most so many photos are listed in words; the JSON has all. */
const listedAtMost = 20;

export function listed(lines: readonly string[]): string[] {
  const more = lines.length - listedAtMost;
  const shown = lines.slice(0, listedAtMost).map((line) => `  ${line}`);
  return more > 0 ? [...shown, `  and ${more} more: see --json`] : shown;
}
