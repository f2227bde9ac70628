import type { Comparator } from '../../contract/comparator.ts';
import type { Pooled, SpreadRule } from '../../contract/pooled.ts';
import type { Clock, Search } from '../interfaces.ts';
import { ClosestPairs } from './closest-pairs.ts';
import type { SiteDistances } from './site-distances.ts';
import { SiteRows } from './site-rows.ts';

/** Runs a task when whatever waits for the process has had its turn. */
export type Later = (task: () => void) => void;

interface SitePairsParts {
  readonly spread: SpreadRule;
  /** The distance where it is not given. */
  readonly comparator?: Comparator;
  readonly clock: Pick<Clock, 'tick'>;
  readonly later: Later;
}

/** Two people enrolled here and their distance, spread included. */
interface SitePair {
  readonly one: string;
  readonly other: string;
  readonly distance: number;
}

interface Findings {
  readonly distances: SiteDistances;
  readonly closest: readonly SitePair[];
}

/** Pairs kept: with 10,000 people they are the closest 2 in 10,000, beyond any dial's FMR. */
const pairsKept = 10_000;
/** Pairs shown to the operator. */
const pairsShown = 10;
/** People compared: 2·10⁸ pairs say all there is to say, and more would take minutes. */
const peopleCompared = 20_000;
/** People removed one by one; where more are gone, comparing all anew disturbs less. */
const removedSingly = 20;
/**
 * A slice ends with the row that is under way after so long, ms. A row of all people takes up to
 * 2 ms: together well below the 10 ms that the process may be deaf for.
 */
const sliceMs = 2;

/**
 * All comparisons between different people enrolled here, kept up as people come and go: rows
 * 0 to `#compared` have been compared with each other, those behind wait. What is known stays
 * what it was until everybody has been compared.
 */
export class SitePairs {
  readonly #clock: Pick<Clock, 'tick'>;
  readonly #later: Later;
  readonly #rows: SiteRows;
  readonly #pairs = new ClosestPairs(pairsKept);
  #compared = 0;
  #waiting = false;
  #closed = false;
  #findings: Findings | null = null;

  constructor({ spread, comparator, clock, later }: SitePairsParts) {
    this.#clock = clock;
    this.#later = later;
    this.#rows = new SiteRows(spread, comparator);
  }

  /** Null until the people enrolled have been compared with each other once. */
  get distances(): SiteDistances | null {
    return this.#findings?.distances ?? null;
  }

  /** Closest first. */
  get closest(): readonly SitePair[] {
    return this.#findings?.closest ?? [];
  }

  /** Takes over who is enrolled and compares whoever is new; the first slice at once. */
  update(people: ReturnType<Search['people']>): void {
    const kept = new Uint8Array(this.#rows.size);
    const fresh: { readonly personId: string; readonly template: Pooled }[] = [];
    let seen = 0;
    for (const { personId, template } of people) {
      if (seen++ === peopleCompared) break;
      const row = this.#rows.rowOf(personId);
      if (row !== undefined && this.#rows.holds(row, template)) kept[row] = 1;
      else fresh.push({ personId, template });
    }
    this.#keepOnly(kept);
    for (const { personId, template } of fresh) this.#rows.append(personId, template);
    this.#goOn();
  }

  /** Compares at once whoever still waits; blocks for seconds where that is many thousands. */
  finish(): void {
    if (this.#closed || this.#compared === this.#rows.size) return;
    while (this.#compared < this.#rows.size) this.#compareRow(this.#compared++);
    this.#settle();
  }

  /** Ends what is still to be compared. */
  close(): void {
    this.#closed = true;
  }

  #goOn(): void {
    if (this.#waiting || this.#closed) return;
    const end = this.#clock.tick() + sliceMs;
    while (this.#compared < this.#rows.size) {
      if (this.#clock.tick() > end) return this.#goOnLater();
      this.#compareRow(this.#compared++);
    }
    this.#settle();
  }

  #goOnLater(): void {
    this.#waiting = true;
    this.#later(() => {
      this.#waiting = false;
      this.#goOn();
    });
  }

  #compareRow(row: number): void {
    for (let other = 0; other < row; other++) {
      this.#pairs.offer(row, other, this.#rows.distance(row, other, this.#pairs.bound));
    }
  }

  #settle(): void {
    const ids = this.#rows.ids();
    const people = this.#rows.size;
    const distances = this.#pairs.distances();
    const limit = distances[pairsShown - 1] ?? Infinity;
    const closest = this.#pairs.within(limit).slice(0, pairsShown);
    this.#findings = {
      distances: { comparisons: (people * (people - 1)) / 2, closest: distances },
      closest: closest.map(({ one, other, distance }) => {
        return { one: ids[one]!, other: ids[other]!, distance };
      }),
    };
  }

  /** `kept`: by row, whether its person is still as they were. */
  #keepOnly(kept: Uint8Array): void {
    const gone = kept.reduce((count, one) => count - one, kept.length);
    if (gone > removedSingly) this.#beginAnew();
    // From behind: what fills a gap has been looked at.
    for (let row = kept.length - 1; row >= 0; row--) if (kept[row] === 0) this.#remove(row);
    if (this.#pairs.isThin) this.#beginAnew();
  }

  #beginAnew(): void {
    this.#pairs.clear();
    this.#compared = 0;
  }

  /** The last compared row fills the gap, and the last row of all that one's. */
  #remove(row: number): void {
    let gap = row;
    if (row < this.#compared) {
      gap = --this.#compared;
      this.#pairs.removeRow(row);
      this.#pairs.renameRow(gap, row);
      this.#rows.move(gap, row);
    }
    this.#rows.move(this.#rows.size - 1, gap);
    this.#rows.dropLast();
  }
}
