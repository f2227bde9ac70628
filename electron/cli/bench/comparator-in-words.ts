import { table } from '../table.ts';
import type { ComparatorAnswer, SideAnswer } from './comparator-answer.ts';
import { listed, percent } from './figures-in-words.ts';

export function comparatorInWords(answer: ComparatorAnswer): string {
  const { pack, comparator, photos, failures, pairs, acquired, distance, difference } = answer;
  const sides = distance === null ? [answer] : [answer, distance];
  const row = (name: string, value: (side: SideAnswer) => string) => [name, ...sides.map(value)];
  const rates = ['1e-2', '1e-3', '1e-4', '1e-5'] as const;
  return [
    `Pack ${pack}, compared by ${comparator}: ${photos} photos.`,
    `Failures to acquire: ${failures.length}${failures.length > 0 ? ':' : '.'}`,
    ...listed(failures.map(({ photo, code }) => `${photo}  ${code}`)),
    `Pairs of the list: ${pairs}, of which ${acquired} with both photos acquired.`,
    'Nobody who is compared was learnt from.',
    '',
    table([
      ['', comparator, ...(distance === null ? [] : ['distance'])],
      row('accuracy over the folds', accuracy),
      row('Brier score', ({ brier }) => brier.toFixed(5)),
      row('of it miscalibration', ({ miscalibration }) => miscalibration.toFixed(5)),
      ...rates.map((fmr) =>
        row(`TMR at FMR ${fmr}`, ({ tmrAtFmr }) => shareOf(tmrAtFmr[fmr], 'not supported')),
      ),
      row('equal error rate', ({ eer }) => shareOf(eer, '-')),
    ]),
    ...(difference === null
      ? []
      : [
          `Accuracy less the distance's: ${points(difference.estimate)} percentage points, ${points(difference.low95)} to ${points(difference.high95)} with 95 % confidence.`,
        ]),
    '',
    'Promised and observed',
    table([
      ['probability', 'one person', 'of the pairs'],
      ...answer.reliability.map(({ promised, observed, share }) => [
        percent(promised),
        percent(observed),
        percent(share),
      ]),
    ]),
  ].join('\n');
}

function accuracy({ accuracy, accuracyLow95, accuracyHigh95 }: SideAnswer): string {
  if (accuracy === null || accuracyLow95 === null || accuracyHigh95 === null) {
    return 'too few pairs for folds';
  }
  return `${percent(accuracy)} (${percent(accuracyLow95)} to ${percent(Math.min(1, accuracyHigh95))})`;
}

function shareOf(share: number | null, missing: string): string {
  return share === null ? missing : percent(share);
}

function points(share: number): string {
  return `${share < 0 ? '−' : '+'}${(100 * Math.abs(share)).toFixed(2)}`;
}
