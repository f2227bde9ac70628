import { headText, stubText, tailText, type Anchor, type Tail } from '../audit/anchor.ts';
import { endOfLog, newestOf, type Damage } from '../audit/end-of-log.ts';
import type { LogHeadFile } from '../audit/head-file.ts';
import type { LogKeys } from '../audit/log-keys.ts';
import { genesis, rowHash, sameHash, type LogRow } from '../audit/log-row.ts';
import { stationActor } from '../contract/access.ts';
import { plainEvent } from '../contract/plain-event.ts';
import type { LogTables } from './log-tables.ts';

/** Rows between two signed heads. */
export const rowsPerHead = 100;

/**
 * A row whose number is further ahead than that was never reached: numbers must not run out because
 * somebody put one at the end of them. The verifier sees it all the same.
 */
const farAhead = 1e12;

/** Rows that the station wrote, as the head file says, and that are not in this database. */
export interface LostRows {
  readonly from: number;
  readonly to: number;
  /** Whether others stand in their place: the database went another way since an older copy. */
  readonly others: boolean;
}

/** Where the next row goes: the number and hash of the row before it. */
interface End {
  readonly seq: number;
  readonly hash: Uint8Array;
}

/**
 * Chains rows on to the log, within the transaction that is open. Where the end of the log is not as the
 * station left it, a row that names the damage comes first, so that going on hides nothing.
 */
export class LogWriter {
  readonly #tables: LogTables;
  readonly #keys: LogKeys;
  readonly #head: LogHeadFile | null;
  /** The newest end of the log that has been committed, as far as this process knows. */
  #known: Anchor | null | undefined;

  constructor(tables: LogTables, keys: LogKeys, head: LogHeadFile | null) {
    this.#tables = tables;
    this.#keys = keys;
    this.#head = head;
  }

  /** The tail of a log that had none: of its newest row, or of no row at all. */
  begin(last: Anchor | null): void {
    this.#setTail(last ?? { seq: 0, prev: genesis, hash: genesis });
  }

  /** Adds one row; returns its number. */
  add(row: Omit<LogRow, 'seq'>): number {
    return this.#chain(this.#soundEnd(row.at), row).seq;
  }

  /** Signs the end of the log where no head stands there yet. Null where the end is not sound. */
  signEnd(at: number): Anchor | null {
    const { tail, damage } = this.#look();
    if (!tail || damage || tail.seq === 0) return null;
    if (this.#tables.newestHead()?.seq !== tail.seq) this.#sign(tail, at);
    return tail;
  }

  /** The end of the log as it is kept, if it is the station's. */
  tail(): Tail | null {
    const tail = this.#tables.tail();
    return tail && this.#isOurs(tail) ? tail : null;
  }

  /** This end of the log is committed: rows up to it must be there from now on. */
  committed(tail: Tail): void {
    this.#known = tail;
    this.#head?.write(tail);
  }

  /** Takes this for the end of the log, whatever the head file says. */
  believe(tail: Tail): void {
    this.#known = tail;
  }

  /**
   * The rows that this database lacks: it is an older copy, or what became of one. Where others stand in
   * their place, nobody knows since which row; the last is named.
   */
  behind(): LostRows | null {
    const tail = this.tail();
    const known = this.#newestKnown();
    if (!tail || !known) return null;
    const { seq } = known;
    if (seq > tail.seq) return { from: tail.seq + 1, to: seq, others: false };
    const other = this.#hashAt(seq, tail);
    return other && !sameHash(other, known.hash) ? { from: seq, to: seq, others: true } : null;
  }

  /** What is wrong with the end of the log; null for nothing. */
  damage(): Damage | null {
    return this.#look().damage;
  }

  /**
   * The hash of a row as it was chained; null where nobody can say: retention has dropped it, or it was
   * edited, which is for the verifier to find.
   */
  #hashAt(seq: number, tail: Tail): Uint8Array | null {
    if (seq === tail.seq) return tail.hash;
    if (seq === 0) return null;
    const stub = this.#ourStub();
    if (stub?.seq === seq) return stub.hash;
    const [row, next] = this.#tables.rows(seq - 1, 2);
    const isChained = row?.seq === seq && next?.seq === seq + 1 && sameHash(next.prev, row.hash);
    return isChained ? row.hash : null;
  }

