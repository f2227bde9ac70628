import type { FaceView } from '../../electron/contract/messages.ts';

type Box = FaceView['box'];

export interface TrackedBox extends Box {
  readonly id: number;
  /** 0 to 1: boxes come and go softly. */
  readonly opacity: number;
}

/** Time in which a box covers 63 % of the way to where the face is now, ms. */
const moveMs = 70;
const fadeInMs = 120;
const fadeOutMs = 200;
/** A face missed for a frame or two keeps its box this long, ms. */
const patienceMs = 250;

interface Track {
  id: number;
  target: Box;
  shown: Box;
  opacity: number;
  seenAt: number;
}

/** Smooths the boxes of detected faces over time, so that what is drawn never flickers. */
export class FaceTracker {
  readonly #snap: boolean;
  #tracks: Track[] = [];
  #lastId = 0;
  #steppedAt: number | null = null;

  /** With `snap` boxes are drawn where the faces are, without movement. */
  constructor(snap: boolean) {
    this.#snap = snap;
  }

  /** Where the faces of the newest frame are; `now` in ms. */
  update(boxes: readonly Box[], now: number): void {
    const free = new Set(this.#tracks);
    for (const box of boxes) {
      const track = nearest(free, box);
      if (track) {
        free.delete(track);
        track.target = box;
        track.seenAt = now;
      } else {
        this.#tracks.push({ id: ++this.#lastId, target: box, shown: box, opacity: 0, seenAt: now });
      }
    }
  }

  /** The boxes to draw at `now`, ms. */
  step(now: number): readonly TrackedBox[] {
    const elapsed = Math.max(0, now - (this.#steppedAt ?? now));
    this.#steppedAt = now;
    const share = this.#snap ? 1 : 1 - Math.exp(-elapsed / moveMs);
    for (const track of this.#tracks) {
      track.shown = between(track.shown, track.target, share);
      const here = now - track.seenAt <= patienceMs;
      track.opacity = this.#fade(track.opacity, here, elapsed);
    }
    this.#tracks = this.#tracks.filter((t) => t.opacity > 0 || now - t.seenAt <= patienceMs);
    return this.#tracks.map(({ id, shown, opacity }) => ({ id, opacity, ...shown }));
  }

  clear(): void {
    this.#tracks = [];
  }

  #fade(opacity: number, here: boolean, elapsed: number): number {
    if (this.#snap) return here ? 1 : 0;
    const next = here ? opacity + elapsed / fadeInMs : opacity - elapsed / fadeOutMs;
    return Math.min(1, Math.max(0, next));
  }
}

/** The track whose centre is nearest, if no further than a face's own size. */
function nearest(tracks: Iterable<Track>, box: Box): Track | null {
  let best: Track | null = null;
  let bestDistance = Math.max(box.width, box.height);
  for (const track of tracks) {
    const distance = Math.hypot(
      centreX(track.target) - centreX(box),
      centreY(track.target) - centreY(box),
    );
    if (distance < bestDistance) [best, bestDistance] = [track, distance];
  }
  return best;
}

const centreX = (box: Box) => box.x + box.width / 2;
const centreY = (box: Box) => box.y + box.height / 2;

function between(from: Box, to: Box, share: number): Box {
  const mix = (a: number, b: number) => a + (b - a) * share;
  return {
    x: mix(from.x, to.x),
    y: mix(from.y, to.y),
    width: mix(from.width, to.width),
    height: mix(from.height, to.height),
  };
}
