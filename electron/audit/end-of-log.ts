import type { LogDamage } from '../contract/trust.ts';
import type { Anchor } from './anchor.ts';
import { sameHash } from './log-row.ts';

/** Damage, and the number of the first bad row. */
export interface Damage {
  readonly damage: LogDamage;
  readonly firstBad: number;
}

/** What says where the log ends. Null for what is not there or not the station's. */
export interface Witnesses {
  readonly tail: Anchor | null;
  /** Whether there is a tail at all, be it forged. */
  readonly tailThere: boolean;
  readonly headFile: Anchor | null;
  readonly newestHead: Anchor | null;
  /** The newest row, or what stands for the rows dropped; null for neither. */
  readonly last: Anchor | null;
}

/**
 * Whether the log ends where the station let it end; null where it does. The tail is written with each
 * row. A head file or a signed head may be behind it, but never ahead.
 */
export function endOfLog(witnesses: Witnesses): Damage | null {
  const { tail, tailThere, headFile, newestHead, last } = witnesses;
  const trusted = newestOf([tail, headFile, newestHead]);
  const lastSeq = last?.seq ?? 0;
  if (!trusted) return unwitnessed(tailThere, lastSeq);
  if (trusted.seq > lastSeq) return { damage: 'truncated', firstBad: lastSeq + 1 };
  if (lastSeq > trusted.seq) {
    // Without any tail, nobody can say that the newest rows are all there were.
    if (!tailThere && !headFile) return { damage: 'truncated', firstBad: lastSeq + 1 };
    return { damage: 'forged', firstBad: trusted.seq + 1 };
  }
  if (last && !sameHash(last.hash, trusted.hash)) return otherEnd(last, trusted, newestHead);
  const tailIsBehind = tail === null || tail.seq < trusted.seq;
  return tailIsBehind ? { damage: 'forged-head', firstBad: Math.max(1, lastSeq) } : null;
}

/** The one that knows most of the log; the first of those that know as much. */
export function newestOf(anchors: readonly (Anchor | null)[]): Anchor | null {
  let newest: Anchor | null = null;
  for (const anchor of anchors) {
    if (anchor && (newest === null || anchor.seq > newest.seq)) newest = anchor;
  }
  return newest;
}

function unwitnessed(tailThere: boolean, lastSeq: number): Damage {
  return tailThere
    ? { damage: 'forged-head', firstBad: Math.max(1, lastSeq) }
    : { damage: 'truncated', firstBad: lastSeq + 1 };
}

/**
 * The newest row is not what was vouched for, though its own hash may be right: it alone was edited
 * where the row before it is the one vouched for, and otherwise any after the newest head.
 */
function otherEnd(last: Anchor, trusted: Anchor, head: Anchor | null): Damage {
  const alone = sameHash(last.prev, trusted.prev);
  const behind = head && head.seq < last.seq ? head.seq : 0;
  return { damage: 'edited', firstBad: alone ? last.seq : behind + 1 };
}
