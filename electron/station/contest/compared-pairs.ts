/** A photo of somebody held out, by its place in a list of encodings. */
export interface HeldOutPhoto {
  readonly personId: string;
  readonly name: string;
}

/** All comparisons of held-out photos, each pair once, in one order for every contestant. */
export interface ComparedPairs {
  /** Photos of each person, by the person's number. */
  readonly photosOf: Uint32Array;
  /** Whose photo the first and the second one is, by number of the person: the same for a genuine pair. */
  readonly ones: Int32Array;
  readonly others: Int32Array;
  /** Dissimilarities, 0..4. */
  readonly scores: Float64Array;
}

/** Compares every photo with all behind it. `compare` takes places in the list. */
export function comparePairs(
  photos: readonly HeldOutPhoto[],
  compare: (one: number, other: number) => number,
): ComparedPairs {
  const numbers = numbersOf(photos);
  const photosOf = new Uint32Array(numbers.size);
  for (const { personId } of photos) photosOf[numbers.get(personId)!]!++;
  const pairs = (photos.length * (photos.length - 1)) / 2;
  const ones = new Int32Array(pairs);
  const others = new Int32Array(pairs);
  const scores = new Float64Array(pairs);
  let pair = 0;
  for (let one = 0; one < photos.length; one++) {
    for (let other = one + 1; other < photos.length; other++, pair++) {
      ones[pair] = numbers.get(photos[one]!.personId)!;
      others[pair] = numbers.get(photos[other]!.personId)!;
      const score = compare(one, other);
      // What is no number is as far as can be: no match.
      scores[pair] = Number.isNaN(score) ? Infinity : score;
    }
  }
  return { photosOf, ones, others, scores };
}

/** People by the order in which they come first. */
function numbersOf(photos: readonly HeldOutPhoto[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const { personId } of photos) {
    if (!numbers.has(personId)) numbers.set(personId, numbers.size);
  }
  return numbers;
}
