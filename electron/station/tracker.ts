import { arrive, departure, moveOn, type Movement, type Place } from './movement.ts';

/** A track that was not seen for this long, in ms, has ended: whoever comes then is new. */
export const absenceMs = 1500;
/**
 * The largest departure from a movement that still counts as the same face: a little less than its
 * own width aside, which is as far as somebody walks past a camera between two frames.
 */
const farthest = 1.9;
/**
 * Another candidate must depart by this much more to be out of the question. Faces that stay apart
 * by half their width are told apart by it; nearer ones could be either.
 */
const clearMargin = 0.8;

interface Track extends Movement {
  readonly number: number;
}

/**
 * Follows faces from frame to frame by where they are. It would rather lose somebody than take one
 * for another: where a face could be either of two, or two could be one, all of them are new.
 */
export class Tracker {
  #tracks: Track[] = [];
  #lastNumber = 0;

  /**
   * The track number of each face of a frame, in their order. `tick` is ms of a steady clock.
   * A number is never used for a second time, not even after `end`.
   */
  follow(faces: readonly Place[], tick: number): number[] {
    const alive = this.#tracks.filter((track) => tick - track.tick <= absenceMs);
    const { followed, lost } = associate(alive, faces, tick);
    const seen = faces.map((face, index): Track => {
      const track = followed.get(index);
      return track
        ? { number: track.number, ...moveOn(track, face, tick) }
        : { number: ++this.#lastNumber, ...arrive(face, tick) };
    });
    const continued = new Set(followed.values());
    const unseen = alive.filter((track) => !continued.has(track) && !lost.has(track));
    this.#tracks = [...seen, ...unseen];
    return seen.map((track) => track.number);
  }

  /** The face of this track turned out to be somebody else's: gives it a new number. */
  renew(number: number): number {
    const fresh = ++this.#lastNumber;
    this.#tracks = this.#tracks.map((track) =>
      track.number === number ? { ...track, number: fresh } : track,
    );
    return fresh;
  }

  /** Forgets all faces. */
  end(): void {
    this.#tracks = [];
  }
}

interface Pair {
  readonly track: Track;
  readonly face: number;
  readonly cost: number;
}

/** Which track each face (by index) continues, and the tracks that must not be continued. */
function associate(
  tracks: readonly Track[],
  faces: readonly Place[],
  tick: number,
): { followed: Map<number, Track>; lost: Set<Track> } {
  const pairs = possiblePairs(tracks, faces, tick);
  const followed = new Map<number, Track>();
  const taken = new Set<Track>();
  const lost = new Set<Track>();
  const spoilt = new Set<number>();
  for (const pair of pairs) {
    if (taken.has(pair.track) || lost.has(pair.track)) continue;
    if (followed.has(pair.face) || spoilt.has(pair.face)) continue;
    const rivals = pairs.filter(
      (other) => isRival(other, pair) && !taken.has(other.track) && !followed.has(other.face),
    );
    if (rivals.length === 0) {
      followed.set(pair.face, pair.track);
      taken.add(pair.track);
    } else {
      lost.add(pair.track);
      spoilt.add(pair.face);
      // A track out of sight that might be this face would make the next frame doubtful as well.
      for (const { track } of rivals) lost.add(track);
    }
  }
  return { followed, lost };
}

/** Nearest first. Written so that a place that is no number is possible for nobody. */
function possiblePairs(tracks: readonly Track[], faces: readonly Place[], tick: number): Pair[] {
  return tracks
    .flatMap((track) =>
      faces.map((place, face) => ({ track, face, cost: departure(track, place, tick) })),
    )
    .filter(({ cost }) => cost <= farthest)
    .sort((one, other) => one.cost - other.cost);
}

/** Whether `other` is a different answer for the same face or track that is nearly as likely. */
function isRival(other: Pair, pair: Pair): boolean {
  const sameFace = other.face === pair.face;
  const sameTrack = other.track === pair.track;
  return sameFace !== sameTrack && other.cost < pair.cost + clearMargin;
}
