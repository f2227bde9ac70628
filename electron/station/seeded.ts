/** Spreads small seeds over all bits: 2³² over the golden ratio. */
const spreading = 0x9e3779b9;

/** Numbers from 0 up to 1 that are the same in every run (xorshift, Marsaglia 2003). */
export function seeded(seed: number): () => number {
  let state = Math.imul(seed + 1, spreading) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
