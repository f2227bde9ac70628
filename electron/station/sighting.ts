import type { CheckResult, Conclusion } from '../contract/messages.ts';
import type { Box, Observation } from '../contract/observation.ts';
import type { Pooled } from '../contract/pooled.ts';
import { conclusionOf, sameAnswer } from './conclusion.ts';
import { consistentFrames, Evidence, freshMs, type Likeness } from './evidence.ts';
import { absenceMs, Tracker } from './tracker.ts';
import { hasWaitedLong, waitOn, type Waiting } from './waiting.ts';

/** Pooled frames without a match before somebody counts as not recognised. */
export const noMatchFrames = 4;
/**
 * The same, in a row, once somebody was recognised: a turned head must not make a stranger of them
 * at once.
 */
export const noMatchFramesAfterMatch = 8;
/**
 * A conclusion that no compared frame has agreed with for this long, in ms, no longer stands,
 * whoever is in view: a face too far away to compare must not live on somebody's greeting.
 */
export const supportMs = freshMs;

/**
 * What the frames in front of one camera agree on about the one who stands there. No single frame
 * decides. A conclusion is reported as new once; then it stands until the frames agree on another,
 * somebody else takes the place, or nobody is there. Ticks are ms of a steady clock.
 */
export class Sighting {
  readonly #tracker = new Tracker();
  readonly #evidence = new Evidence();
  #tracks: number[] = [];
  /** Whose face is being checked: its place among the frame's faces, its track and its box. */
  #subject: { readonly index: number; readonly track: number; readonly box: Box } | null = null;
  #conclusion: Conclusion | null = null;
  /** The match reported last, and when a frame last agreed with it. */
  #reported: { readonly conclusion: Conclusion; readonly tick: number } | null = null;
  #lastSeenTick = Number.NEGATIVE_INFINITY;
  #lastSupportTick = Number.NEGATIVE_INFINITY;
  /** Frames in a row that speak against a match. */
  #contrary = 0;
  #waiting: Waiting | null = null;

  get conclusion(): Conclusion | null {
    return this.#conclusion;
  }

  /** Where the subject was last seen, px; null where nobody was, or too long ago. */
  heldAt(tick: number): Box | null {
    return tick - this.#lastSeenTick > absenceMs ? null : (this.#subject?.box ?? null);
  }

  /** The track number of each face of the newest frame, in its order. */
  get tracks(): readonly number[] {
    return this.#tracks;
  }

  /** Takes where the faces of a frame are, and which of them is the subject. */
  follow(seen: Observation, tick: number): void {
    const unsupported = this.#conclusion && tick - this.#lastSupportTick > supportMs;
    if (tick - this.#lastSeenTick > absenceMs || unsupported) this.end();
    this.#tracks = this.#tracker.follow(seen.faces, tick);
    const { subject: index } = seen;
    const face = index === null ? undefined : seen.faces[index];
    const track = index === null ? undefined : this.#tracks[index];
    if (index === null || !face || track === undefined) return;
    this.#lastSeenTick = tick;
    if (track !== this.#subject?.track) this.#startOver();
    this.#subject = { index, track, box: face.box };
  }

  /**
   * Takes the subject's probe of this frame alone, and answers with the one that its track makes by
   * now. A probe that is somebody else's begins a new track, with nothing of the old.
   */
  show(probe: Pooled, quality: number, tick: number, likeness: Likeness): Pooled {
    if (!this.#evidence.take(probe, quality, tick, likeness)) {
      this.#renewTrack();
      this.#evidence.take(probe, quality, tick, likeness);
    }
    return this.#evidence.pooled ?? probe;
  }

  /**
   * Takes what the probe came to. `now` is ms since 1970.
   * Returns the conclusion if this frame brought a new one.
   */
  take(result: CheckResult, now: number, tick: number, likeness: Likeness): Conclusion | null {
    if (result.outcome === 'refused') return null;
    this.#waiting = waitOn(this.#waiting, tick);
    const next = this.#agreed(result, tick, now, likeness);
    if (this.#isSupport(next, result)) this.#support(tick);
    if (!next || sameAnswer(next, this.#conclusion)) return null;
    if (this.#conclusion?.outcome === 'match' && next.outcome === 'match') {
      // Frames that spoke for one person never count for another.
      this.#renewTrack();
      return null;
    }
    return this.#conclude(next, tick);
  }

  /** Forgets everything: the view was left, the question changed, or the station cannot see. */
  end(): void {
    this.#tracker.end();
    this.#tracks = [];
    this.#subject = null;
    this.#reported = null;
    this.#lastSeenTick = Number.NEGATIVE_INFINITY;
    this.#startOver();
  }

  #agreed(result: CheckResult, tick: number, now: number, likeness: Likeness): Conclusion | null {
    const { frames } = this.#evidence;
    const { outcome, person } = result;
    if (outcome === 'match' && person) {
      const agreeing = this.#evidence.consistentWith(person.id, likeness);
      if (agreeing >= consistentFrames) {
        this.#contrary = 0;
        return conclusionOf(result, 'match', now, frames);
      }
    }
    const enough = outcome === 'no-match' && frames >= noMatchFrames;
    if (!enough && !this.#isDue(tick)) return null;
    this.#contrary += 1;
    const known = this.#conclusion?.outcome === 'match';
    if (known && this.#contrary < noMatchFramesAfterMatch) return null;
    return conclusionOf(result, 'no-match', now, frames);
  }

  /** Whether somebody without an answer must have one now. */
  #isDue(tick: number): boolean {
    return !this.#conclusion && this.#waiting !== null && hasWaitedLong(this.#waiting, tick);
  }

  /** The same person after a moment's doubt is no news. */
  #conclude(next: Conclusion, tick: number): Conclusion | null {
    const before = this.#reported;
    const known =
      next.outcome === 'match' &&
      before !== null &&
      sameAnswer(next, before.conclusion) &&
      tick - before.tick <= absenceMs;
    this.#conclusion = known ? before.conclusion : next;
    this.#support(tick);
    return known ? null : next;
  }

  /** A match needs the agreeing frames for as long as it stands. */
  #isSupport(next: Conclusion | null, result: CheckResult): boolean {
    const answer = next ?? (result.outcome === 'no-match' ? result : null);
    return answer !== null && sameAnswer(answer, this.#conclusion);
  }

  #support(tick: number): void {
    this.#lastSupportTick = tick;
    this.#waiting = null;
    const conclusion = this.#conclusion;
    this.#reported = conclusion?.outcome === 'match' ? { conclusion, tick } : null;
  }

  /** Somebody else stands there: nothing of what was seen before is about them. */
  #startOver(): void {
    this.#evidence.clear();
    this.#conclusion = null;
    this.#contrary = 0;
    this.#waiting = null;
  }

  /**
   * The face is where the subject's was, and yet not the same. Nobody's name outlives that; "not
   * recognised" names nobody and stands, or an unsteady stranger would fill the log.
   */
  #renewTrack(): void {
    this.#evidence.clear();
    this.#contrary = 0;
    if (this.#conclusion?.outcome === 'match') this.#conclusion = null;
    if (!this.#subject) return;
    const { index } = this.#subject;
    const track = this.#tracker.renew(this.#subject.track);
    this.#tracks = this.#tracks.with(index, track);
    this.#subject = { ...this.#subject, track };
  }
}
