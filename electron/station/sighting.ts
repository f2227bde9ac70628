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
 * What the frames in front of one camera agree on. No single frame decides. A conclusion is
 * reported as new once; then it stands until the frames agree on another or nobody is there.
 */
export class Sighting {
  #recent: CheckResult[] = [];
  #conclusion: Conclusion | null = null;
  #lastFaceTick = Number.NEGATIVE_INFINITY;

  get conclusion(): Conclusion | null {
    return this.#conclusion;
  }

  /**
   * Takes one frame's result. `now` is ms since 1970, `tick` ms of a steady clock.
   * Returns the conclusion if this frame brought a new one.
   */
  take(result: CheckResult, now: number, tick: number): Conclusion | null {
    if (tick - this.#lastFaceTick > absenceMs) this.end();
    if (result.outcome === 'refused') {
      // A face that cannot be used yet is still somebody standing there.
      if (result.code !== 'no-face') this.#lastFaceTick = tick;
      return null;
    }
    this.#lastFaceTick = tick;
    this.#recent = [...this.#recent, result].slice(-noMatchFramesAfterMatch);
    const next = this.#agreed(now);
    if (!next || sameAs(next, this.#conclusion)) return null;
    this.#conclusion = next;
    return next;
  }

  /** Forgets everything: the view was left, or the question changed. */
  end(): void {
    this.#recent = [];
    this.#conclusion = null;
    this.#lastFaceTick = Number.NEGATIVE_INFINITY;
  }

  #agreed(now: number): Conclusion | null {
    const matches = this.#recent.slice(-matchFrames.window).filter((r) => r.outcome === 'match');
    const newest = matches.at(-1);
    if (newest) {
      const agreeing = matches.filter((r) => r.person?.id === newest.person?.id);
      return agreeing.length >= matchFrames.agree ? conclude(newest, 'match', now) : null;
    }
    const needed = this.#conclusion?.outcome === 'match' ? noMatchFramesAfterMatch : noMatchFrames;
    const tail = this.#recent.slice(-needed);
    const last = tail.at(-1);
    const settled = tail.length === needed && tail.every((r) => r.outcome === 'no-match');
    return settled && last ? conclude(last, 'no-match', now) : null;
  }
}

function conclude(result: CheckResult, outcome: Conclusion['outcome'], at: number): Conclusion {
  const { person, claimed, distance, threshold } = result;
  return { outcome, person, ...(claimed ? { claimed } : {}), distance, threshold, at };
}

function sameAs(next: Conclusion, current: Conclusion | null): boolean {
  return (
    current !== null && next.outcome === current.outcome && next.person?.id === current.person?.id
  );
}
