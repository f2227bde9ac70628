import type { Contest, Contestant, UnmetRisk } from '../contract/training.ts';
import { roundedUp } from '../station/risk/unsupported.ts';
import { table } from './table.ts';
import { percent } from './train-progress.ts';

/** Most confused pairs that are named. */
const pairsShown = 3;

/**
 * Champion and challenger side by side, and what that means. `unmet`: risks that are set and could
 * not be promised with the challenger.
 */
export function contestInWords(contest: Contest, unmet: readonly UnmetRisk[]): string {
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
    ...unmet.map(unmetInWords),
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

const rateOf = { verify: 'FMR', identify: 'FPIR' } as const;

function unmetInWords({ mode, target, least }: UnmetRisk): string {
  const rate = rateOf[mode];
  return `With it no stricter risk than ${rate} ${roundedUp(least)} can be promised for ${mode}, and ${target} is set: its strictest threshold would hold, which promises no more. "risk" sets another one.`;
}

function verdict({ better, gain }: Contest): string {
  if (better) return 'It is measurably better than what is in use.';
  return gain.high95 < 0
    ? 'It is worse than what is in use.'
    : 'It is not measurably better than what is in use.';
}
