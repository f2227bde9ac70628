import { InferenceSession, Tensor } from 'onnxruntime-node';
import { drawView, plainView } from './augmentation.ts';
import type { Side, WorkerData, WorkerTask } from './engine-protocol.ts';
import { keptLength, layoutOf, partsOf, sizeOf } from './layout.ts';
import type { KeptValue, Parameter } from './network.ts';
import { PhotoEncoder } from './photo-encoder.ts';
import { randomOf } from './random.ts';
import { sessionOptions } from './session-options.ts';
import { ViewMaker } from './view-maker.ts';

export async function openTaskRunner(data: WorkerData): Promise<TaskRunner> {
  const open = (model: Uint8Array) => InferenceSession.create(model, sessionOptions);
  return new TaskRunner(data, {
    arranging: data.arranging === null ? null : await open(data.arranging),
    forward: await open(data.forward),
    backward: await open(data.backward),
  });
}

/** What one thread does, on memory that all threads share. */
export class TaskRunner {
  readonly #data: WorkerData;
  readonly #sessions: Sessions;
  readonly #views: ViewMaker;
  readonly #encoder: PhotoEncoder;
  /** The very memory that the optimiser writes to: a step changes what the next run reads. */
  readonly #weights: Record<string, Tensor>;
  readonly #arranged: Record<string, Tensor>;

  constructor(data: WorkerData, sessions: Sessions) {
    this.#data = data;
    this.#sessions = sessions;
    this.#views = new ViewMaker(data.crops, data.chip);
    this.#encoder = new PhotoEncoder(this.#views, data);
    this.#weights = this.#parameterTensors(data.weights, '');
    this.#arranged = inTurn(data.arranged, data.arrangedValues);
  }

  /** What a task answers beside what it writes: rows of `encode` and `describe`. */
  async run(task: WorkerTask): Promise<Float32Array | null> {
    switch (task.kind) {
      case 'views':
        this.#makeViews(task);
        return null;
      case 'arrange':
        await this.#sessions.arranging?.run(this.#weights, this.#arranged);
        return null;
      case 'forward':
        await this.#encode(task);
        return null;
      case 'backward':
        await this.#sessions.backward.run(
          {
            ...this.#inputs(this.#imagesOf(task)),
            ...this.#keptOf(task.chunk),
            slope: this.#slopeOf(task.chunk),
          },
          this.#gradientOutputs(task.slot),
        );
        return null;
      case 'statistics':
        await this.#measure(task);
        return null;
      case 'encoder':
        await this.#encoder.use(task.model);
        return null;
      case 'encode':
        return this.#encoder.encode(task.crops);
      case 'describe':
        return this.#encoder.describe(task.crops);
    }
  }

  #makeViews({ side, first, crops, seeds, strength }: WorkerTask & { kind: 'views' }): void {
    const { images, augmentation } = this.#data;
    crops.forEach((crop, index) => {
      const view = drawView(augmentation, strength, randomOf(seeds[index]!));
      this.#views.make(crop, view, part(images[side], first + index, this.#pixels));
    });
  }

  async #encode(task: WorkerTask & { kind: 'forward' }): Promise<void> {
    const { encodings, encodingLength, chunk } = this.#data;
    const rows = part(encodings, task.chunk, chunk * encodingLength);
    await this.#sessions.forward.run(this.#inputs(this.#imagesOf(task)), {
      encodings: new Tensor('float32', rows, [chunk, encodingLength]),
      ...this.#keptOf(task.chunk),
    });
  }

  async #measure({ crops, slot }: WorkerTask & { kind: 'statistics' }): Promise<void> {
    // Without convolutions there are none.
    if (this.#data.statistics.length === 0) return;
    const images = new Float32Array(this.#data.chunk * this.#pixels);
    crops.forEach((crop, index) => {
      this.#views.make(crop, plainView, part(images, index, this.#pixels));
    });
    await this.#sessions.forward.run(this.#inputs(images), this.#statisticOutputs(slot));
  }

  #inputs(images: Float32Array): Record<string, Tensor> {
    const { chunk, chip } = this.#data;
    const views = new Tensor('float32', images, [chunk, 3, chip, chip]);
    return { images: views, ...this.#weights, ...this.#arranged };
  }

  /** Written on the way there, read on the way back. */
  #keptOf(run: number): Record<string, Tensor> {
    const { kept, keptValues } = this.#data;
    return inTurn(kept, part(keptValues, run, keptLength(kept)));
  }

  #imagesOf({ side, chunk }: { readonly side: Side; readonly chunk: number }): Float32Array {
    return part(this.#data.images[side], chunk, this.#data.chunk * this.#pixels);
  }

  #slopeOf(run: number): Tensor {
    const { slope, chunk, encodingLength } = this.#data;
    const rows = part(slope, run, chunk * encodingLength);
    return new Tensor('float32', rows, [chunk, encodingLength]);
  }

  #gradientOutputs(slot: number): Record<string, Tensor> {
    const flat = this.#data.gradients[slot]!;
    return this.#parameterTensors(flat, 'd:', ({ rate }) => rate > 0);
  }

  #statisticOutputs(slot: number): Record<string, Tensor> {
    const flat = this.#data.chunkStatistics[slot]!;
    let offset = 0;
    return Object.fromEntries(
      this.#data.statistics.map(({ name, length }) => {
        const values = flat.subarray(offset, offset + length);
        offset += length;
        return [name, new Tensor('float32', values, [length])];
      }),
    );
  }

  /** Numbers of one image. */
  get #pixels(): number {
    return 3 * this.#data.chip * this.#data.chip;
  }

  #parameterTensors(
    flat: Float32Array,
    prefix: string,
    wanted: (parameter: Parameter) => boolean = () => true,
  ): Record<string, Tensor> {
    const { parameters } = this.#data;
    const parts = partsOf(layoutOf(parameters), flat);
    return Object.fromEntries(
      parameters
        .filter(wanted)
        .map(({ name, dims }) => [prefix + name, new Tensor('float32', parts.get(name)!, dims)]),
    );
  }
}

interface Sessions {
  /** Null where nothing is to be arranged. */
  readonly arranging: InferenceSession | null;
  readonly forward: InferenceSession;
  readonly backward: InferenceSession;
}

/** Values that lie one after the other. */
function inTurn(values: readonly KeptValue[], flat: Float32Array): Record<string, Tensor> {
  let offset = 0;
  return Object.fromEntries(
    values.map(({ name, dims }) => {
      const numbers = flat.subarray(offset, offset + sizeOf(dims));
      offset += numbers.length;
      return [name, new Tensor('float32', numbers, dims)];
    }),
  );
}

/** The `index`th piece of that length. */
function part(flat: Float32Array, index: number, length: number): Float32Array {
  return flat.subarray(index * length, (index + 1) * length);
}
