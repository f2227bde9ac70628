/** Encodings of people, one person's behind one another. */
export interface HeadSet {
  /** Row-major unit vectors, `length` components each. */
  readonly rows: Float32Array;
  readonly length: number;
  /** Whose encoding each row is, by number. */
  readonly labels: Int32Array;
  /** Rows of each person: their numbers. */
  readonly people: readonly (readonly number[])[];
}

/** People as lists of unit encodings of one length. */
export function headSet(people: readonly (readonly Float32Array[])[]): HeadSet {
  const all = people.flat();
  const length = all[0]?.length ?? 0;
  const rows = new Float32Array(all.length * length);
  all.forEach((encoding, row) => rows.set(encoding, row * length));
  const labels = Int32Array.from(people.flatMap((own, person) => own.map(() => person)));
  let next = 0;
  return { rows, length, labels, people: people.map((own) => own.map(() => next++)) };
}

/** Some of the people of a set, as a set. */
export function somePeople(set: HeadSet, numbers: readonly number[]): HeadSet {
  const { rows, length } = set;
  return headSet(
    numbers.map((person) =>
      set.people[person]!.map((row) => rows.subarray(row * length, (row + 1) * length)),
    ),
  );
}

/** Mean squared distance of two encodings of one person; 0 where nobody has two. */
export function meanGenuineDistance({ rows, length, people }: HeadSet): number {
  let [sum, pairs] = [0, 0];
  for (const own of people) {
    for (const [index, one] of own.entries()) {
      for (const other of own.slice(index + 1)) {
        for (let at = 0; at < length; at++) {
          sum += (rows[one * length + at]! - rows[other * length + at]!) ** 2;
        }
        pairs++;
      }
    }
  }
  return pairs === 0 ? 0 : sum / pairs;
}
