import type { Pack } from '../../native-models/manifest.ts';
import { floatOutput, type ModelSession } from './model-session.ts';
import { mirrorRows, planesTensor, type PlanesTensor } from './planes-tensor.ts';
import type { Pyramid } from './pyramid.ts';
import type { Similarity } from './similarity.ts';
import { warpToPlanes } from './warp.ts';

/** Turns aligned chips into encodings of unit length. */
export class Encoder {
  readonly #session: ModelSession;
  readonly #size: number;
  readonly #mirror: boolean;
  readonly #encodingLength: number;
  readonly #batch: PlanesTensor;
  readonly #chips: readonly Float32Array[];

  constructor(session: ModelSession, { alignment, encodingLength }: Pack) {
    this.#session = session;
    this.#size = alignment.size;
    this.#mirror = alignment.mirror;
    this.#encodingLength = encodingLength;
    const images = alignment.paddings.length * (alignment.mirror ? 2 : 1);
    this.#batch = planesTensor(images, this.#size, this.#size);
    const length = this.#batch.planes.length / images;
    this.#chips = Array.from({ length: images }, (_, index) =>
      this.#batch.planes.subarray(index * length, (index + 1) * length),
    );
  }

  /** Cuts a face's chips out of the image. */
  cut(image: Pyramid, chips: readonly Similarity[]): void {
    chips.forEach((chip, index) => warpToPlanes(image, chip, this.#size, this.#chips[index]!));
  }

  /**
   * The encoding of the face cut last: the mean over its chips' unit encodings and, where the
   * pack says so, their mirror images', brought to unit length.
   */
  async encode(): Promise<Float32Array> {
    if (this.#mirror) this.#addMirrorImages();
    const outputs = await this.#session.run({ chips: this.#batch.tensor });
    const { data } = floatOutput(outputs, 'encodings');
    const sum = new Float32Array(this.#encodingLength);
    for (let first = 0; first < data.length; first += sum.length) {
      const part = unit(data.subarray(first, first + sum.length));
      for (let index = 0; index < sum.length; index++) sum[index]! += part[index]!;
    }
    return unit(sum);
  }

  #addMirrorImages(): void {
    const half = this.#chips.length / 2;
    for (let chip = 0; chip < half; chip++) {
      mirrorRows(this.#chips[chip]!, this.#chips[half + chip]!, this.#size);
    }
  }
}

/** @throws RangeError for a vector without a direction. */
export function unit(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  if (!(length > 0 && length < Infinity)) throw new RangeError(`an encoding of length ${length}`);
  return vector.map((value) => value / length);
}
