export interface Candidate {
  readonly personId: string;
  /** The comparator's dissimilarity of unit encodings, stretched for both sides' spread, 0 to 12. */
  readonly distance: number;
}

/** The nearest few of many candidates that are nearer than a distance. */
export class NearestFew {
  readonly #limit: number;
  #bound: number;
  /** Nearest first, never more than the limit. */
  readonly #found: Candidate[] = [];

  constructor(below: number, limit: number) {
    this.#limit = limit;
    // Nothing is nearer than 0, and nothing is nearer than what is no number.
    this.#bound = limit > 0 ? below : 0;
  }

  /** Only a candidate nearer than this can still be among the few. */
  get bound(): number {
    return this.#bound;
  }

  add(candidate: Candidate): void {
    const after = this.#found.findIndex(({ distance }) => candidate.distance < distance);
    this.#found.splice(after < 0 ? this.#found.length : after, 0, candidate);
    if (this.#found.length > this.#limit) this.#found.pop();
    const last = this.#found.at(-1);
    if (last && this.#found.length === this.#limit) this.#bound = last.distance;
  }

  sorted(): Candidate[] {
    return [...this.#found];
  }
}
