import { createHash } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { availableMemory } from 'node:process';
import type { Pack } from '../../../native-models/manifest.ts';
import type { CropSet } from '../../../native-models/training/crops.ts';
import { fail, ok, type ErrorCode, type Result } from '../../contract/errors.ts';
import { decodePhoto } from '../../vision/decode.ts';
import { modelError } from '../../vision/model-error.ts';
import { ImagePyramid, type Pyramid } from '../../vision/pyramid.ts';
import { readPhoto } from '../read-photo.ts';
import { CropCache } from './crop-cache.ts';
import { CropCollector } from './crop-collector.ts';
import { cutFingerprint } from './cut-fingerprint.ts';
import { openFaceCutter, type FaceCutter } from './face-cutter.ts';
import { inMegabytes } from './megabytes.ts';
import type { PassedOver, Reason } from './passed-over.ts';
import {
  tooLittle,
  type PeopleFolder,
  type PersonPhotos,
  type PhotoPlace,
} from './people-folder.ts';
import { cropAlignment } from './training-alignment.ts';
import { workError } from './work-error.ts';

export interface CutCropsOptions {
  /** Whose detector and landmarks find the faces, and the folder of its files. */
  readonly pack: Pack;
  readonly dir: string;
  /** Of the chip that the crops are to have in their middle. */
  readonly alignment: Pack['alignment'];
  /** Where what was cut is kept for the next time, 0700. It holds faces. */
  readonly work: string;
  /** Bytes that may be had; what the system says is free where it is not given. */
  readonly memory?: number;
  readonly signal: AbortSignal;
  /** `fresh` of the `done` photos were cut now; the others were known. */
  readonly onProgress: (done: number, of: number, fresh: number) => void;
}

export interface CutCrops {
  readonly crops: CropSet;
  /** What the folder's reading passed over, and photos that nothing could be cut out of. */
  readonly passedOver: readonly PassedOver[];
}

/**
 * Finds, aligns and cuts out the face of every photo, in the order of the folder. A photo without a
 * face is passed over, never guessed at; so is a picture that is there twice. Null where the signal
 * ended it: what was cut is kept. Errors: training-data, training-memory, store-full,
 * store-unavailable, model codes.
 */
export async function cutCrops(
  folder: PeopleFolder,
  options: CutCropsOptions,
): Promise<Result<CutCrops | null>> {
  const { pack, alignment, work, memory = availableMemory() } = options;
  const wide = cropAlignment(alignment);
  const photos = folder.people.reduce((sum, { photos }) => sum + photos.length, 0);
  const collector = CropCollector.reserve(
    photos,
    { size: wide.size, inner: alignment.size },
    memory,
  );
  if (!collector.ok) return collector;
  try {
    const bytes = collector.value.bytesPerCrop;
    const cache = await CropCache.open(work, cutFingerprint(pack, wide), bytes);
    const run = new CuttingRun(folder, collector.value, cache, options);
    try {
      const space = await hasSpace(work, photos * bytes - cache.bytes);
      return space.ok ? await run.cutAll() : space;
    } finally {
      await cache.close();
      await run.close();
    }
  } catch (cause) {
    return { ok: false, error: workError(cause, 'the faces cut out for the training') };
  }
}

/** Said before an hour is spent. Errors: store-full. */
async function hasSpace(folder: string, bytes: number): Promise<Result<void>> {
  const { bavail, bsize } = await statfs(folder);
  if (bytes <= bavail * bsize) return ok(undefined);
  return fail('store-full', `the faces cut out take ${inMegabytes(bytes)} more`);
}

/** From photos to crops, one after the other. */
class CuttingRun {
  readonly #photos: readonly (PhotoPlace & Pick<PersonPhotos, 'person'>)[];
  readonly #collector: CropCollector;
  readonly #cache: CropCache;
  readonly #options: CutCropsOptions;
  readonly #passedOver: PassedOver[];
  readonly #seen = new Set<string>();
  #cutter: FaceCutter | null = null;
  #fresh = 0;

