import { Tensor } from 'onnxruntime-node';

/** An image tensor [batch, 3, height, width] whose planes are written again for every image. */
export interface PlanesTensor {
  readonly planes: Float32Array;
  readonly tensor: Tensor;
}

export function planesTensor(batch: number, height: number, width: number): PlanesTensor {
  const planes = new Float32Array(batch * 3 * height * width);
  return { planes, tensor: new Tensor('float32', planes, [batch, 3, height, width]) };
}

/** Writes the mirror image of `rows` rows of `width` values to `to`. */
export function mirrorRows(from: Float32Array, to: Float32Array, width: number): void {
  for (let row = 0; row < from.length; row += width) {
    for (let column = 0; column < width; column++) {
      to[row + column] = from[row + width - 1 - column]!;
    }
  }
}
