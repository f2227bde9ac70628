import { TrainingFault } from '../../native-models/training/training-fault.ts';
import { fail, ok, type Result } from '../contract/errors.ts';
import {
  choiceOfLearnt,
  keepLearntComparator,
  type LearntHere,
} from '../hosts/packs/learnt-comparators.ts';
import { PackShelf, type ShelvedPack } from '../hosts/packs/pack-shelf.ts';
import { learnComparator } from '../hosts/training/learn-comparator.ts';
import { settingEvent } from '../station/operator-event.ts';
import { scoreStatistics } from '../station/score-statistics.ts';
import { seeded } from '../station/seeded.ts';
import { benchSet, type BenchOptions } from './bench/bench-set.ts';
import { halvesOfPeople } from './bench/cross-fit.ts';
import type { EncodedPhoto } from './bench/encode-folder.ts';
import { exitCodes, failed, type RunCommand } from './outcome.ts';
import { packPlaces } from './pack-places.ts';
import { expectedSpread } from '../station/spread/fit-spread.ts';

/** `seed` decides who is learnt from. */
export interface ComparatorWishes extends BenchOptions {
  readonly seed?: number | undefined;
}

/** As for a pack's own table: fewer comparisons support no threshold worth having. */
const leastImpostors = 100_000;
const leastGenuine = 300;
const defaultSeed = 1;
const dateLength = 'yyyy-mm-dd'.length;

/**
 * `train logistic --images`: the logistic and the χ² comparator of a pack from a folder of people,
 * weights of one half and scores of the other, kept with the pack to be chosen.
 */
export function trainComparators(wishes: ComparatorWishes): RunCommand {
  return async (station) => {
    const set = await benchSet(station, wishes);
    if (!set.ok) return failed(set.error);
    const { photos, shelved } = set.value;
    const learnt = learnBoth(photos, wishes);
    if (!learnt.ok) return failed(learnt.error);
    const kept = await keepAll(shelved, learnt.value, wishes.data);
    if (!kept.ok) return failed(kept.error);
    const { name } = shelved.pack;
    const detail = `learnt ${kept.value.join(', ')} for ${name}`;
    const noted = station.events.append(settingEvent('models', Date.now(), detail));
    if (!noted.ok) return failed(noted.error);
    const comparators = Object.fromEntries(learnt.value.map((one) => [one.kind, one.learnt]));
    const text = [
      ...learnt.value.map(inWords),
      `Nothing was changed: "models comparator ${kept.value[0] ?? ''}" makes ${name} compare so.`,
    ].join('\n');
    return {
      answer: { pack: name, choices: kept.value, comparators },
      text,
      exitCode: exitCodes.done,
    };
  };
}

/** Errors: training-too-few. */
function learnBoth(
  photos: readonly EncodedPhoto[],
  { images, seed = defaultSeed }: ComparatorWishes,
): Result<LearntHere[]> {
  const [learnt, heldOut] = halvesOfPeople(photos, seeded(seed));
  const folder = images.split(/[\\/]/).findLast((part) => part !== '') ?? images;
  const reference = {
    name: `${folder}: half of its people, every photo against every other; learnt from the other half`,
    date: new Date().toISOString().slice(0, dateLength),
  };
  const distance = scoreStatistics(heldOut, reference);
  if (distance.impostorComparisons < leastImpostors || distance.genuineComparisons < leastGenuine) {
    return fail(
      'training-too-few',
      `half of the folder gives ${distance.impostorComparisons} comparisons between people and ${distance.genuineComparisons} of one; ${leastImpostors} and ${leastGenuine} are needed`,
    );
  }
  const expected = expectedSpread(distance.histogram);
  try {
    return ok(
      (['logistic', 'chi2'] as const).map((kind) =>
        learnComparator({ kind, learnt, heldOut, reference, seed, expected }),
      ),
    );
  } catch (cause) {
    if (cause instanceof TrainingFault) return fail('training-too-few', cause.message);
    throw cause;
  }
}

/** What they are called now. Errors: store codes. */
async function keepAll(
  { pack }: ShelvedPack,
  learnt: readonly LearntHere[],
  data: string | undefined,
): Promise<Result<string[]>> {
  const dir = new PackShelf(packPlaces(data)).dirOf(pack.name);
  const choices = learnt.map(choiceOfLearnt);
  for (const one of learnt) {
    const kept = await keepLearntComparator(pack, dir, one, choices);
    if (!kept.ok) return kept;
  }
  return ok(choices);
}

function inWords(one: LearntHere): string {
  const { scores, calibration } = one.learnt;
  return `${choiceOfLearnt(one)}: measured on ${scores.people} people with ${scores.impostorComparisons} comparisons between them; P(one person) = σ(${calibration.bias.toFixed(2)} − ${calibration.slope.toFixed(2)}·dissimilarity).`;
}
