import { logDamages, type LogReport } from '../contract/trust.ts';
import {
  stubText,
  tailText,
  type Anchor,
  type SignedHead,
  type Stub,
  type Tail,
} from './anchor.ts';
import { endOfLog, newestOf, type Damage } from './end-of-log.ts';
import type { LogKeys } from './log-keys.ts';
import { HeadWitnesses } from './head-witnesses.ts';
import { genesis, sameHash, type ChainedRow } from './log-row.ts';
import { damageOf, fills, isWhole, type Before, type RowDamage } from './row-damage.ts';

/** What vouches for the rows. Everything is taken as it is found; the verifier checks it. */
export interface LogFacts {
  readonly keys: LogKeys;
  readonly stub: Stub | null;
  readonly tail: Tail | null;
  readonly headFile: Tail | null;
  /** Heads of the rows after `after` up to `upTo`, oldest first. */
  readonly heads: (after: number, upTo: number) => readonly SignedHead[];
  /** A head kept elsewhere, signed by this station. */
  readonly expected?: SignedHead | null;
  /** Where the rows begin that are looked at, if not at the beginning: it must be known to be right. */
  readonly start?: Anchor | null;
  /** Where the rows end that are looked at, if not at the end. */
  readonly stop?: Anchor | null;
}

/** Hashes of rows gone by that are remembered, to tell rows that were put in between. */
const remembered = 1000;
/** Rows looked at together by `verifyLog`. */
const pageRows = 1000;

/** Walks a whole log at once. Rows come in the order of their numbers. */
export function verifyLog(rows: Iterable<ChainedRow>, facts: LogFacts): LogReport {
  const verifier = new LogVerifier(facts);
  let page: ChainedRow[] = [];
  for (const row of rows) {
    page.push(row);
    if (page.length < pageRows) continue;
    verifier.take(page);
    page = [];
  }
  verifier.take(page);
  return verifier.report();
}

/**
 * Walks a log page by page, in the order of the rows' numbers, in bounded memory. The first bad row is
 * named: of rows that are gone, the first of them; of a chain that was written anew behind a
 * signed head, the row after that head, since nothing tells which of those that follow was changed.
 */
export class LogVerifier {
  readonly #facts: LogFacts;
  readonly #recent = new Map<string, number>();
  readonly #stub: Stub | null;
  #before: Before;
  #held: ChainedRow | null = null;
  #rows = 0;
  #from: number | null = null;
  #found: RowDamage | null = null;
  readonly #heads: HeadWitnesses;
  /** A stub that is not the station's. */
  readonly #badStub: Damage | null;
  /** Damage that the station had noticed and written down. */
  #recorded: (Damage & { readonly at: number }) | null = null;

  constructor(facts: LogFacts) {
    this.#facts = facts;
    const { keys, stub } = facts;
    const isOurs = stub && keys.signed(stubText(keys.stationId, stub), stub.signature);
    this.#stub = isOurs ? stub : null;
    this.#badStub =
      stub && !isOurs ? { damage: 'forged-head', firstBad: Math.max(1, stub.seq) } : null;
    const start = facts.start ?? this.#stub;
    this.#before = { seq: start?.seq ?? 0, hash: start?.hash ?? genesis, row: null };
    this.#heads = new HeadWitnesses(keys, this.#before.seq, facts.expected ?? null);
  }

