/** Squared L2 distance of the rows that begin at `one` and `other`, `length` components each. */
export function squaredDistance(
  encodings: Float32Array,
  one: number,
  other: number,
  length: number,
): number {
  let sum = 0;
  for (let k = 0; k < length; k++) {
    const difference = encodings[one + k]! - encodings[other + k]!;
    sum += difference * difference;
  }
  return sum;
}