  constructor(
    { people, passedOver }: PeopleFolder,
    collector: CropCollector,
    cache: CropCache,
    options: CutCropsOptions,
  ) {
    this.#photos = people.flatMap(({ person, photos }) =>
      photos.map((photo) => ({ ...photo, person })),
    );
    this.#collector = collector;
    this.#cache = cache;
    this.#options = options;
    this.#passedOver = [...passedOver];
  }

  /** Null where the signal ended it. The next photo is decoded while a face is being found. */
  async cutAll(): Promise<Result<CutCrops | null>> {
    const { signal, onProgress } = this.#options;
    let next = this.#prepare(0);
    for (let index = 0; index < this.#photos.length; index++) {
      const prepared = await next;
      if (signal.aborted) return ok(null);
      if (index + 1 < this.#photos.length) next = this.#prepare(index + 1);
      const taken = await this.#take(index, prepared);
      if (!taken.ok) return taken;
      onProgress(index + 1, this.#photos.length, this.#fresh);
    }
    const passedOver = this.#passedOver;
    const problem = tooLittle(this.#collector.counts(), passedOver);
    return problem ?? ok({ crops: this.#collector.crops(), passedOver });
  }

  async close(): Promise<void> {
    await this.#cutter?.close();
  }

  /** Reads a photo, and decodes it where nothing is known of it yet. Never rejects. */
  async #prepare(index: number): Promise<Prepared> {
    const read = await readPhoto(this.#photos[index]!.path);
    if (!read.ok) return { kind: 'fault', why: reasonOf(read.error.code) };
    const sha256 = createHash('sha256').update(read.value.bytes).digest('hex');
    if (this.#cache.has(sha256)) return { kind: 'known', sha256 };
    const image = await decodePhoto(read.value.bytes);
    return image.ok
      ? { kind: 'image', sha256, image: new ImagePyramid(image.value) }
      : { kind: 'fault', why: reasonOf(image.error.code) };
  }

  /** Errors: model codes, with which no photo could be cut. */
  async #take(index: number, prepared: Prepared): Promise<Result<void>> {
    const { name, person } = this.#photos[index]!;
    const why = await this.#cutInto(this.#collector.next(), prepared);
    if (!why.ok) return why;
    if (why.value === null) this.#collector.keep(person, name);
    else this.#passedOver.push({ what: name, why: why.value });
    return ok(undefined);
  }

  /** Why there is no crop; null where there is one. */
  async #cutInto(crop: Uint8Array, prepared: Prepared): Promise<Result<Reason | null>> {
    if (prepared.kind === 'fault') return ok(prepared.why);
    if (this.#seen.has(prepared.sha256)) return ok('same-photo');
    this.#seen.add(prepared.sha256);
    if (prepared.kind === 'known') {
      return ok((await this.#cache.read(prepared.sha256, crop)) ? null : 'no-face');
    }
    const cutter = await this.#openCutter();
    if (!cutter.ok) return cutter;
    const pixels = await cutter.value.cut(prepared.image);
    await this.#cache.add(prepared.sha256, pixels);
    this.#fresh++;
    if (pixels === null) return ok('no-face');
    crop.set(pixels);
    return ok(null);
  }

  /** Opened when there is something to cut: often everything is known. */
  async #openCutter(): Promise<Result<FaceCutter>> {
    const { pack, dir } = this.#options;
    const alignment = cropAlignment(this.#options.alignment);
    try {
      this.#cutter ??= await openFaceCutter({ pack, dir, alignment });
      return ok(this.#cutter);
    } catch (cause) {
      return { ok: false, error: modelError(cause) };
    }
  }
}

type Prepared =
  | { readonly kind: 'fault'; readonly why: Reason }
  | { readonly kind: 'known'; readonly sha256: string }
  | { readonly kind: 'image'; readonly sha256: string; readonly image: Pyramid };

function reasonOf(code: ErrorCode): Reason {
  if (code === 'empty-image') return 'empty';
  if (code === 'image-too-large') return 'too-large';
  return code === 'unreadable-image' ? 'damaged' : 'unreadable';
}