  take(rows: readonly ChainedRow[]): void {
    const newest = rows.at(-1);
    if (!newest) return;
    // A stub that is not ours says nothing: the rows are then looked at from the first one there.
    if (this.#rows === 0 && this.#badStub && !this.#facts.start) this.#startAt(rows[0]);
    const heads = this.#facts.heads(this.#held?.seq ?? this.#before.seq, newest.seq);
    const headOf = new Map(heads.map((head) => [head.seq, head]));
    for (const row of rows) {
      if (this.#held) this.#judge(this.#held, row.prev, false);
      this.#held = row;
      this.#rows++;
      this.#from ??= row.seq;
      this.#heads.compare(row, headOf.get(row.seq));
    }
  }

  /** Once, after the last page. `now` is what vouches for the end, where rows have come since the beginning. */
  report(now: Pick<LogFacts, 'tail' | 'headFile'> = this.#facts): LogReport {
    const end = this.#end(now);
    const { keys } = this.#facts;
    const worst = this.#worst(end);
    return {
      ok: worst === null,
      rows: this.#rows,
      ...(worst ? { firstBad: worst.firstBad, damage: worst.damage } : {}),
      from: this.#from,
      to: this.#held?.seq ?? null,
      signedTo: this.#heads.newest?.seq ?? null,
      signedAt: this.#heads.newest?.at ?? null,
      dropped: this.#stub?.dropped ?? 0,
      publicKey: keys.publicKey,
    };
  }

  /** What is wrong with the end; the newest row is judged with it, by what the tail says of it. */
  #end(now: Pick<LogFacts, 'tail' | 'headFile'>): Damage | null {
    const last = this.#held;
    if (this.#facts.stop) return this.#endAt(this.#facts.stop);
    const [tail, headFile] = [this.#ours(now.tail), this.#ours(now.headFile)];
    const trusted = newestOf([tail, headFile]);
    if (last) this.#judge(last, trusted && trusted.seq >= last.seq ? trusted.hash : null, true);
    const beyond = this.#facts.heads(last?.seq ?? this.#before.seq, Number.MAX_SAFE_INTEGER);
    const newestHead = this.#heads.newestBeyond(beyond);
    const end = last ?? this.#facts.start ?? this.#stub;
    const witnesses = { tail, tailThere: now.tail !== null, headFile, newestHead };
    return endOfLog({ ...witnesses, last: end });
  }

  /** Of a part of the log, whose end is no end of the log. */
  #endAt(stop: Anchor): Damage | null {
    const last = this.#held ?? this.#facts.start ?? this.#stub;
    if (this.#held) this.#judge(this.#held, stop.hash, true);
    const nothing = { headFile: null, newestHead: null };
    return endOfLog({ tail: stop, tailThere: true, ...nothing, last });
  }

  #worst(end: Damage | null): Damage | null {
    // What was forged after the end may say of itself that the station wrote it down.
    const believed =
      this.#recorded && !(end?.damage === 'forged' && this.#recorded.at >= end.firstBad);
    const rewritten = this.#rewrittenNow(end);
    const exact = [believed ? this.#recorded : null, this.#found, this.#badStub];
    let worst: Damage | null = null;
    for (const candidate of [...exact, this.#heads.bad, rewritten, end]) {
      if (candidate && (worst === null || candidate.firstBad < worst.firstBad)) worst = candidate;
    }
    // Beyond the end nothing is the station's, in whatever order it stands there.
    if (end?.damage === 'forged' && worst && worst.firstBad >= end.firstBad) return end;
    // A row that is known to be bad says more than that one of the newest rows is.
    const isVague = worst === end && worst?.damage === 'edited';
    return isVague && this.#found ? this.#found : worst;
  }

  /** A chain written anew with fewer rows has lost some. */
  #rewrittenNow(end: Damage | null): Damage | null {
    const { rewritten } = this.#heads;
    if (!rewritten || (this.#found && this.#found.firstBad <= rewritten.upTo)) return null;
    return end?.damage === 'truncated' && !this.#found
      ? { ...rewritten, damage: 'removed' }
      : rewritten;
  }

  #judge(row: ChainedRow, followed: Uint8Array | null, newest: boolean): void {
    const before = this.#before;
    const recent = (hash: Uint8Array): number | undefined => this.#recent.get(keyOf(hash));
    const wasSound = this.#found === null;
    this.#found ??= damageOf({ before, row, followed, newest, recent });
    if (this.#found && this.#found.vacancies.length > 0)
      this.#seek(this.#found, row, newest || wasSound);
    this.#note(row);
    this.#before = { seq: Math.max(row.seq, before.seq), hash: row.hash, row };
    this.#remember(row);
  }

  /** Only a row that is bad itself, or whose follower does not follow it, can be a displaced one. */
  #seek({ vacancies }: RowDamage, row: ChainedRow, suspect: boolean): void {
    const before = this.#before.row;
    const linked = sameHash(row.prev, this.#before.hash);
    if (linked && !suspect && isWhole(row)) return;
    const filled = vacancies.find(
      (vacancy) =>
        (row.seq !== vacancy.seq && fills(vacancy, row)) ||
        (before !== null && before.seq > vacancy.seq && fills(vacancy, before)),
    );
    if (filled) this.#found = { damage: 'reordered', firstBad: filled.seq, vacancies: [] };
  }

  #note(row: ChainedRow): void {
    if (row.kind !== 'log' || row.code !== 'log-damaged' || !isWhole(row)) return;
    const [, name, seq] = /^([a-z-]+) (-?\d+)/u.exec(row.detail ?? '') ?? [];
    const damage = logDamages.find((known) => known === name);
    const firstBad = Number(seq);
    if (!damage || (this.#recorded && this.#recorded.firstBad <= firstBad)) return;
    this.#recorded = { damage, firstBad, at: row.seq };
  }

  #ours(tail: Tail | null): Tail | null {
    const { keys } = this.#facts;
    return tail && keys.marked(tailText(keys.stationId, tail), tail.mac) ? tail : null;
  }

  #startAt(first: ChainedRow | undefined): void {
    if (first) this.#before = { seq: first.seq - 1, hash: first.prev, row: null };
  }

  #remember(row: ChainedRow): void {
    this.#recent.set(keyOf(row.hash), row.seq);
    if (this.#recent.size <= remembered) return;
    const [oldest] = this.#recent.keys();
    if (oldest !== undefined) this.#recent.delete(oldest);
  }
}

function keyOf(hash: Uint8Array): string {
  return Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength).toString('latin1');
}
