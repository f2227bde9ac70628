import { fail } from '../../contract/errors.ts';
import { exitCodes, failed, type RunCommand } from '../outcome.ts';
import { table } from '../table.ts';
import { benchSet, type BenchOptions, type BenchSet } from './bench-set.ts';
import { singleComparisons } from '../../station/spread/comparisons.ts';
import { discardChart, type NamedDiscard } from './discard-chart.ts';
import { discardCurve, type DiscardCurve, type JudgedPair } from './discard-curve.ts';
import { percent } from './figures-in-words.ts';
import { readPairs } from './read-pairs.ts';
import { scoreList, type ListedPair } from './scored-pairs.ts';
import { measureSeparation, supportsFmr, thresholdAtFmr } from './separation.ts';
import { stationThresholds } from './station-thresholds.ts';
import { writeChart } from './write-chart.ts';

export interface DiscardOptions extends BenchOptions {
  /** List in the format of LFW's `pairs.txt`. */
  readonly pairs: string;
  /** Where the curve goes; `threshold-discard-PACK.svg` in the current folder by default. */
  readonly out?: string | undefined;
}

/** The FMR whose threshold the curve is drawn at, besides the station's own. */
const plainFmr = 1e-3;

/** `bench discard`: whether the quality score predicts which comparisons fail. */
export function benchDiscard(options: DiscardOptions): RunCommand {
  return async (station) => {
    const list = await readPairs(options.pairs, options.images);
    if (!list.ok) return failed(list.error);
    const set = await benchSet(station, options);
    if (!set.ok) return failed(set.error);
    const { photos, shelved } = set.value;
    const genuine = scoreList(list.value, photos).filter(({ same }) => same);
    const pairs = genuine.filter(isAcquired);
    const curves = thresholdsOf(set.value).flatMap(({ name, threshold }): NamedDiscard[] => {
      const curve = discardCurve(pairs, threshold);
      return curve ? [{ name, threshold, curve }] : [];
    });
    if (curves.length === 0) return failed(fail('invalid-request', nothingToDraw).error);
    const about = `${pairs.length} genuine pairs with both photos acquired`;
    const { name } = shelved.pack;
    const svg = discardChart(`Error versus discard: ${name}`, about, curves);
    const out = options.out ?? `threshold-discard-${name}.svg`;
    const written = await writeChart(out, svg, { pack: name, about, curves });
    if (!written.ok) return failed(written.error);
    const counts = { pack: name, pairs: pairs.length, notAcquired: genuine.length - pairs.length };
    const answer = { ...counts, curves: curves.map(summary) };
    return { answer, text: inWords(answer), exitCode: exitCodes.done };
  };
}

const nothingToDraw = 'there are too few genuine pairs and impostor comparisons for a curve';

function isAcquired(pair: ListedPair): pair is ListedPair & JudgedPair {
  return pair.distance !== null;
}

function thresholdsOf({ shelved, photos }: BenchSet): { name: string; threshold: number }[] {
  const separation = measureSeparation(singleComparisons(photos));
  const own = stationThresholds(shelved.pack)
    .filter(({ mode }) => mode === 'verify')
    .map(({ threshold }) => ({ name: "the station's threshold to verify", threshold }));
  return supportsFmr(separation, plainFmr)
    ? [{ name: `FMR ${plainFmr}`, threshold: thresholdAtFmr(separation, plainFmr) }, ...own]
    : own;
}

/** Shares of discarded comparisons that are told in words. */
const told = [0, 0.05, 0.1, 0.2, 0.3, 0.5] as const;

interface Summary extends Omit<DiscardCurve, 'points'> {
  readonly name: string;
  readonly threshold: number;
  readonly points: DiscardCurve['points'];
}

function summary({ name, threshold, curve }: NamedDiscard): Summary {
  const at = (share: number) => curve.points.findLast(({ discarded }) => discarded <= share)!;
  return { ...curve, name, threshold, points: told.map(at) };
}

function inWords(answer: {
  pack: string;
  pairs: number;
  notAcquired: number;
  curves: readonly Summary[];
}): string {
  return [
    `Pack ${answer.pack}: ${answer.pairs} genuine pairs, ${answer.notAcquired} more with a failure to acquire.`,
    ...answer.curves.flatMap(({ name, threshold, points, area, idealArea, blindArea }) => [
      '',
      `At ${name}, ${threshold.toFixed(4)}`,
      table([
        ...points.map(
          ({ discarded, fnmr, ideal }) =>
            [
              `${percent(discarded)} discarded`,
              `FNMR ${percent(fnmr)} (perfect quality: ${percent(ideal)})`,
            ] as const,
        ),
        [
          'mean over 0 to 50 %',
          `${percent(area)}; perfect ${percent(idealArea)}, blind ${percent(blindArea)}`,
        ],
      ]),
    ]),
  ].join('\n');
}
