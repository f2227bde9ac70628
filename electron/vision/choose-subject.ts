import type { Box, Wish } from '../contract/observation.ts';
import { areaOf, overlapOf } from './detections.ts';
import type { Size } from './resize.ts';

/**
 * Which of the faces (largest first) the picture is about, as `Wish` says; null where none is in
 * the zone.
 */
export function chooseSubject(
  faces: readonly { readonly box: Box }[],
  image: Size,
  { subject, zone = wholePicture, held }: Pick<Wish, 'subject' | 'zone' | 'held'>,
): number | null {
  const boxes = faces.map(({ box }) => box);
  const inZone = boxes.filter((box) => hasMiddleIn(box, zone, image));
  const chosen =
    subject === 'central'
      ? bestBy(inZone, (box) => centralMerit(box, image))
      : largestOrHeld(inZone, held);
  return chosen === null ? null : boxes.indexOf(chosen);
}

/** A face must be this many times as wide as the one held to take its place: a step, no sway. */
const takeOverWidth = 1.25;
/** Intersection over union at which a face may be the one held: as far as one moves in a frame. */
const leastOverlap = 0.2;
const wholePicture: Box = { x: 0, y: 0, width: 1, height: 1 };

function largestOrHeld(boxes: readonly Box[], held: Box | undefined): Box | null {
  const largest = bestBy(boxes, areaOf);
  if (largest === null || held === undefined) return largest;
  const nearest = bestBy(boxes, (box) => overlapOf(box, held))!;
  if (overlapOf(nearest, held) < leastOverlap) return largest;
  const rival = bestBy(boxes, ({ width }) => width)!;
  return rival.width >= takeOverWidth * nearest.width ? rival : nearest;
}

/** The person a test photo is named after is in the middle; those beside may stand closer. */
function centralMerit(box: Box, image: Size): number {
  const [x, y] = middleOf(box);
  return Math.sqrt(areaOf(box)) - Math.hypot(x - image.width / 2, y - image.height / 2);
}

/** A middle beyond the picture's edge counts as on it: a face may reach out of the picture. */
function hasMiddleIn(box: Box, zone: Box, { width, height }: Size): boolean {
  const [x, y] = middleOf(box);
  const across = Math.min(Math.max(x / width, 0), 1) - zone.x;
  const down = Math.min(Math.max(y / height, 0), 1) - zone.y;
  return across >= 0 && across <= zone.width && down >= 0 && down <= zone.height;
}

function middleOf({ x, y, width, height }: Box): readonly [number, number] {
  return [x + width / 2, y + height / 2];
}

/** The first of the best. */
function bestBy(boxes: readonly Box[], merit: (box: Box) => number): Box | null {
  let best: { box: Box; merit: number } | null = null;
  for (const box of boxes) {
    const value = merit(box);
    if (best === null || value > best.merit) best = { box, merit: value };
  }
  return best && best.box;
}
