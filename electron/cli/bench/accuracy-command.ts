import { exitCodes, failed, type RunCommand } from '../outcome.ts';
import { accuracyAnswer } from './accuracy-answer.ts';
import { accuracyInWords } from './accuracy-in-words.ts';
import { benchSet, type BenchOptions } from './bench-set.ts';
import { detChart, type NamedDet } from './det-chart.ts';
import { measureAccuracy, type AccuracyFigures } from './measure-accuracy.ts';
import type { SetSizes } from '../../station/spread/pooled-sets.ts';
import { readPairs } from './read-pairs.ts';
import { stationThresholds } from './station-thresholds.ts';
import { fitSpread } from '../../station/spread/fit-spread.ts';
import { scoreStatistics } from '../../station/score-statistics.ts';
import type { SpreadRule } from '../../contract/pooled.ts';
import type { EncodedPhoto } from './encode-folder.ts';
import { writeChart } from './write-chart.ts';

export interface AccuracyOptions extends BenchOptions {
  /** List in the format of LFW's `pairs.txt`. */
  readonly pairs: string;
  /** Sets of photos instead of single ones; undefined for single ones. */
  readonly sizes?: SetSizes | undefined;
  /** Where the DET curve goes; `threshold-det-PACK.svg` in the current folder by default. */
  readonly out?: string | undefined;
}

/**
 * `bench accuracy`: how well a pack tells people apart on a folder of photos, as the station
 * would: whole photos in, and what the station would refuse counts as an error.
 */
export function benchAccuracy(options: AccuracyOptions): RunCommand {
  return async (station) => {
    const list = await readPairs(options.pairs, options.images);
    if (!list.ok) return failed(list.error);
    const set = await benchSet(station, options);
    if (!set.ok) return failed(set.error);
    const { photos } = set.value;
    const { pack } = set.value.shelved;
    const measured = measureAccuracy({
      photos,
      list: list.value,
      sizes: options.sizes ?? null,
      spread: pack.scores?.spread ?? spreadOf(photos),
      thresholds: stationThresholds(pack),
    });
    if (!measured.ok) return failed(measured.error);
    const people = new Set(photos.map(({ person }) => person)).size;
    const about = `${photos.length} photos of ${people} people, failures to acquire included`;
    const out = options.out ?? `threshold-det-${pack.name}.svg`;
    const curves = curvesOf(measured.value);
    const svg = detChart(`Detection error trade-off: ${pack.name}`, about, curves);
    const written = await writeChart(out, svg, { pack: pack.name, about, curves });
    if (!written.ok) return failed(written.error);
    const answer = accuracyAnswer(pack.name, photos.length, measured.value);
    return { answer, text: accuracyInWords(answer), exitCode: exitCodes.done };
  };
}

/** For a pack that nobody has measured yet, what measuring it with these photos would give. */
function spreadOf(photos: readonly EncodedPhoto[]): SpreadRule {
  return fitSpread(photos, scoreStatistics(photos, { name: '', date: '' })).rule;
}

function curvesOf({ single, pooled }: AccuracyFigures): NamedDet[] {
  const curves: NamedDet[] = [{ name: 'single photos', points: single.det }];
  if (pooled) {
    const name = `${pooled.templates} as template, ${pooled.probes} as probe`;
    curves.push({ name, points: pooled.det });
  }
  return curves;
}
