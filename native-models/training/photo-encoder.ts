import { InferenceSession, Tensor } from 'onnxruntime-node';
import { plainView } from './augmentation.ts';
import { sessionOptions } from './session-options.ts';
import type { ViewMaker } from './view-maker.ts';

/** Encodes photos with a finished encoder, as the station does with one padding and `mirror`. */
export class PhotoEncoder {
  readonly #views: ViewMaker;
  readonly #chip: number;
  #session: InferenceSession | null = null;

  constructor(views: ViewMaker, { chip }: { readonly chip: number }) {
    this.#views = views;
    this.#chip = chip;
  }

  /** Takes a model with one input and one output; null lets go of it. */
  async use(model: Uint8Array | null): Promise<void> {
    await this.#session?.release();
    this.#session = model === null ? null : await InferenceSession.create(model, sessionOptions);
  }

  /** Unit encodings, one row per crop. @throws Error when there is no model */
  async encode(crops: Uint32Array): Promise<Float32Array> {
    return meansOfTwo(await this.describe(crops), crops.length);
  }

  /** What the model makes of each chip and of its mirror image. @throws Error when there is none */
  async describe(crops: Uint32Array): Promise<Float32Array> {
    const session = this.#session;
    if (session === null) throw new Error('there is no encoder to encode with');
    const pixels = 3 * this.#chip * this.#chip;
    const images = new Float32Array(2 * crops.length * pixels);
    crops.forEach((crop, index) => {
      const [chip, mirrored] = [2 * index, 2 * index + 1].map((place) =>
        images.subarray(place * pixels, (place + 1) * pixels),
      );
      this.#views.make(crop, plainView, chip!);
      this.#views.make(crop, { ...plainView, mirrored: true }, mirrored!);
    });
    const dims = [2 * crops.length, 3, this.#chip, this.#chip];
    const outputs = await session.run({
      [session.inputNames[0]!]: new Tensor('float32', images, dims),
    });
    return outputs[session.outputNames[0]!]!.data as Float32Array;
  }
}

/** Each two rows become one of unit length; a model has learnt nothing where it is NaN. */
function meansOfTwo(rows: Float32Array, count: number): Float32Array {
  const length = rows.length / (2 * count);
  const means = new Float32Array(count * length);
  for (let index = 0; index < count; index++) {
    let squares = 0;
    for (let k = 0; k < length; k++) {
      const sum = rows[2 * index * length + k]! + rows[(2 * index + 1) * length + k]!;
      means[index * length + k] = sum;
      squares += sum * sum;
    }
    const norm = Math.sqrt(squares);
    for (let k = 0; k < length; k++) means[index * length + k]! /= norm;
  }
  return means;
}
