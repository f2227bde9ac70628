import { TrainingFault } from '../../../native-models/training/training-fault.ts';
import type { ComparatorKind } from '../../contract/comparator.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { exitCodes, failed, type RunCommand } from '../outcome.ts';
import { benchSet, type BenchOptions } from './bench-set.ts';
import { comparatorAnswer } from './comparator-answer.ts';
import { comparatorInWords } from './comparator-in-words.ts';
import { detChart } from './det-chart.ts';
import { measureComparator, type ComparatorFigures } from './measure-comparator.ts';
import { readPairs } from './read-pairs.ts';
import { writeChart } from './write-chart.ts';

export interface ComparatorOptions extends BenchOptions {
  readonly comparator: ComparatorKind;
  /** List in the format of LFW's `pairs.txt`. */
  readonly pairs: string;
  /** Where the DET curves go; `threshold-det-PACK-COMPARATOR.svg` in the current folder by default. */
  readonly out?: string | undefined;
}

/**
 * `bench accuracy --comparator`: how well a way of comparing tells people apart that it was not
 * learnt from, beside the distance on the same comparisons.
 */
export function benchComparator(options: ComparatorOptions): RunCommand {
  return async (station) => {
    const list = await readPairs(options.pairs, options.images);
    if (!list.ok) return failed(list.error);
    const set = await benchSet(station, options);
    if (!set.ok) return failed(set.error);
    const { photos, shelved } = set.value;
    const { comparator: kind } = options;
    const figures = measured(() => ({
      own: measureComparator(kind, list.value, photos),
      distance: kind === 'distance' ? null : measureComparator('distance', list.value, photos),
    }));
    if (!figures.ok) return failed(figures.error);
    const { own, distance } = figures.value;
    const written = await draw(options, shelved.pack.name, own, distance);
    if (!written.ok) return failed(written.error);
    const answer = comparatorAnswer(shelved.pack.name, kind, photos, list.value, own, distance);
    return { answer, text: comparatorInWords(answer), exitCode: exitCodes.done };
  };
}

/** Errors: training-too-few. */
function measured<T>(work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (cause) {
    if (cause instanceof TrainingFault) return fail('training-too-few', cause.message);
    throw cause;
  }
}

function draw(
  { comparator, out }: ComparatorOptions,
  pack: string,
  own: ComparatorFigures,
  distance: ComparatorFigures | null,
): Promise<Result<void>> {
  const curves = [{ name: comparator as string, points: own.det }];
  if (distance !== null) curves.push({ name: 'distance', points: distance.det });
  const about = 'all comparisons within halves of the people, learnt from the other half';
  const svg = detChart(`Detection error trade-off: ${pack}, ${comparator}`, about, curves);
  const path = out ?? `threshold-det-${pack}-${comparator}.svg`;
  return writeChart(path, svg, { pack, about, curves });
}
