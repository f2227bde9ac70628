/**
 * Sharpness of an aligned chip, unitless, ≥ 0: the variance of the grey chip's Laplacian over the
 * variance of its grey values, in the chip's central half, where the face is. Dividing by the
 * contrast makes dim and bright pictures comparable; the chip's fixed size makes near and far ones
 * so. `planes` are R, G and B, each size × size.
 */
export function sharpnessOf(planes: Float32Array, size: number): number {
  const first = size >> 2;
  const end = size - first;
  const grey = greyOf(planes, size * size);
  const laplacians = new Moments();
  const values = new Moments();
  for (let row = first; row < end; row++) {
    for (let at = row * size + first; at < row * size + end; at++) {
      const value = grey[at]!;
      const around = grey[at - 1]! + grey[at + 1]! + grey[at - size]! + grey[at + size]!;
      laplacians.add(4 * value - around);
      values.add(value);
    }
  }
  const contrast = values.variance();
  return contrast > 0 ? laplacians.variance() / contrast : 0;
}

/** Luma of Rec. 601. */
function greyOf(planes: Float32Array, area: number): Float32Array {
  const grey = new Float32Array(area);
  for (let at = 0; at < area; at++) {
    grey[at] = 0.299 * planes[at]! + 0.587 * planes[at + area]! + 0.114 * planes[at + 2 * area]!;
  }
  return grey;
}

class Moments {
  #count = 0;
  #sum = 0;
  #squares = 0;

  add(value: number): void {
    this.#count++;
    this.#sum += value;
    this.#squares += value * value;
  }

  variance(): number {
    const mean = this.#sum / this.#count;
    return Math.max(0, this.#squares / this.#count - mean * mean);
  }
}
