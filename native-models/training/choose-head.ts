import { headError } from './head-error.ts';
import { somePeople, type HeadSet } from './head-set.ts';
import { randomOf, shuffled } from './random.ts';
import { identityMatrix, trainHead, type HeadStep } from './train-head.ts';

export interface ChosenHead {
  /** W, row-major. */
  readonly matrix: Float32Array;
  /** λ of the recipe that was chosen; null where changing nothing was best. */
  readonly pull: number | null;
}

export interface HeadWatch {
  /** After every step of every training; `done` of all of them, 0..1. */
  readonly onStep: (step: HeadStep, done: number) => void;
  /** Between trainings: lets others have their turn, and says whether to stop. */
  readonly stopped: () => Promise<boolean>;
}

/** λ, the strongest first: between hardly any change and one that few people's data would carry. */
const pulls = [1, 0.3, 0.1, 0.03, 0.01] as const;
const folds = 3;
/** People of a fold whose encodings are compared with one another: each with all. */
const mostTested = 150;
/** Steps to choose by, and for the head that is taken. */
const shortSteps = 50;
const fullSteps = 150;

/**
 * The head for these people whose strength is chosen by cross-validation over them: trained on two
 * thirds, its EER counted on the other third, thrice. Where no head does better there than none, or
 * by a tie, nothing is changed. Null where it was stopped.
 */
export async function chooseHead(
  set: HeadSet,
  seed: number,
  { onStep, stopped }: HeadWatch,
): Promise<ChosenHead | null> {
  const parts = dealt(set, seed);
  const none = identityMatrix(set.length);
  const steps = pulls.length * folds * shortSteps + fullSteps;
  let done = 0;
  const train = (on: HeadSet, pull: number, count: number): Float32Array =>
    trainHead(on, { pull, steps: count, seed }, (step) => onStep(step, ++done / steps));
  let best = mean(parts.map(({ test }) => headError(test, none)));
  let pull: number | null = null;
  for (const candidate of pulls) {
    const errors: number[] = [];
    for (const { learnt, test } of parts) {
      if (await stopped()) return null;
      errors.push(headError(test, train(learnt, candidate, shortSteps)));
    }
    // Written so that NaN changes nothing.
    if (!(mean(errors) < best)) continue;
    best = mean(errors);
    pull = candidate;
  }
  if (pull === null) return { matrix: none, pull };
  return { matrix: train(set, pull, fullSteps), pull };
}

interface Part {
  readonly learnt: HeadSet;
  readonly test: HeadSet;
}

function dealt(set: HeadSet, seed: number): Part[] {
  const order = shuffled(
    set.people.map((_, person) => person),
    randomOf(seed),
  );
  return Array.from({ length: folds }, (_, fold) => ({
    learnt: somePeople(
      set,
      order.filter((_person, at) => at % folds !== fold),
    ),
    test: somePeople(set, order.filter((_person, at) => at % folds === fold).slice(0, mostTested)),
  }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
