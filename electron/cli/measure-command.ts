import { loadManifest, packNamed, type Scores } from '../../native-models/manifest.ts';
import { fail, ok, type Result } from '../contract/errors.ts';
import { fitPopulation, packPopulation } from '../../native-models/training/population.ts';
import type { Station } from '../hosts/open-station.ts';
import { keepMeasuredScores } from '../hosts/packs/measured-scores.ts';
import { PackShelf, type ShelvedPack } from '../hosts/packs/pack-shelf.ts';
import { settingEvent } from '../station/operator-event.ts';
import { leastPeople } from '../station/risk/allowed-fmr.ts';
import { leastTarget } from '../station/risk/risk-at.ts';
import { roundedUp } from '../station/risk/unsupported.ts';
import { scoreStatistics, type ReferencePhoto } from '../station/score-statistics.ts';
import { modelError } from '../vision/model-error.ts';
import { benchSet } from './bench/bench-set.ts';
import { exitCodes, failed, type RunCommand } from './outcome.ts';
import { packPlaces } from './pack-places.ts';
import { fitSpread, type PooledCheck } from '../station/spread/fit-spread.ts';

interface MeasureOptions {
  /** Name of the pack. */
  readonly name: string;
  /** Folder with one folder of photos per person. */
  readonly images: string;
  readonly data?: string | undefined;
}

/**
 * Comparisons without which no threshold can be had that is worth having: with ten false matches
 * for the row, FMR 1e-4, verification's loosest dial.
 */
const leastImpostors = 100_000;
/** With fewer the expected FNMR would be known to no better than a few per cent. */
const leastGenuine = 300;
const dateLength = 'yyyy-mm-dd'.length;

/**
 * `models measure`: how a pack tells the people of a folder apart, kept with the pack, so that
 * thresholds can be derived for it.
 */
export function measure({ name, images, data }: MeasureOptions): RunCommand {
  return async (station) => {
    const ready = await readyPack(station, name);
    if (!ready.ok) return failed(ready.error);
    const set = await benchSet(station, { images, pack: name, data });
    if (!set.ok) return failed(set.error);
    const { shelved, photos } = set.value;
    const measured = scoresOf(photos, images);
    if (!measured.ok) return failed(measured.error);
    const spread = fitSpread(photos, measured.value);
    const scores: Scores = {
      ...measured.value,
      spread: { ...spread.rule },
      ...populationOf(photos),
    };
    const better = await isWorthKeeping(shelved, scores);
    if (!better.ok) return failed(better.error);
    const kept = await keepMeasuredScores(shelved.pack, folderOf(name, data), scores);
    if (!kept.ok) return failed(kept.error);
    const noted = station.events.append(settingEvent('models', Date.now(), `measured ${name}`));
    if (!noted.ok) return failed(noted.error);
    const pooled = spread.check;
    const text = inWords(name, scores, pooled);
    return { answer: { pack: name, scores: scores, pooled }, text, exitCode: exitCodes.done };
  };
}

/** What carries the table over to a head that is learnt later. */
function populationOf(photos: readonly ReferencePhoto[]): Pick<Scores, 'population'> {
  const people = [...Map.groupBy(photos, ({ person }) => person).values()].map((own) =>
    own.flatMap(({ encoding }) => (encoding === null ? [] : [encoding])),
  );
  const population = fitPopulation(people);
  return population === null ? {} : { population: packPopulation(population) };
}

/** Said before an hour is spent on the photos. Errors: pack-unknown, pack-incomplete. */
async function readyPack({ packs }: Station, name: string): Promise<Result<void>> {
  const views = await packs.list();
  if (!views.ok) return views;
  const view = views.value.find((one) => one.name === name);
  if (view === undefined) return fail('pack-unknown', name);
  return view.state === 'ready' ? ok(undefined) : fail('pack-incomplete', name);
}

/**
 * Fewer comparisons than a pack came with would support less, and so loosen its strictest
 * threshold. Errors: invalid-request, model-missing, model-damaged.
 */
async function isWorthKeeping(
  { manifestPath, pack }: ShelvedPack,
  { impostorComparisons }: Scores,
): Promise<Result<void>> {
  try {
    const { scores } = packNamed(await loadManifest(manifestPath), pack.name);
    if (scores === null || scores.impostorComparisons <= impostorComparisons) return ok(undefined);
    const given = `The pack was measured with ${scores.impostorComparisons} comparisons between people, and this folder gives only ${impostorComparisons}`;
    return refused(`${given}. What is known already is better, so nothing was changed.`);
  } catch (cause) {
    return { ok: false, error: modelError(cause) };
  }
}

/** Where what is measured of a pack is kept, whichever pack it is. */
function folderOf(name: string, data: string | undefined): string {
  return new PackShelf(packPlaces(data)).dirOf(name);
}

/** Errors: invalid-request (too few people or photos). */
function scoresOf(
  photos: readonly ReferencePhoto[],
  images: string,
): Result<Omit<Scores, 'spread'>> {
  const date = new Date().toISOString().slice(0, dateLength);
  const folder = images.split(/[\\/]/).findLast((part) => part !== '') ?? images;
  const reference = { name: `${folder}: every photo against every other`, date };
  const scores = scoreStatistics(photos, reference);
  const { impostorComparisons, genuineComparisons } = scores;
  if (impostorComparisons < leastImpostors || genuineComparisons < leastGenuine) {
    return tooFew(impostorComparisons, genuineComparisons);
  }
  return ok({
    ...scores,
    quantiles: [...scores.quantiles],
    histogram: {
      ...scores.histogram,
      genuine: [...scores.histogram.genuine],
      impostor: [...scores.histogram.impostor],
    },
  });
}

function tooFew(impostors: number, genuine: number): Result<never> {
  const given = `It gives ${impostors} comparisons between people and ${genuine} between photos of one person`;
  const wanted = `at least ${leastImpostors} and ${leastGenuine} are needed, as 300 people with two photos each give`;
  return refused(
    `The folder has too few photos to measure a pack, so nothing was kept. ${given}; ${wanted}.`,
  );
}

function refused(message: string): Result<never> {
  return { ok: false, error: { code: 'invalid-request', message } };
}

function inWords(name: string, scores: Scores, pooled: PooledCheck | null): string {
  const { people, photos, impostorComparisons, quantiles } = scores;
  const target = roundedUp(leastTarget(quantiles, 'identify', leastPeople));
  return [
    `${name} was measured with ${photos} photos of ${people} people: ${impostorComparisons} comparisons between people.`,
    `The strictest risk this supports is FMR ${roundedUp(leastTarget(quantiles, 'verify', 0))} for verify, and FPIR ${target} for identify with up to ${leastPeople} people enrolled.`,
    pooledInWords(pooled),
    'A station that is running with this pack uses it once it is started again.',
  ].join('\n');
}

function pooledInWords(check: PooledCheck | null): string {
  if (check === null) return 'Too few people have five photos or more to check pooled ones.';
  const { templates, probes, single, bound, pooled } = check;
  return `${templates} photos pooled against ${probes}: FMR ${pooled.toPrecision(2)} at the distance where single photos have ${single}, at most ${bound}.`;
}
