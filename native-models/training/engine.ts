import type { Augmentation } from './augmentation.ts';
import { checkCrops, sharedBytes, type CropSet } from './crops.ts';
import type { Side, WorkerTask } from './engine-protocol.ts';
import { keptLength, layoutOf, type Layout } from './layout.ts';
import type { Statistic, TrainableNetwork } from './network.ts';
import type { Batch } from './sampler.ts';
import { WorkerPool } from './worker-pool.ts';

export interface EngineOptions {
  readonly network: TrainableNetwork;
  readonly crops: CropSet;
  readonly augmentation: Augmentation;
  /** Views per batch: a multiple of the network's chunk. */
  readonly views: number;
  readonly workers: number;
  /** engine-worker.ts, or what it was bundled into. */
  readonly workerEntry: URL;
}

/** Of each run two may be waiting to be added up: a fast thread need not wait for a slow one. */
const slotsPerWorker = 2;

/** Photos per run when encoding, each twice. */
const photosPerRun = 16;

/**
 * Runs the network over batches, in chunks, on several threads. What comes out does not depend on
 * how many there are: a chunk's numbers come from one thread, and chunks are added in their order.
 */
export class Engine {
  /** All parameters, laid out as `layout` says; whoever changes them does so between calls. */
  readonly weights: Float32Array;
  readonly layout: Layout;
  readonly encodingLength: number;
  readonly #options: EngineOptions;
  readonly #encodings: Float32Array;
  readonly #slope: Float32Array;
  readonly #gradients: readonly Float32Array[];
  readonly #chunkStatistics: readonly Float32Array[];
  readonly #gradient: Float32Array;
  readonly #pool: WorkerPool;
  /** The images that a batch was made into last, and the batch. */
  #made: Made | null = null;
  /** Of the batch that went forward last. */
  #side: Side = 0;

