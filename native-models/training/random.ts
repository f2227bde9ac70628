/** Numbers from 0 up to 1, the same in every run. */
export type Random = () => number;

/**
 * A generator for each tuple of whole numbers: what is drawn for (seed, step, place) depends on
 * nothing that was drawn before, so that neither a resume nor the order of workers can change it.
 */
export function randomOf(...key: readonly number[]): Random {
  let state = mixed(key);
  return () => {
    state = (state + golden) | 0;
    return scramble(state) / 2 ** 32;
  };
}

/** One whole number from 0 up to 2³² for a tuple of them. */
export function mixed(key: readonly number[]): number {
  return key.reduce((state, part) => scramble(Math.imul(state, 31) + (part | 0) + golden), 0);
}

/** Of mean 0 and variance 1 (Box, Muller 1958). */
export function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}

/** The items in a random order (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** 2³² over the golden ratio (Steele, Lea, Flood: SplitMix, 2014). */
const golden = 0x9e3779b9;

/** MurmurHash3's finaliser (Appleby): every bit of the input moves every bit of the output. */
function scramble(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
