import { basename } from 'node:path';
import type { Scores } from '../../../native-models/manifest.ts';
import { fail, type Result } from '../../contract/errors.ts';
import { exitCodes, failed, type RunCommand } from '../outcome.ts';
import { table } from '../table.ts';
import { benchSet, type BenchOptions, type BenchSet } from './bench-set.ts';
import { percent } from './figures-in-words.ts';
import { drawIdentifySet } from './identify-set.ts';
import {
  measureIdentify,
  type IdentifyFigures,
  type IdentifyRates,
  type TargetFigures,
} from './measure-identify.ts';
import { MemoryStation } from './memory-station.ts';
import { seeded } from '../../station/seeded.ts';

export interface IdentifyOptions extends BenchOptions {
  /** People enrolled. */
  readonly gallery: number;
  /** FPIRs that an operator might ask for. */
  readonly targets: readonly number[];
}

/** Any number will do: it only has to be the same in every run. */
const seed = 20_241_124;

/**
 * `bench identify`: people of a folder are enrolled in a station of its own, and what it promises
 * for each target is set against what their other photos and everybody else's come to.
 */
export function benchIdentify(options: IdentifyOptions): RunCommand {
  return async (station) => {
    const set = await benchSet(station, options);
    if (!set.ok) return failed(set.error);
    const { pack } = set.value.shelved;
    const { scores } = pack;
    if (scores === null) return failed(fail('pack-unmeasured', pack.name).error);
    const figures = await measure(set.value, options);
    if (!figures.ok) return failed(figures.error);
    const note = noteOn(scores, options.images);
    const answer = { pack: pack.name, ...figures.value, ...(note === null ? {} : { note }) };
    return { answer, text: inWords(answer), exitCode: exitCodes.done };
  };
}

async function measure(
  { shelved, photos }: BenchSet,
  { gallery, targets }: IdentifyOptions,
): Promise<Result<IdentifyFigures>> {
  const drawn = drawIdentifySet(photos, gallery, seeded(seed));
  if (!drawn.ok) return drawn;
  const station = new MemoryStation(shelved.pack);
  try {
    const enrolled = station.enrol(drawn.value.enrolled);
    return enrolled.ok ? measureIdentify(station, drawn.value, targets) : enrolled;
  } finally {
    station.close();
  }
}

/**
 * A promise is no surprise where it was measured on the very people that it is tried on. A
 * reference begins with the name of its folder.
 */
function noteOn({ reference }: Scores, images: string): string | null {
  const name = basename(images);
  if (!reference.startsWith(`${name}:`)) return null;
  return `The pack's thresholds were measured on ${name} too: try other people to see them tested.`;
}

function inWords(answer: IdentifyFigures & { pack: string; note?: string }): string {
  const { pack, gallery, probesKnown, probesUnknown, targets, note } = answer;
  return [
    `Pack ${pack}: ${gallery} people enrolled with one photo each.`,
    `Probes: ${probesKnown} of the people enrolled, ${probesUnknown} of strangers.`,
    ...targets.flatMap((target) => ['', ...targetRows(target)]),
    ...(note === undefined ? [] : ['', note]),
  ].join('\n');
}

function targetRows(target: TargetFigures): string[] {
  const claim = `FPIR target ${target.fpirTarget}`;
  if (target.held === null) {
    return [
      `${claim}: refused, ${target.reason}. The strictest threshold there is:`,
      rateRows(target.atStrictest),
    ];
  }
  const verdict = verdictOf(target);
  return [`${claim}: ${verdict}`, rateRows(target)];
}

/** A rate whose bounds lie on both sides of the target neither shows nor contradicts it. */
function verdictOf({ held, fpirTarget, fpirUpper95 }: Claimed): string {
  if (!held) return 'NOT HELD';
  return fpirUpper95 <= fpirTarget
    ? 'held'
    : 'not contradicted, but these probes are too few to show it';
}

type Claimed = Extract<TargetFigures, { readonly held: boolean }>;

function rateRows(rates: IdentifyRates): string {
  const { threshold, fpir, fpirLower95, fpirUpper95, fnir, misidentified } = rates;
  return table([
    ['threshold', threshold.toFixed(4)],
    [
      'FPIR measured',
      `${percent(fpir)} (95 %: ${percent(fpirLower95)} to ${percent(fpirUpper95)})`,
    ],
    ['FNIR measured', `${percent(fnir)}, of which taken for another ${percent(misidentified)}`],
  ]);
}
