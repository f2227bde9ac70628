import { pool, type Pooled } from './pooled.ts';

/**
 * What a photo of no quality weighs beside a perfect one. Measured on Labeled Faces in the Wild, two
 * and three photos pooled: between 0.5 and 1 nothing is lost, below it good photos stand too alone.
 */
const leastWeight = 0.5;

/**
 * A person's templates of one encoder as the one that is compared: weighted by quality.
 * Null where there is none, or they cancel each other out. Encodings: unit length, of one length.
 */
export function poolTemplates(
  templates: readonly { readonly encoding: Float32Array; readonly quality: number }[],
): Pooled | null {
  const [first] = templates;
  if (first === undefined) return null;
  // Most people have one photo: at the start of a large station this is what takes no time.
  if (templates.length === 1) return { encoding: first.encoding, spread: 0, count: 1 };
  // Written so that a quality that is no number counts least.
  const weights = templates.map(
    ({ quality }) => leastWeight + (1 - leastWeight) * (quality > 0 ? Math.min(quality, 1) : 0),
  );
  try {
    return pool(
      templates.map(({ encoding }) => encoding),
      weights,
    );
  } catch (cause) {
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}
