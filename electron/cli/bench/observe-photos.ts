import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { ok, type ErrorCode, type Result, type StationError } from '../../contract/errors.ts';
import type { Photo } from '../../contract/messages.ts';
import type { Wish } from '../../contract/observation.ts';
import { isPhotoFault } from '../../station/photo-faults.ts';
import type { VisionClient } from '../../vision/client.ts';
import { readPhoto } from '../../hosts/read-photo.ts';
import type { ObservationCache, Seen } from './observation-cache.ts';
import type { PhotoFile } from './photo-folder.ts';

export interface ObserveOptions {
  /** Starts a vision process with the pack to be used, its models on one thread each. */
  readonly openVision: () => VisionClient;
  /** Null where nothing is to be kept. */
  readonly cache: ObservationCache | null;
  /** `fresh` of the `done` photos were looked at now. */
  readonly onProgress: (done: number, of: number, fresh: number) => void;
}

/**
 * What the vision process sees in each photo, in their order; that a photo cannot be used is seen
 * too. Errors: model and vision codes, which end all of it.
 */
export async function observePhotos(
  photos: readonly PhotoFile[],
  options: ObserveOptions,
): Promise<Result<Seen[]>> {
  const run = new ObservationRun(photos, options);
  const processes = Math.min(processesAtMost, Math.ceil(photos.length / photosWorthAProcess));
  try {
    await Promise.all(
      Array.from({ length: processes * inFlight }, (_, worker) => run.work(worker % processes)),
    );
  } finally {
    run.close();
  }
  return run.result();
}

/** A model on one thread wastes nothing: as many processes as there are cores, up to this. */
const processesAtMost = Math.min(2, availableParallelism());
/** A process takes about as long to start as it takes for so many photos. */
const photosWorthAProcess = 20;
/** Photos on their way to one process, so that it never waits for the next. */
const inFlight = 2;
/**
 * A process that dies of a photo is started again; one that dies of it each time always will. A
 * call waits 8 s for a process that is starting: together they wait as long as a start may take.
 */
const attempts = 4;
const passing: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'vision-restarting',
  'vision-unavailable',
]);
/** Such sets name the person in the middle; a camera's frame gets no thorough look either. */
const wish: Wish = { encode: 'subject', subject: 'central', effort: 'quick' };

class ObservationRun {
  readonly #photos: readonly PhotoFile[];
  readonly #options: ObserveOptions;
  readonly #visions = new Map<number, VisionClient>();
  readonly #seen: Seen[] = [];
  #next = 0;
  #done = 0;
  #fresh = 0;
  #fault: StationError | null = null;

  constructor(photos: readonly PhotoFile[], options: ObserveOptions) {
    this.#photos = photos;
    this.#options = options;
  }

  /** Takes one photo after the other until none is left, or until nothing can be seen any more. */
  async work(process: number): Promise<void> {
    while (this.#fault === null && this.#next < this.#photos.length) {
      const index = this.#next++;
      const { path } = this.#photos[index]!;
      const seen = await this.#see(path, process);
      if (!seen.ok && !isPhotoFault(seen.error.code)) {
        this.#fault = { code: seen.error.code, message: `${path}: ${seen.error.message}` };
        return;
      }
      this.#seen[index] = seen;
      this.#options.onProgress(++this.#done, this.#photos.length, this.#fresh);
    }
  }

  result(): Result<Seen[]> {
    return this.#fault === null ? ok(this.#seen) : { ok: false, error: this.#fault };
  }

  close(): void {
    for (const vision of this.#visions.values()) vision.close();
  }

  async #see(path: string, process: number): Promise<Seen> {
    const { cache } = this.#options;
    const photo = await readPhoto(path);
    if (!photo.ok) return photo;
    const sha256 = createHash('sha256').update(photo.value.bytes).digest('hex');
    const known = cache?.get(sha256);
    if (known !== undefined) return known;
    const seen = await look(this.#vision(process), photo.value);
    this.#fresh++;
    if (seen.ok || isPhotoFault(seen.error.code)) await cache?.add(sha256, seen);
    return seen;
  }

  /** Started when there is something to look at: often everything is known. */
  #vision(process: number): VisionClient {
    const running = this.#visions.get(process) ?? this.#options.openVision();
    this.#visions.set(process, running);
    return running;
  }
}

async function look(vision: VisionClient, photo: Photo): Promise<Seen> {
  for (let attempt = 1; ; attempt++) {
    const seen = await vision.observe(photo, wish);
    if (seen.ok || !passing.has(seen.error.code) || attempt === attempts) return seen;
  }
}
