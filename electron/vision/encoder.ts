import type { Pack } from '../../native-models/manifest.ts';
import { firstLineOf } from './first-line.ts';
import { needDimensions, soleInput, soleOutput, unfit } from './model-fit.ts';
import { floatOutput, type ModelSession } from './model-session.ts';
import { PixelFormat } from './pixel-format.ts';
import { mirrorRows, planesBatches, type PlanesTensor } from './planes-tensor.ts';
import type { Pyramid } from './pyramid.ts';
import type { Similarity } from './similarity.ts';
import { warpToPlanes } from './warp.ts';

/** What an encoder needs to know of its pack. */
export type EncoderPack = Pick<Pack, 'alignment' | 'encodingLength'>;

/**
 * An encoder that has been seen to work: a file may leave the length of its output open.
 * @throws ModelFault when the model does not take the pack's chips or give its encodings.
 */
export async function openEncoder(session: ModelSession, pack: EncoderPack): Promise<Encoder> {
  const encoder = new Encoder(session, pack);
  const parts = await encoder.raw().catch((cause: unknown) => {
    throw unfit(session.file, firstLineOf(cause));
  });
  const length = parts[0]?.length ?? 0;
  if (length === pack.encodingLength) return encoder;
  throw unfit(session.file, `encodings of ${length} components, not ${pack.encodingLength}`);
}

/** Turns aligned chips into encodings of unit length. */
export class Encoder {
  readonly #session: ModelSession;
  readonly #size: number;
  readonly #mirror: boolean;
  readonly #encodingLength: number;
  readonly #input: string;
  readonly #output: string;
  readonly #format: PixelFormat;
  /** Planes of each chip, mirror images last. */
  readonly #chips: readonly Float32Array[];
  /** All of the chips: at once, or one by one where the model takes no more. */
  readonly #batches: readonly PlanesTensor[];

  /** @throws ModelFault when the model does not take the pack's chips or give its encodings. */
  constructor(session: ModelSession, { alignment, encodingLength }: EncoderPack) {
    this.#session = session;
    this.#size = alignment.size;
    this.#mirror = alignment.mirror;
    this.#encodingLength = encodingLength;
    this.#format = new PixelFormat(session.entry);
    const images = alignment.paddings.length * (alignment.mirror ? 2 : 1);
    const batch = batchOf(session, images);
    needDimensions(session, [batch, 3, this.#size, this.#size]);
    this.#input = soleInput(session).name;
    this.#output = soleOutput(session).name;
    const memory = planesBatches(images / batch, batch, this.#size);
    this.#chips = memory.images;
    this.#batches = memory.batches;
  }

  /** Cuts a face's chips out of the image. */
  cut(image: Pyramid, chips: readonly Similarity[]): void {
    chips.forEach((chip, index) => {
      const planes = this.#chips[index]!;
      warpToPlanes(image, chip, this.#size, planes);
      this.#format.apply(planes);
    });
  }

  /** Cuts all chips out of the picture's middle, as if there were a face. */
  cutMiddle(image: Pyramid): void {
    const scale = Math.min(image.width, image.height) / 2 / this.#size;
    const [tx, ty] = [image.width, image.height].map((side) => (side - scale * this.#size) / 2);
    const chip = { a: scale, b: 0, tx: tx!, ty: ty! };
    this.cut(
      image,
      this.#chips.map(() => chip),
    );
  }

  /**
   * The encoding of the face cut last: the mean over its chips' unit encodings and, where the
   * pack says so, their mirror images', brought to unit length.
   */
  async encode(): Promise<Float32Array> {
    if (this.#mirror) this.#addMirrorImages();
    const sum = new Float32Array(this.#encodingLength);
    for (const part of await this.raw()) {
      const direction = unit(part);
      for (let index = 0; index < sum.length; index++) sum[index]! += direction[index]!;
    }
    return unit(sum);
  }

  /** What the model says of the chips as they are, not of unit length. One per chip. */
  async raw(): Promise<Float32Array[]> {
    const parts: Float32Array[] = [];
    for (const { tensor } of this.#batches) {
      const outputs = await this.#session.run({ [this.#input]: tensor });
      const { data } = floatOutput(outputs, this.#output);
      const length = data.length / tensor.dims[0]!;
      for (let first = 0; first < data.length; first += length) {
        parts.push(data.subarray(first, first + length));
      }
    }
    return parts;
  }

  #addMirrorImages(): void {
    const half = this.#chips.length / 2;
    for (let chip = 0; chip < half; chip++) {
      mirrorRows(this.#chips[chip]!, this.#chips[half + chip]!, this.#size);
    }
  }
}

/** Images per run: all where the model takes any number, else one. */
function batchOf(session: ModelSession, images: number): number {
  return typeof soleInput(session).shape[0] === 'string' ? images : 1;
}

/** @throws RangeError for a vector without a direction. */
export function unit(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  if (!(length > 0 && length < Infinity)) throw new RangeError(`an encoding of length ${length}`);
  return vector.map((value) => value / length);
}
