import type { ErrorCode } from '../contract/errors.ts';
import type { CheckResult, Conclusion } from '../contract/messages.ts';

/** Frames that must agree on the same person among the last `window` compared ones. */
export const matchFrames = { agree: 2, window: 3 } as const;
/** Compared frames in a row without a match before somebody counts as not recognised. */
export const noMatchFrames = 4;
/**
 * The same once somebody was recognised: a turned head must not make a stranger of them at once.
 */
export const noMatchFramesAfterMatch = 8;
/** Without a face for this long, in ms, the sighting is over and the next face starts afresh. */
export const absenceMs = 1500;
/**
 * A conclusion that no compared frame has agreed with for this long, in ms, no longer stands,
 * whoever is in view: a face too far or too many to compare must not live on somebody's greeting.
 */
export const supportMs = 3000;

/** Somebody is there, but not so that the face could be compared. */
const faceFaults: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'several-faces',
  'face-too-small',
  'face-cut-off',
]);

/**
 * What the frames in front of one camera agree on. No single frame decides. A conclusion is
 * reported as new once; then it stands until the frames agree on another or nobody is there.
 */
export class Sighting {
  #recent: { readonly result: CheckResult; readonly tick: number }[] = [];
  #conclusion: Conclusion | null = null;
  #lastFaceTick = Number.NEGATIVE_INFINITY;
  /** When a frame last agreed with the conclusion; infinite while there is none. */
  #lastSupportTick = Number.POSITIVE_INFINITY;

  get conclusion(): Conclusion | null {
    return this.#conclusion;
  }

  /**
   * Takes one frame's result. `now` is ms since 1970, `tick` ms of a steady clock.
   * Returns the conclusion if this frame brought a new one.
   */
  take(result: CheckResult, now: number, tick: number): Conclusion | null {
    if (tick - this.#lastFaceTick > absenceMs || tick - this.#lastSupportTick > supportMs) {
      this.end();
    }
    if (result.outcome === 'refused') {
      this.#refused(result.code, tick);
      return null;
    }
    this.#lastFaceTick = tick;
    // What was compared long ago says nothing about who is there now.
    const fresh = this.#recent.filter((seen) => tick - seen.tick <= supportMs);
    this.#recent = [...fresh, { result, tick }].slice(-noMatchFramesAfterMatch);
    const next = this.#agreed(now);
    if (sameAnswer(result, next ?? this.#conclusion)) this.#lastSupportTick = tick;
    if (!next || sameAnswer(next, this.#conclusion)) return null;
    this.#conclusion = next;
    this.#lastSupportTick = tick;
    return next;
  }

  /** Forgets everything: the view was left, or the question changed. */
  end(): void {
    this.#recent = [];
    this.#conclusion = null;
    this.#lastFaceTick = Number.NEGATIVE_INFINITY;
    this.#lastSupportTick = Number.POSITIVE_INFINITY;
  }

  /** A station that cannot see knows nothing about who is there now. */
  #refused(code: ErrorCode | undefined, tick: number): void {
    if (code !== undefined && faceFaults.has(code)) this.#lastFaceTick = tick;
    else if (code !== 'no-face') this.end();
  }

  #agreed(now: number): Conclusion | null {
    const recent = this.#recent.map((seen) => seen.result);
    const matches = recent.slice(-matchFrames.window).filter((r) => r.outcome === 'match');
    const newest = matches.at(-1);
    if (newest) {
      const agreeing = matches.filter((r) => r.person?.id === newest.person?.id);
      return agreeing.length >= matchFrames.agree ? conclude(newest, 'match', now) : null;
    }
    const needed = this.#conclusion?.outcome === 'match' ? noMatchFramesAfterMatch : noMatchFrames;
    const tail = recent.slice(-needed);
    const last = tail.at(-1);
    const settled = tail.length === needed && tail.every((r) => r.outcome === 'no-match');
    return settled && last ? conclude(last, 'no-match', now) : null;
  }
}

function conclude(result: CheckResult, outcome: Conclusion['outcome'], at: number): Conclusion {
  const { person, claimed, distance, threshold } = result;
  return { outcome, person, ...(claimed ? { claimed } : {}), distance, threshold, at };
}

function sameAnswer(answer: Answer, other: Answer | null): boolean {
  return (
    other !== null && answer.outcome === other.outcome && answer.person?.id === other.person?.id
  );
}

type Answer = Pick<CheckResult, 'outcome' | 'person'>;
