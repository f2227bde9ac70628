import type { Recipe } from './recipe.ts';
import { TrainingFault } from './training-fault.ts';

/** What every batch is made of, and in which portions the network takes it. */
export interface BatchShape {
  /** People with several photos, and views of each. */
  readonly people: number;
  readonly photos: number;
  /** People with one photo only, `viewsOfSingle` views of each. */
  readonly singles: number;
  /** Views in all: a multiple of `chunk`. */
  readonly views: number;
  /** Views per run of the network. */
  readonly chunk: number;
}

/** Each view of somebody with one photo is the other's positive, and all others' negative. */
export const viewsOfSingle = 2;

/** Measured: more images per run are no faster, and each run's memory grows with them. */
const viewsPerRun = 32;

/**
 * The recipe's batch where there are enough people, else as many of them as fill whole runs: batch
 * statistics of a run that is not full would be of what it is filled up with. `several`, `single`:
 * how many people with two photos or more, and with one, there are.
 * @throws TrainingFault: too-few
 */
export function batchShape(
  { people, photos, singles }: Pick<Recipe, 'people' | 'photos' | 'singles'>,
  several: number,
  single: number,
): BatchShape {
  const most = people * photos;
  let one = Math.min(single, Math.floor((most * singles) / viewsOfSingle));
  let more = Math.min(several, Math.floor((most - viewsOfSingle * one) / photos));
  const views = (): number => more * photos + one * viewsOfSingle;
  while (views() > viewsPerRun && views() % viewsPerRun !== 0) {
    if (one > 0) one--;
    else more--;
  }
  if (more + one < 2) throw new TrainingFault('too-few', `${several + single} people`);
  const chunk = Math.min(views(), viewsPerRun);
  return { people: more, photos, singles: one, views: views(), chunk };
}
