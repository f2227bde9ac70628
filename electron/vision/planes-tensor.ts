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

/**
 * Square images in one run of memory: `images` are their planes, `batches` the same memory as
 * tensors of `batch` images each.
 */
export function planesBatches(count: number, batch: number, side: number): PlanesBatches {
  const length = 3 * side * side;
  const planes = new Float32Array(count * batch * length);
  const parts = (size: number) =>
    Array.from({ length: planes.length / size }, (_, index) =>
      planes.subarray(index * size, (index + 1) * size),
    );
  const batches = parts(batch * length).map((part) => ({
    planes: part,
    tensor: new Tensor('float32', part, [batch, 3, side, side]),
  }));
  return { images: parts(length), batches };
}

export interface PlanesBatches {
  readonly images: readonly Float32Array[];
  readonly batches: readonly PlanesTensor[];
}

/** Writes the mirror image of `rows` rows of `width` values to `to`. */
export function mirrorRows(from: Float32Array, to: Float32Array, width: number): void {
  for (let row = 0; row < from.length; row += width) {
    for (let column = 0; column < width; column++) {
      to[row + column] = from[row + width - 1 - column]!;
    }
  }
}