  #soundEnd(at: number): End {
    const { tail, known, last, damage } = this.#look();
    if (!damage) return tail ?? { seq: 0, hash: genesis };
    const trusted = newestOf([tail, known]);
    const seq = Math.max(trusted?.seq ?? 0, last?.seq ?? 0);
    const hash = (trusted ?? last)?.hash ?? genesis;
    return this.#chain({ seq, hash }, damageRow(damage, at));
  }

  #chain(end: End, content: Omit<LogRow, 'seq'>): Anchor {
    const row = { ...content, seq: end.seq + 1 };
    const anchor = { seq: row.seq, prev: end.hash, hash: rowHash(end.hash, row) };
    this.#tables.insert({ ...row, ...anchor });
    this.#setTail(anchor);
    if (row.seq % rowsPerHead === 0) this.#sign(anchor, row.at);
    return anchor;
  }

  #setTail(anchor: Anchor): void {
    const mac = this.#keys.mark(tailText(this.#keys.stationId, anchor));
    this.#tables.setTail({ seq: anchor.seq, prev: anchor.prev, hash: anchor.hash, mac });
  }

  #sign({ seq, prev, hash }: Anchor, at: number): void {
    const head = { seq, prev, hash, at };
    const signature = this.#keys.sign(headText(this.#keys.stationId, head));
    this.#tables.addHead({ ...head, signature });
  }

  /** One look at all that says where the log ends; cheap, since nearly always the tail says it. */
  #look() {
    const kept = this.#tables.tail();
    const tail = kept && this.#isOurs(kept) ? kept : null;
    const known = this.#newestKnown();
    const farthest = Math.max(tail?.seq ?? 0, known?.seq ?? 0) + farAhead;
    const last = this.#tables.last(farthest) ?? this.#ourStub();
    if (tail && tail.seq >= (known?.seq ?? 0) && isAt(tail, last)) {
      return { tail, known, last, damage: null };
    }
    const newestHead = this.#newestHead();
    const witnesses = { tail, tailThere: kept !== null, headFile: known, newestHead, last };
    return { tail, known, last, damage: endOfLog(witnesses) };
  }

  /** The head file is read once: from then on this process knows better. */
  #newestKnown(): Anchor | null {
    if (this.#known === undefined) {
      const written = this.#head?.read() ?? null;
      this.#known = written && this.#isOurs(written) ? written : null;
    }
    return this.#known;
  }

  #newestHead(): Anchor | null {
    const head = this.#tables.newestHead();
    const { stationId } = this.#keys;
    return head && this.#keys.signed(headText(stationId, head), head.signature) ? head : null;
  }

  #ourStub(): Anchor | null {
    const stub = this.#tables.stub();
    const { stationId } = this.#keys;
    return stub && this.#keys.signed(stubText(stationId, stub), stub.signature) ? stub : null;
  }

  #isOurs(tail: Tail): boolean {
    return this.#keys.marked(tailText(this.#keys.stationId, tail), tail.mac);
  }
}

function isAt(tail: Anchor, last: Anchor | null): boolean {
  return last ? tail.seq === last.seq && sameHash(tail.hash, last.hash) : tail.seq === 0;
}

/** What the damage is called in a row's detail, where the verifier finds it again. */
export function damageRow({ damage, firstBad }: Damage, at: number): Omit<LogRow, 'seq'> {
  return {
    ...plainEvent('log', at),
    outcome: 'refused',
    code: 'log-damaged',
    source: 'station',
    detail: `${damage} ${firstBad}`,
    actor: stationActor,
  };
}
