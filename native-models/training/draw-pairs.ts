import type { RowPair } from './pair-features.ts';
import type { Random } from './random.ts';

/**
 * Genuine pairs of one person at most, so that nobody with hundreds of photos is most of what is
 * learnt: 8 photos give 28.
 */
const mostOfOne = 28;
/**
 * Impostor pairs for each genuine one, drawn among all: with `core` on half of Labeled Faces in the
 * Wild 26,000 pairs, which are fitted in about half a second. Two and four gave the same true match
 * rates within 0.3 %. The closest of ten instead of any gained the χ² form 0.3 % at FMR 1e-4 and
 * cost the logistic one up to 0.8 %, and probabilities were no longer those of strangers as they come.
 */
const impostorsPerGenuine = 10;
/** Where no further stranger can be found: one person among many has nearly all the photos. */
const mostTries = 100;

/**
 * Pairs to learn from: `people` holds each person's rows. Genuine pairs first, then impostor ones;
 * none of either where there is nobody with two photos, or nobody else.
 */
export function drawPairs(people: readonly (readonly number[])[], random: Random): RowPair[] {
  const genuine = people.flatMap((rows) => genuinePairs(rows, random));
  return [...genuine, ...impostorPairs(people, genuine.length * impostorsPerGenuine, random)];
}

function genuinePairs(rows: readonly number[], random: Random): RowPair[] {
  const pairs: RowPair[] = [];
  rows.forEach((one, index) => {
    for (const other of rows.slice(index + 1)) pairs.push({ one, other, same: true });
  });
  // The first places of a shuffle (Fisher and Yates) are a draw without replacement.
  const wanted = Math.min(mostOfOne, pairs.length);
  for (let at = 0; at < wanted; at++) {
    const from = at + Math.floor(random() * (pairs.length - at));
    [pairs[at], pairs[from]] = [pairs[from]!, pairs[at]!];
  }
  return pairs.slice(0, wanted);
}

/** Of two photos of different people, each photo as likely as any. */
function impostorPairs(
  people: readonly (readonly number[])[],
  wanted: number,
  random: Random,
): RowPair[] {
  const rows = people.flatMap((own, person) => own.map((row) => ({ row, person })));
  const pairs: RowPair[] = [];
  if (people.filter(({ length }) => length > 0).length < 2) return pairs;
  for (let tries = 0; pairs.length < wanted && tries < wanted * mostTries; tries++) {
    const one = rows[Math.floor(random() * rows.length)]!;
    const other = rows[Math.floor(random() * rows.length)]!;
    if (one.person !== other.person) pairs.push({ one: one.row, other: other.row, same: false });
  }
  return pairs;
}
