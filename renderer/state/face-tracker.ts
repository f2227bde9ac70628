import type { FaceView } from '../../electron/contract/messages.ts';

type Box = FaceView['box'];

export interface TrackedBox extends Box {
  /** The station's number for the face. */
  readonly track: number;
  /** 0 to 1: boxes come and go softly. */
  readonly opacity: number;
}

/** Time in which a box covers 63 % of the way to where the face is now, ms. */
const moveMs = 70;
const fadeInMs = 120;
const fadeOutMs = 200;
/** A face missed for a frame or two keeps its box this long, ms. */
const patienceMs = 250;
/** A slow station's last answer holds this long, ms: after that nobody knows who is there. */
const staleMs = 1500;

interface Shown {
  target: Box;
  shown: Box;
  opacity: number;
  seenAt: number;
}

/**
 * Smooths the boxes of detected faces over time, so that what is drawn never flickers. Which box
 * belongs to which face is the station's word: a box never jumps from one person to another.
 */
export class FaceTracker {
  readonly #snap: boolean;
  readonly #shown = new Map<number, Shown>();
  #steppedAt: number | null = null;
  #updatedAt = Number.NEGATIVE_INFINITY;

  /** With `snap` boxes are drawn where the faces are, without movement. */
  constructor(snap: boolean) {
    this.#snap = snap;
  }

  /** Where the faces of the newest frame are; `now` in ms. Faces that are not followed have no box. */
  update(faces: readonly Pick<FaceView, 'track' | 'box'>[], now: number): void {
    this.#updatedAt = now;
    for (const { track, box } of faces) {
      if (track === null) continue;
      const shown = this.#shown.get(track);
      if (shown) {
        shown.target = box;
        shown.seenAt = now;
      } else {
        this.#shown.set(track, { target: box, shown: box, opacity: 0, seenAt: now });
      }
    }
  }

  /** The boxes to draw at `now`, ms. */
  step(now: number): readonly TrackedBox[] {
    const elapsed = Math.max(0, now - (this.#steppedAt ?? now));
    this.#steppedAt = now;
    const share = this.#snap ? 1 : 1 - Math.exp(-elapsed / moveMs);
    for (const [track, face] of this.#shown) {
      const here = this.#isHere(face.seenAt, now);
      face.shown = between(face.shown, face.target, share);
      face.opacity = this.#fade(face.opacity, here, elapsed);
      if (face.opacity <= 0 && !here) this.#shown.delete(track);
    }
    return [...this.#shown].map(([track, { shown, opacity }]) => ({ track, opacity, ...shown }));
  }

  #isHere(seenAt: number, now: number): boolean {
    const inLastAnswer = seenAt === this.#updatedAt;
    return now - seenAt <= (inLastAnswer ? staleMs : patienceMs);
  }

  #fade(opacity: number, here: boolean, elapsed: number): number {
    if (this.#snap) return here ? 1 : 0;
    const next = here ? opacity + elapsed / fadeInMs : opacity - elapsed / fadeOutMs;
    return Math.min(1, Math.max(0, next));
  }
}

function between(from: Box, to: Box, share: number): Box {
  const mix = (a: number, b: number) => a + (b - a) * share;
  return {
    x: mix(from.x, to.x),
    y: mix(from.y, to.y),
    width: mix(from.width, to.width),
    height: mix(from.height, to.height),
  };
}
