import { mkdir, readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../contract/errors.ts';
import type { TrainingRequest } from '../../contract/training.ts';
import type { Station } from '../open-station.ts';
import { fileError } from '../packs/file-error.ts';
import { PackShelf, type PackPlaces } from '../packs/pack-shelf.ts';
import type { EncoderJob, TrainingJob } from './job.ts';
import { freePackName } from './pack-name.ts';
import { siteTemplates } from './site-people.ts';
import type { TrainingPlaces } from './training-places.ts';

export type JobStation = Pick<Station, 'models' | 'encoder' | 'people'>;

/** Where nobody chose one: the same people and settings give the same model. */
export const defaultSeed = 1;

/** Makes of what a window asks for a job that a process can do by itself. */
export class JobMaker {
  readonly #shelf: PackShelf;
  readonly #places: TrainingPlaces;

  constructor(packs: PackPlaces, places: TrainingPlaces) {
    this.#shelf = new PackShelf(packs);
    this.#places = places;
  }

  /** Errors: training-data, model codes of the pack in use, store codes. */
  async make(station: JobStation, request: TrainingRequest): Promise<Result<TrainingJob>> {
    const { models } = station;
    if (!models.loaded.ok) return models.loaded;
    if (request.kind === 'encoder') return this.#encoder(station, request);
    const templates = siteTemplates(station);
    if (!templates.ok) return templates;
    const { pack, dir, manifestPath, comparator } = models;
    const base = { pack, dir, manifestPath, measuredIn: this.#shelf.dirOf(pack) };
    const given = { base, comparator, templates: templates.value, seed: defaultSeed };
    const place = await this.#place(request.kind === 'head' ? `${pack}-site` : 'comparator');
    if (!place.ok) return place;
    const { name, out } = place.value;
    return request.kind === 'head'
      ? ok({ kind: 'head', ...given, name, out })
      : ok({ kind: 'logistic', ...given, out });
  }

  async #encoder(
    { models }: JobStation,
    request: TrainingRequest & { readonly kind: 'encoder' },
  ): Promise<Result<EncoderJob>> {
    const { folder, minutes, size, margin, mining, resume } = request;
    const found = (await this.#places.folders()).some(({ name }) => name === folder);
    if (!found) return fail('training-data', `there is no folder ${folder}`);
    const place = await this.#place(`own-${folder}`);
    if (!place.ok) return place;
    const { pack, dir, manifestPath, comparator } = models;
    return ok({
      kind: 'encoder',
      comparator,
      people: this.#places.peopleIn(folder),
      base: { pack, dir, manifestPath },
      out: place.value.out,
      work: this.#places.workOf(folder),
      limit: { kind: 'minutes', minutes },
      ...{ size, width: 1, margin, mining, resume },
      seed: defaultSeed,
      workers: sparingWorkers(),
    });
  }

  /** A place for what comes of it, under a name that no pack of the station has. */
  async #place(wanted: string): Promise<Result<{ name: string; out: string }>> {
    const all = await this.#shelf.all();
    if (!all.ok) return all;
    const { packs, broken } = all.value;
    const names = [...packs.map(({ pack }) => pack.name), ...broken.map(({ name }) => name)];
    try {
      await mkdir(this.#places.challengers, { recursive: true, mode: 0o700 });
      names.push(...(await readdir(this.#places.challengers)));
      const name = freePackName(wanted, new Set(names));
      return ok({ name, out: join(this.#places.challengers, name) });
    } catch (cause) {
      return { ok: false, error: fileError(cause) };
    }
  }
}

/** Half of the cores, at most two: checks and the window go on beside it. */
function sparingWorkers(): number {
  return Math.max(1, Math.min(2, Math.floor(availableParallelism() / 2)));
}
