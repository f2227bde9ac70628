import type { ComparatorKind } from '../../contract/comparator.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import type { PersonRef } from '../../contract/messages.ts';
import type { Contest, Contestant, TrainingKind } from '../../contract/training.ts';
import { seeded } from '../seeded.ts';
import { comparePairs, type ComparedPairs, type HeldOutPhoto } from './compared-pairs.ts';
import {
  bestAccuracy,
  detPoints,
  equalErrorRate,
  ranked,
  type RankedPairs,
} from './error-rates.ts';

/** What one side of a contest is. */
export interface Entrant {
  /** A pack's name, or a comparator's kind. */
  readonly name: string;
  /** Dissimilarity of two held-out photos by their places in the list, 0..4. */
  readonly compare: (one: number, other: number) => number;
}

export interface ContestTerms {
  readonly kind: TrainingKind;
  /** Photos that neither side learnt from. */
  readonly photos: readonly HeldOutPhoto[];
  readonly champion: Entrant;
  readonly challenger: Entrant;
  /** The pack that would be used; null for a logistic unit. */
  readonly pack: string | null;
  /** How encodings would be compared. */
  readonly comparator: ComparatorKind;
}

/**
 * People with two photos or more that are held out at least. With ten, an error that one person in
 * four has is seen with 95 % (1 − 0.75¹⁰); with fewer no interval means much.
 */
export const leastHeldOut = 10;
/** Of the people that can be learnt from, this share is held out: a third. */
export const heldOutOneIn = 3;
/** People with two templates or more without whom there is nothing to learn and to tell. */
export const neededPeople = leastHeldOut * heldOutOneIn;

const resamples = 1000;
/** The same for every contest: whoever tries seeds of a training does not try judges. */
const resamplingSeed = 1;
/** Each side of the interval leaves out so many of the resamples: 95 % are within. */
const outside = 0.025;
const detPointsShown = 60;
const closestShown = 10;

/** All of a contest but what a table says of the challenger, which may not be there yet. */
export type HeldContest = Omit<Contest, 'strictest'>;

/**
 * Champion against challenger on the same photos. Their errors are resampled together, people with
 * all that is theirs: what both find hard weighs on both. The challenger is better only where its
 * EER is lower with 95 % confidence.
 * Errors: training-too-few.
 */
export function holdContest(terms: ContestTerms): Result<HeldContest> {
  const { kind, photos, pack, comparator } = terms;
  const sides = [terms.champion, terms.challenger].map(({ compare }) =>
    ranked(comparePairs(photos, compare)),
  ) as [RankedPairs, RankedPairs];
  const [{ photosOf }] = sides;
  const several = photosOf.reduce((count, own) => count + (own > 1 ? 1 : 0), 0);
  if (several < leastHeldOut) return fail('training-too-few', tooFew(several));
  const rates = sides.map((pairs) => equalErrorRate(pairs, null)) as [number, number];
  const resampled = resample(sides, seeded(resamplingSeed));
  const gains = resampled[0].map((champion, at) => champion - resampled[1][at]!);
  const gain = { estimate: rates[0] - rates[1], ...intervalOf(gains) };
  const contestants = [terms.champion, terms.challenger].map(({ name }, side) =>
    contestant(name, photos, sides[side]!, rates[side]!, resampled[side]!),
  ) as [Contestant, Contestant];
  return ok({
    kind,
    heldOut: { people: photosOf.length, photos: photos.length, ...counted(sides[0]) },
    champion: contestants[0],
    challenger: contestants[1],
    gain,
    better: gain.low95 > 0,
    pack,
    comparator,
  });
}

function tooFew(several: number): string {
  return `${several} people with two photos or more could be held out, ${leastHeldOut} are needed`;
}

/** EERs of both sides on the same draws of people. Draws without a pair of one kind are left out. */
function resample(
  sides: readonly [RankedPairs, RankedPairs],
  random: () => number,
): readonly [Float64Array, Float64Array] {
  const people = sides[0].photosOf.length;
  const rates: [number[], number[]] = [[], []];
  for (let round = 0; round < resamples; round++) {
    const times = new Uint32Array(people);
    for (let draw = 0; draw < people; draw++) times[Math.floor(random() * people)]!++;
    const [champion, challenger] = sides.map((pairs) => equalErrorRate(pairs, times));
    if (Number.isNaN(champion! + challenger!)) continue;
    rates[0].push(champion!);
    rates[1].push(challenger!);
  }
  return [Float64Array.from(rates[0]), Float64Array.from(rates[1])];
}

function intervalOf(values: Float64Array): { low95: number; high95: number } {
  const sorted = values.toSorted();
  const at = Math.floor(outside * sorted.length);
  return { low95: sorted[at] ?? NaN, high95: sorted.at(-1 - at) ?? NaN };
}

function contestant(
  name: string,
  photos: readonly HeldOutPhoto[],
  pairs: RankedPairs,
  eer: number,
  resampled: Float64Array,
): Contestant {
  const { low95, high95 } = intervalOf(resampled);
  return {
    ...{ name, eer, eerLow95: low95, eerHigh95: high95, accuracy: bestAccuracy(pairs) },
    det: detPoints(pairs, detPointsShown),
    closest: closestOf(pairs, photos),
  };
}

/** The closest pair of photos of each two people, closest first; none that cannot be compared. */
function closestOf(
  { order, scores, ones, others }: RankedPairs,
  photos: readonly HeldOutPhoto[],
): Contestant['closest'] {
  const people = [...new Map(photos.map(({ personId, name }) => [personId, name]))].map(
    ([id, name]): PersonRef => ({ id, name }),
  );
  const found = new Map<string, Contestant['closest'][number]>();
  for (const pair of order) {
    if (found.size === closestShown || scores[pair] === Infinity) break;
    const [one, other] = [ones[pair]!, others[pair]!].sort((a, b) => a - b) as [number, number];
    const key = `${one} ${other}`;
    if (one === other || found.has(key)) continue;
    found.set(key, { one: people[one]!, other: people[other]!, distance: scores[pair]! });
  }
  return [...found.values()];
}

function counted({ photosOf }: ComparedPairs): { genuine: number; impostor: number } {
  let [genuine, photos] = [0, 0];
  for (const own of photosOf) {
    genuine += (own * (own - 1)) / 2;
    photos += own;
  }
  return { genuine, impostor: (photos * (photos - 1)) / 2 - genuine };
}
