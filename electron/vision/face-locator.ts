import type { Point, Wish } from '../contract/observation.ts';
import { areaOf, type Detection } from './detections.ts';
import type { LandmarkFinder } from './landmark-finder.ts';
import { fivePoints } from './landmark-layout.ts';
import type { Pyramid } from './pyramid.ts';
import { centroid } from './similarity.ts';

/** A face whose landmarks are known, image px. */
export interface LocatedFace extends Omit<Detection, 'points'> {
  /** Five, as in `ObservedFace`. */
  readonly landmarks: readonly Point[];
  /** All of iBUG 300-W; null where the pack has no model for them. */
  readonly points68: readonly Point[] | null;
}

/** Finds out of detections which are faces, and where their landmarks are. */
export class FaceLocator {
  readonly #finder: LandmarkFinder | null;

  /** Without a landmark model the detector's own five points serve. */
  constructor(finder: LandmarkFinder | null) {
    this.#finder = finder;
  }

  /** Adds the landmarks, drops what is no face. Returns the faces largest first, each only once. */
  async locate(
    image: Pyramid,
    found: readonly Detection[],
    effort: Wish['effort'],
  ): Promise<LocatedFace[]> {
    const located: LocatedFace[] = [];
    for (const detection of found.slice(0, maxFaces)) {
      const face = await this.#locateOne(image, detection, effort);
      if (face && !located.some((known) => isSameFace(known, face))) located.push(face);
    }
    return located.sort((one, other) => areaOf(other.box) - areaOf(one.box));
  }

  async #locateOne(
    image: Pyramid,
    detection: Detection,
    effort: Wish['effort'],
  ): Promise<LocatedFace | null> {
    const { box, score, points } = detection;
    if (this.#finder === null) {
      if (!points || !isFaceLike(detection, points)) return null;
      return { box, score, landmarks: points, points68: null };
    }
    const points68 = await this.#finder.find(image, box, effort);
    return points68 && { box, score, landmarks: fivePoints(points68), points68 };
  }
}

/** Distance between the eye centres, px. */
export function interEyeOf([left, right]: readonly Point[]): number {
  return Math.hypot(right![0] - left![0], right![1] - left![1]);
}

/** Faces beyond this many are bystanders of a crowd: they would only cost time. */
const maxFaces = 8;
/** Faces of two people cannot be nearer to each other than this, in distances between the eyes. */
const sameFaceDistance = 0.5;

/** Two loose boxes about one face lead to the same landmarks, whatever the boxes' overlap. */
function isSameFace(known: LocatedFace, face: LocatedFace): boolean {
  const [x, y] = centroid(known.landmarks);
  const [u, v] = centroid(face.landmarks);
  return Math.hypot(u - x, v - y) < sameFaceDistance * interEyeOf(known.landmarks);
}

/**
 * Whether points are where those of a face can be: apart from each other, and in the face's box. On
 * a pattern they wander out of it (the manifest's notes). Written so that NaN is nowhere.
 */
function isFaceLike({ box }: Detection, points: readonly Point[]): boolean {
  const slack = pointSlack * box.width;
  const isInside = ([x, y]: Point) =>
    x >= box.x - slack &&
    x <= box.x + box.width + slack &&
    y >= box.y - slack &&
    y <= box.y + box.height + slack;
  return interEyeOf(points) > 0 && points.every(isInside);
}

/** How far beyond the box a point may lie, share of its width: in a profile the nose does. */
const pointSlack = 0.1;
