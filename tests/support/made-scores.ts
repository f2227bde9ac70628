import type { ReferenceScores, ScoreQuantile } from '../../electron/station/risk/scores.ts';

/** A table as a pack has it: each step of FMR 0.01 farther, its bound twice the estimate. */
export const madeQuantiles: readonly ScoreQuantile[] = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1].map(
  (fmr, row) => ({
    fmr,
    fmrUpper95: 2 * fmr,
    distance: Number((0.1 + 0.01 * row).toFixed(2)),
    fnmr: Number((0.4 / 2 ** row).toFixed(6)),
  }),
);

export const madeScores: ReferenceScores = {
  reference: 'made',
  date: '2026-11-24',
  people: 1000,
  photos: 5000,
  impostorComparisons: 12_000_000,
  genuineComparisons: 10_000,
  spread: { weight: 0.5, expected: 1 },
  quantiles: madeQuantiles,
  histogram: { binWidth: 0.01, genuine: [5, 4, 1], impostor: [0, 1, 9] },
};