  /** @throws RangeError for a batch that is no multiple of the chunk, or crops that do not fit */
  constructor(options: EngineOptions) {
    const { network, crops, views, workers } = options;
    checkCrops(crops);
    if (!(views > 0 && views % network.chunk === 0)) {
      throw new RangeError(`${views} views in chunks of ${network.chunk}`);
    }
    this.#options = options;
    this.layout = layoutOf(network.parameters);
    this.weights = sharedFloats(this.layout.length);
    const { size, encodingLength } = network.plan;
    this.encodingLength = encodingLength;
    this.#encodings = sharedFloats(views * encodingLength);
    this.#slope = sharedFloats(views * encodingLength);
    const slots = Array.from({ length: workers * slotsPerWorker });
    this.#gradients = slots.map(() => sharedFloats(this.layout.length));
    const statistics = network.statistics.reduce((sum, { length }) => sum + length, 0);
    this.#chunkStatistics = slots.map(() => sharedFloats(statistics));
    this.#gradient = new Float32Array(this.layout.length);
    this.#pool = new WorkerPool(options.workerEntry, workers, {
      arranging: network.arranging,
      forward: network.forward,
      backward: network.backward,
      parameters: network.parameters,
      statistics: network.statistics,
      arranged: network.arranged,
      kept: network.kept,
      chunk: network.chunk,
      chip: size,
      encodingLength,
      augmentation: options.augmentation,
      crops: { pixels: shared(crops.pixels), size: crops.size, inner: crops.inner },
      weights: this.weights,
      arrangedValues: sharedFloats(keptLength(network.arranged)),
      keptValues: sharedFloats((views / network.chunk) * keptLength(network.kept)),
      images: [sharedFloats(views * 3 * size * size), sharedFloats(views * 3 * size * size)],
      encodings: this.#encodings,
      slope: this.#slope,
      gradients: this.#gradients,
      chunkStatistics: this.#chunkStatistics,
    });
  }

  /**
   * Begins to make the views of the batch that will go `forward` next, while the threads have nothing
   * else to do. `strength`: of the augmentation, 0..1.
   */
  prepare(batch: Batch, strength: number): void {
    const side: Side = this.#made?.side === 0 ? 1 : 0;
    const { views, workers } = this.#options;
    const share = Math.ceil(views / workers);
    const firsts = Array.from({ length: Math.ceil(views / share) }, (_, piece) => piece * share);
    const done = Promise.all(
      firsts.map((first) => {
        const crops = batch.crops.slice(first, first + share);
        const seeds = batch.seeds.slice(first, first + share);
        return this.#pool.run({ kind: 'views', side, first, crops, seeds, strength });
      }),
    );
    // Whoever sends it forward is told.
    done.catch(() => undefined);
    this.#made = { batch, side, done };
  }

  /**
   * The batch's encodings, one row per view, in memory that the next call writes over. The batch is
   * made first where it was not prepared.
   */
  async forward(batch: Batch, strength: number): Promise<Float32Array> {
    if (this.#made?.batch !== batch) this.prepare(batch, strength);
    await this.#made!.done;
    await this.#pool.run({ kind: 'arrange' });
    const { side } = this.#made!;
    this.#side = side;
    const chunks = this.#options.views / this.#options.network.chunk;
    await Promise.all(
      Array.from({ length: chunks }, (_, chunk) =>
        this.#pool.run({ kind: 'forward', side, chunk }),
      ),
    );
    return this.#encodings;
  }

  /**
   * The gradient of all parameters for the batch that went `forward` last, in memory that the next
   * call writes over. `slope`: ∂J/∂encodings.
   */
  async backward(slope: Float32Array): Promise<Float32Array> {
    this.#slope.set(slope);
    this.#gradient.fill(0);
    const side = this.#side;
    await this.#inOrder(
      this.#options.views,
      (chunk, slot) => ({ kind: 'backward', side, chunk, slot }),
      (slot) => addTo(this.#gradient, this.#gradients[slot]!),
    );
    return this.#gradient;
  }

  /**
   * The mean statistics of photos as they are, under the weights as they are, by name: what a model
   * in use is to normalise with (precise batch normalisation: Wu, Johnson 2021, "Rethinking 'Batch'
   * in BatchNorm", section 3). `crops`: a multiple of the chunk.
   */
  async statistics(crops: Uint32Array): Promise<Map<string, Float32Array>> {
    const { network, views } = this.#options;
    await this.#pool.run({ kind: 'arrange' });
    const sum = new Float32Array(this.#chunkStatistics[0]!.length);
    for (let first = 0; first < crops.length; first += views) {
      const batch = crops.slice(first, first + views);
      const task = (chunk: number, slot: number): WorkerTask => {
        const some = batch.slice(chunk * network.chunk, (chunk + 1) * network.chunk);
        return { kind: 'statistics', slot, crops: some };
      };
      await this.#inOrder(batch.length, task, (slot) => addTo(sum, this.#chunkStatistics[slot]!));
    }
    const mean = sum.map((value) => value / (crops.length / network.chunk));
    return statisticParts(network.statistics, mean);
  }

  /** Unit encodings of these crops by a finished encoder, one row each. */
  async encode(model: Uint8Array, crops: Uint32Array): Promise<Float32Array> {
    return this.#inRuns('encode', model, crops);
  }

  /**
   * What a model of chips makes of these crops as they are: two rows each, of the chip and of its
   * mirror image. `crops`: one at least.
   */
  async describe(model: Uint8Array, crops: Uint32Array): Promise<Float32Array> {
    return this.#inRuns('describe', model, crops);
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  /** Runs of the same photos whatever the number of threads. */
  async #inRuns(
    kind: 'encode' | 'describe',
    model: Uint8Array,
    crops: Uint32Array,
  ): Promise<Float32Array> {
    await this.#made?.done;
    await this.#pool.runOnAll({ kind: 'encoder', model });
    const firsts = Array.from(
      { length: Math.ceil(crops.length / photosPerRun) },
      (_, run) => run * photosPerRun,
    );
    let all = new Float32Array(0);
    await Promise.all(
      firsts.map(async (first) => {
        const some = crops.slice(first, first + photosPerRun);
        const rows = (await this.#pool.run({ kind, crops: some }))!;
        const perCrop = rows.length / some.length;
        if (all.length === 0) all = new Float32Array(crops.length * perCrop);
        all.set(rows, first * perCrop);
      }),
    );
    await this.#pool.runOnAll({ kind: 'encoder', model: null });
    return all;
  }

  /**
   * Gives out a task for each chunk and collects what each leaves in its slot, in the chunks' order.
   * Chunks begin in that order too, so the one that is waited for always has a slot.
   */
  async #inOrder(
    views: number,
    task: (chunk: number, slot: number) => WorkerTask,
    collect: (slot: number) => void,
  ): Promise<void> {
    const slots = this.#gradients.length;
    const collected: Promise<void>[] = [];
    for (let chunk = 0; chunk < views / this.#options.network.chunk; chunk++) {
      const slot = chunk % slots;
      await collected[chunk - slots];
      const before = collected[chunk - 1];
      const done = this.#pool.run(task(chunk, slot));
      const added = Promise.all([before, done]).then(() => collect(slot));
      // Whoever waits is told; that nobody waits yet is no reason to end the process.
      added.catch(() => undefined);
      collected.push(added);
    }
    await Promise.all(collected);
  }
}

interface Made {
  readonly batch: Batch;
  readonly side: Side;
  readonly done: Promise<unknown>;
}

function addTo(sum: Float32Array, part: Float32Array): void {
  for (let at = 0; at < sum.length; at++) sum[at]! += part[at]!;
}

function statisticParts(
  statistics: readonly Statistic[],
  flat: Float32Array,
): Map<string, Float32Array> {
  let offset = 0;
  return new Map(
    statistics.map(({ name, length }) => {
      const values = flat.subarray(offset, offset + length);
      offset += length;
      return [name, values];
    }),
  );
}

function sharedFloats(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(4 * length));
}

/** The bytes themselves where all threads can read them, else a copy that they can. */
function shared(bytes: Uint8Array): Uint8Array {
  if (bytes.buffer instanceof SharedArrayBuffer) return bytes;
  const copy = sharedBytes(bytes.length);
  copy.set(bytes);
  return copy;
}
