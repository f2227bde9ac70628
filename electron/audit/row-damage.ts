import type { Damage } from './end-of-log.ts';
import { rowHash, sameHash, type ChainedRow } from './log-row.ts';

/** What a row follows: a row, a stub, or the beginning. */
export interface Before {
  readonly seq: number;
  readonly hash: Uint8Array;
  /** Null for what is no row. */
  readonly row: ChainedRow | null;
}

/**
 * A place whose row is not the one that was written there: if the right one is found further on, the
 * rows were not edited or removed but put in another order.
 */
export interface Vacancy {
  readonly seq: number;
  /** Hashes that the right row may follow. */
  readonly prevs: readonly Uint8Array[];
  /** Hashes that the right row may have. */
  readonly hashes: readonly Uint8Array[];
}

export interface RowDamage extends Damage {
  readonly vacancies: readonly Vacancy[];
}

/** One row with what stands around it. */
export interface Place {
  readonly before: Before;
  readonly row: ChainedRow;
  /** What the row after it says it follows; at the end, what the tail says. Null where nothing says so. */
  readonly followed: Uint8Array | null;
  /** Whether it is the newest row. */
  readonly newest: boolean;
  /** Number of a row a little way back that has this hash; undefined for none. */
  readonly recent: (hash: Uint8Array) => number | undefined;
}

/** How far a row may have been moved for its right number to be found again, in rows. */
const farthestShift = 1_000;

/** What is wrong with a row and its link to the one before; null for nothing. */
export function damageOf(place: Place): RowDamage | null {
  const { before, row } = place;
  if (row.seq <= before.seq) return forged(row.seq);
  if (row.seq !== before.seq + 1) return gap(place);
  const linked = sameHash(row.prev, before.hash);
  const whole = isWhole(row);
  if (linked && whole) return null;
  return whole ? brokenLink(place) : brokenRow(place);
}

export function isWhole(row: ChainedRow): boolean {
  return sameHash(rowHash(row.prev, row), row.hash);
}

/** Whether this is the row that was written at a vacant place. */
export function fills(vacancy: Vacancy, row: ChainedRow): boolean {
  const { seq, prevs, hashes } = vacancy;
  return prevs.some((prev) => {
    const hash = rowHash(prev, { ...row, seq });
    return sameHash(hash, row.hash) || hashes.some((right) => sameHash(hash, right));
  });
}

function gap({ before }: Place): RowDamage {
  const seq = before.seq + 1;
  return removed(seq, before);
}

/** The row's content is not what its hash says. */
function brokenRow(place: Place): RowDamage {
  const { before, row, followed } = place;
  // Its own idea of the row before it was changed, and nothing else.
  if (sameHash(rowHash(before.hash, row), row.hash)) return edited(row.seq);
  const moved = movedHere(place, known([row.hash, followed]));
  if (moved) return moved;
  if (isStranger(place)) return stranger(place);
  return edited(row.seq, {
    seq: row.seq,
    prevs: [before.hash, row.prev],
    hashes: known([row.hash, followed]),
  });
}

/** The row is as its hash says, but does not follow the one before it. */
function brokenLink(place: Place): RowDamage {
  const { before, row, followed, recent } = place;
  if (followed && sameHash(rowHash(before.hash, row), followed)) return edited(row.seq);
  const moved = movedHere(place, known([followed]));
  if (moved) return moved;
  const follows = recent(row.prev);
  if (follows !== undefined) return forged(follows + 1);
  if (isStranger(place)) return stranger(place);
  const hashes = known([followed, row.prev]);
  const here = { seq: row.seq, prevs: [before.hash, row.prev], hashes };
  if (!before.row) return edited(row.seq, here);
  // The row before was changed and its hash made right again: only what follows remembers.
  const there = { seq: before.seq, prevs: [before.row.prev], hashes: [row.prev] };
  return edited(before.seq, there, here);
}

/** The row is right under another number: it was moved, or rows before it are gone or were put in. */
function movedHere(place: Place, hashes: readonly Uint8Array[]): RowDamage | null {
  const { before, row, followed, newest, recent } = place;
  const found = shiftOf(row, hashes);
  if (!found) return null;
  if (recent(found.hash) !== undefined) return forged(row.seq);
  if (found.shift < 0) {
    const follows = recent(row.prev);
    if (follows !== undefined) return forged(follows + 1);
    return reordered(row.seq);
  }
  const orderIsKept = newest || (followed !== null && sameHash(found.hash, followed));
  if (!orderIsKept) return reordered(row.seq);
  return removed(row.seq, before);
}

function shiftOf(row: ChainedRow, hashes: readonly Uint8Array[]) {
  if (hashes.length === 0) return null;
  for (let distance = 1; distance <= farthestShift; distance++) {
    for (const shift of [distance, -distance]) {
      const hash = rowHash(row.prev, { ...row, seq: row.seq + shift });
      if (hashes.some((right) => sameHash(hash, right))) return { shift, hash };
    }
  }
  return null;
}

/** The row after it follows the row before it: it was put between them. */
function isStranger({ before, followed }: Place): boolean {
  return followed !== null && sameHash(followed, before.hash);
}

/** Unless it is one of two neighbours that were swapped: then the other one belongs here. */
function stranger({ before, row }: Place): RowDamage {
  const here = { seq: row.seq, prevs: [before.hash], hashes: [row.prev] };
  return { damage: 'forged', firstBad: row.seq, vacancies: [here] };
}

function edited(firstBad: number, ...vacancies: Vacancy[]): RowDamage {
  return { damage: 'edited', firstBad, vacancies };
}

function removed(firstBad: number, before: Before): RowDamage {
  const vacancy = { seq: firstBad, prevs: [before.hash], hashes: [] };
  return { damage: 'removed', firstBad, vacancies: [vacancy] };
}

function reordered(firstBad: number): RowDamage {
  return { damage: 'reordered', firstBad, vacancies: [] };
}

function forged(firstBad: number): RowDamage {
  return { damage: 'forged', firstBad, vacancies: [] };
}

function known(hashes: readonly (Uint8Array | null)[]): Uint8Array[] {
  return hashes.filter((hash) => hash !== null);
}
