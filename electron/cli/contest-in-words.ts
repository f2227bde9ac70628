import type { Contest, Contestant } from '../contract/training.ts';
import { table } from './table.ts';
import { percent } from './train-progress.ts';

/** Most confused pairs that are named. */
const pairsShown = 3;

/** Champion and challenger side by side, and what that means. */
export function contestInWords(contest: Contest): string {
  const { heldOut, champion, challenger, gain } = contest;
  return [
    `Compared on ${heldOut.people} people held out, ${heldOut.photos} photos: ${heldOut.genuine} pairs of one person, ${heldOut.impostor} of two.`,
    table([
      ['', 'equal error rate', 'right', 'most alike'],
      rowOf('in use', champion),
      rowOf('trained', challenger),
    ]),
    `The equal error rate is lower by ${points(gain.estimate)} percentage points; with 95 % confidence by ${points(gain.low95)} to ${points(gain.high95)}.`,
    verdict(contest),
  ].join('\n');
}

function rowOf(title: string, one: Contestant): string[] {
  const closest = one.closest
    .slice(0, pairsShown)
    .map(({ one: a, other, distance }) => `${a.name} and ${other.name} ${distance.toFixed(2)}`);
  return [
    `${title}: ${one.name}`,
    `${percent(one.eer, 2)} (${percent(one.eerLow95, 2)} to ${percent(one.eerHigh95, 2)})`,
    percent(one.accuracy, 2),
    closest.join(', '),
  ];
}

function points(gain: number): string {
  return (100 * gain).toFixed(2);
}

function verdict({ better, gain }: Contest): string {
  if (better) return 'It is measurably better than what is in use.';
  return gain.high95 < 0
    ? 'It is worse than what is in use.'
    : 'It is not measurably better than what is in use.';
}
