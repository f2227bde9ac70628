import { randomOf } from '../../native-models/training/random.ts';

/** Evenly spread over −1..1, the same in every run. */
export function randomNumbers(length: number, ...key: readonly number[]): Float32Array {
  const random = randomOf(...key);
  return Float32Array.from({ length }, () => 2 * random() - 1);
}

export function productOf(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

/** Σ aᵢ bᵢ in doubles. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}

/** ‖a − b‖ / ‖b‖. NaN where something is missing. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.NaN;
  const differences = Array.from(b, (value, index) => a[index]! - value);
  return Math.sqrt(dot(differences, differences) / dot(b, b));
}
