import { headText, type Anchor, type SignedHead } from './anchor.ts';
import type { Damage } from './end-of-log.ts';
import type { LogKeys } from './log-keys.ts';
import { sameHash, type ChainedRow } from './log-row.ts';

/** Somewhere among the rows up to `upTo` the chain was written anew. */
export interface Rewritten extends Damage {
  readonly upTo: number;
}

/** What the signed heads say of the rows as they go by. */
export class HeadWitnesses {
  readonly #keys: LogKeys;
  /** A head that was kept elsewhere. */
  readonly #expected: SignedHead | null;
  /** The newest row that a head vouches for. */
  #good: number;
  #newest: SignedHead | null = null;
  #bad: Damage | null = null;
  #rewritten: Rewritten | null = null;

  /** Rows up to `good` are known to be right. */
  constructor(keys: LogKeys, good: number, expected: SignedHead | null) {
    this.#keys = keys;
    this.#good = good;
    this.#expected = expected;
  }

  /** The newest signed head of a row that was there. */
  get newest(): SignedHead | null {
    return this.#newest;
  }

  /** The first head that is not the station's, or vouches for another row than the one that is there. */
  get bad(): Damage | null {
    return this.#bad;
  }

  get rewritten(): Rewritten | null {
    return this.#rewritten;
  }

  compare(row: ChainedRow, head: SignedHead | undefined): void {
    if (head && this.#isOurs(head)) {
      this.#newest = head;
      this.#vouch(row, head);
    }
    if (this.#expected?.seq === row.seq) this.#vouch(row, this.#expected);
  }

  /** Of the heads of rows that are not there, the newest that is the station's. */
  newestBeyond(heads: readonly SignedHead[]): SignedHead | null {
    const beyond = heads.filter((head) => this.#isOurs(head)).at(-1) ?? this.#newest;
    const isNewer = this.#expected !== null && this.#expected.seq > (beyond?.seq ?? 0);
    return isNewer ? this.#expected : beyond;
  }

  #isOurs(head: SignedHead): boolean {
    if (this.#keys.signed(headText(this.#keys.stationId, head), head.signature)) return true;
    this.#note({ damage: 'forged-head', firstBad: head.seq });
    return false;
  }

  #vouch(row: ChainedRow, head: Anchor): void {
    if (sameHash(row.hash, head.hash)) this.#good = row.seq;
    // Where the row before is the one that was signed for, this one alone is another.
    else if (sameHash(row.prev, head.prev)) this.#note({ damage: 'edited', firstBad: row.seq });
    else this.#rewritten ??= { damage: 'edited', firstBad: this.#good + 1, upTo: row.seq };
  }

  #note(damage: Damage): void {
    if (this.#bad === null || damage.firstBad < this.#bad.firstBad) this.#bad = damage;
  }
}
