import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fail, ok, type Result } from '../../contract/errors.ts';
import type { PackChange, PackView } from '../../contract/recognition.ts';
import type { PackChanger } from '../../station/pack-change.ts';
import type { VisionClient } from '../../vision/client.ts';
import { addPack } from './add-pack.ts';
import { checkPack, scoreProblems, type PackReport } from './check-pack.ts';
import type { DownloadLimits } from './download.ts';
import { encoderIdentity } from './encoder-identity.ts';
import { fetchPack } from './fetch-pack.ts';
import { fillFromFolder } from './fill-from-folder.ts';
import type { PackShelf, ShelvedPack } from './pack-shelf.ts';
import { viewBroken, viewPack, type InUse } from './pack-state.ts';
import { fingerprint } from './measured-scores.ts';
import { kinOf, relativesOf } from './relatives.ts';
import type { PackWork, Report } from './pack-work.ts';

export interface PacksParts {
  readonly shelf: PackShelf;
  /** Name of the pack in use. */
  readonly inUse: () => string;
  readonly work: PackWork;
  /** A vision process of its own with this pack; the caller closes it. */
  readonly openVision: (shelved: ShelvedPack) => VisionClient;
  readonly changer: PackChanger;
  readonly downloadLimits: DownloadLimits;
  /** Writes into the log what was done to the files of a pack. Errors: store codes. */
  readonly note: (detail: string) => Result<void>;
}

/** A pack, and a vision process that runs it. The caller closes the process. */
export interface OpenedPack {
  readonly shelved: ShelvedPack;
  readonly vision: VisionClient;
}

/** The model packs of the station: which there are, getting them, and which is in use. */
export class Packs {
  readonly #parts: PacksParts;

  constructor(parts: PacksParts) {
    this.#parts = parts;
  }

  /** Of the fetch or change under way; null where there is none. */
  get progress(): PackWork['progress'] {
    return this.#parts.work.progress;
  }

  /** Errors: model-missing, model-damaged (the station's manifest is). */
  async list(): Promise<Result<PackView[]>> {
    const all = await this.#parts.shelf.all();
    if (!all.ok) return all;
    const inUse = await this.#inUse();
    const views = await Promise.all(all.value.packs.map((shelved) => viewPack(shelved, inUse)));
    return ok([...views, ...all.value.broken.map((broken) => viewBroken(broken, inUse.name))]);
  }

  /**
   * Gets the files of a pack that are not there: from their addresses, or from a folder.
   * Errors: pack-unknown, pack-invalid, models-changing, fetch and store codes.
   */
  async fetch(name: string, from?: string): Promise<Result<PackView>> {
    const { shelf, work, downloadLimits } = this.#parts;
    const found = await shelf.find(name);
    if (!found.ok) return found;
    const limits = { ...downloadLimits, ended: work.ended };
    const fetched = await work.run('fetch', name, (report) =>
      from === undefined
        ? fetchPack(found.value, limits, report)
        : fillFromFolder(found.value, from, report),
    );
    return fetched.ok ? this.#noted(`fetched ${name}`, found.value) : fetched;
  }

  /**
   * Makes a pack the one in use: people's kept photos are encoded with it first.
   * Errors: pack-unknown, pack-incomplete, pack-invalid, pack-unmeasured, models-changing,
   * vision and store codes. After an error the pack in use is the one before.
   */
  async use(name: string): Promise<Result<PackChange>> {
    const { shelf, work } = this.#parts;
    const found = await shelf.find(name);
    if (!found.ok) return found;
    const view = await viewPack(found.value, await this.#inUse());
    if (view.state !== 'ready') return fail('pack-incomplete', name);
    if (!view.measured) return fail('pack-unmeasured', name);
    const [problem] = scoreProblems(found.value.pack);
    if (problem !== undefined) return fail('pack-invalid', problem);
    return work.run('change', name, (report) => this.#change(found.value, report));
  }

  /**
   * Takes the operator's own files into the station, after running them. `manifest` is in the
   * folder where it is not given. Errors: pack-invalid, models-changing, store codes.
   */
  add(dir: string, manifest?: string): Promise<Result<PackView>> {
    const { shelf, inUse, work, openVision } = this.#parts;
    return work.run('fetch', basename(dir), async () => {
      const added = await addPack({ dir, manifest, shelf, inUse: inUse(), openVision });
      return added.ok ? this.#noted(`added ${added.value.pack.name}`, added.value) : added;
    });
  }

  /** What the files of a pack, or of a folder with a manifest, really are. Errors: pack-unknown. */
  async check(name: string): Promise<Result<PackReport>> {
    const found = await this.#parts.shelf.find(name);
    return found.ok ? ok(await checkPack(found.value, this.#parts.openVision)) : found;
  }

  /** The same of a folder that was not added. Errors: pack-invalid. */
  async checkFolder(dir: string, manifest?: string): Promise<Result<PackReport>> {
    const found = await this.#parts.shelf.folder(dir, manifest);
    return found.ok ? ok(await checkPack(found.value, this.#parts.openVision)) : found;
  }

  /**
   * Whether the station knows a pack by this name and the folder has another one. A folder's pack
   * that cannot be read is another one.
   */
  async differs(name: string, dir: string): Promise<boolean> {
    const { shelf } = this.#parts;
    const known = await shelf.find(name);
    if (!known.ok) return false;
    const given = await shelf.folder(dir);
    return !given.ok || fingerprint(given.value.pack) !== fingerprint(known.value.pack);
  }

  /** Errors: pack-unknown, pack-invalid, model and vision codes. */
  async open(name: string): Promise<Result<OpenedPack>> {
    const found = await this.#parts.shelf.find(name);
    if (!found.ok) return found;
    const vision = this.#parts.openVision(found.value);
    const ready = await vision.ready();
    if (ready.ok) return ok({ shelved: found.value, vision });
    vision.close();
    return ready;
  }

  /** Files that nobody can see in the log where they come from are not said to be there. */
  async #noted(detail: string, shelved: ShelvedPack): Promise<Result<PackView>> {
    const noted = this.#parts.note(detail);
    return noted.ok ? ok(await viewPack(shelved, await this.#inUse())) : noted;
  }

  async #inUse(): Promise<InUse> {
    const { shelf, inUse } = this.#parts;
    const name = inUse();
    const found = await shelf.find(name);
    return { name, kin: found.ok ? await kinOf(found.value, shelf) : new Set() };
  }

  async #change({ pack }: ShelvedPack, report: Report): Promise<Result<PackChange>> {
    const { inUse, changer, shelf } = this.#parts;
    const opened = await this.open(pack.name);
    if (!opened.ok) return opened;
    const { vision, shelved } = opened.value;
    try {
      return await changer.change({
        from: inUse(),
        to: pack.name,
        encoderSha256: encoderIdentity(shelved),
        relatives: await relativesOf(shelved, shelf),
        breathe: setImmediate,
        vision,
        onProgress: report,
      });
    } finally {
      vision.close();
    }
  }
}
