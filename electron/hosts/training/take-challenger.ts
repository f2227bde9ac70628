import { ok, type Result } from '../../contract/errors.ts';
import type { Contest } from '../../contract/training.ts';
import { setComparatorChoice } from '../packs/choose-comparator.ts';
import { keepLearntComparator, readChallenger } from '../packs/learnt-comparators.ts';
import { fingerprint } from '../packs/measured-scores.ts';
import { PackShelf, type PackPlaces } from '../packs/pack-shelf.ts';
import { systemClock } from '../system-clock.ts';
import { adopt, adoptions, type Adoption, type AdoptingStation } from './adoption.ts';
import { stillInUse, type Champion, type ChampionStation } from './champion.ts';
import type { Challenger } from './job.ts';

export interface Taken {
  readonly contest: Pick<Contest, 'kind'>;
  readonly challenger: Challenger;
  /** What it was compared with. */
  readonly champion: Champion;
}

export type TakingStation = AdoptingStation & ChampionStation;

/**
 * Takes a challenger into the station and uses it from now on; the way back is kept. The caller has
 * seen that it is better. Errors: training-none where the champion is not in use any more: against
 * anything else nothing was shown; pack-invalid, models-changing and the others of taking in and
 * changing a pack, comparator-missing, store codes; then what was in use before is.
 */
export async function takeChallenger(
  station: TakingStation,
  places: PackPlaces,
  { contest, challenger, champion }: Taken,
): Promise<Result<Adoption>> {
  const isFair = stillInUse(station, champion);
  if (!isFair.ok) return isFair;
  const taken =
    challenger.kind === 'pack'
      ? await takePack(
          station,
          places,
          contest.kind === 'head' ? 'head' : 'encoder',
          challenger.dir,
        )
      : await takeComparator(station, places, challenger.file);
  if (!taken.ok) return taken;
  // Taking a pack in takes seconds.
  const isStillFair = stillInUse(station, champion);
  if (!isStillFair.ok) return isStillFair;
  const used = await adopt(station, taken.value);
  return used.ok ? taken : used;
}

async function takePack(
  { packs, models, settings }: AdoptingStation,
  places: PackPlaces,
  kind: 'encoder' | 'head',
  dir: string,
): Promise<Result<Adoption>> {
  const shelf = new PackShelf(places);
  const given = await shelf.folder(dir);
  if (!given.ok) return given;
  const { name } = given.value.pack;
  const known = await shelf.find(name);
  // An earlier try may have taken it in, and the operator may have measured it since.
  const isThere = known.ok && fingerprint(known.value.pack) === fingerprint(given.value.pack);
  if (!isThere) {
    const added = await packs.add(dir);
    if (!added.ok) return added;
  }
  // What won was compared so; a choice for a pack that was once called so says nothing of this one.
  const chosen = setComparatorChoice(settings, systemClock, name, 'distance');
  return chosen.ok ? ok({ kind, before: models.pack, now: name }) : chosen;
}

async function takeComparator(
  station: AdoptingStation,
  places: PackPlaces,
  file: string,
): Promise<Result<Adoption>> {
  const { pack: name, loaded, choice } = station.models;
  if (!loaded.ok) return loaded;
  const challenger = await readChallenger(loaded.value, file);
  if (!challenger.ok) return challenger;
  const before = choice ?? 'distance';
  const needed = adoptions(station).flatMap((one) =>
    one.kind === 'logistic' ? [one.before, one.now] : [],
  );
  const dir = new PackShelf(places).dirOf(name);
  const inUse = [before, ...needed];
  const now = await keepLearntComparator(loaded.value, dir, challenger.value, inUse);
  return now.ok ? ok({ kind: 'logistic', pack: name, before, now: now.value }) : now;
}
