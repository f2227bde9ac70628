import type { Box, ObservedFace, Point } from '../contract/observation.ts';

/** Where a face is in its picture. */
export type Place = Pick<ObservedFace, 'box' | 'landmarks'>;

/** Where a face was last seen, px, when, in ms of a steady clock, and how it moved, px per ms. */
export interface Movement {
  readonly place: Place;
  readonly velocity: Point;
  readonly tick: number;
}

/**
 * How far a movement is carried on, ms. Nobody walks evenly for longer, and what the detector's
 * jitter adds to a velocity would carry a face away that stands still.
 */
const foresightMs = 300;
/** Share of a new velocity in the one that is kept: half of the detector's jitter is smoothed out. */
const newShare = 0.5;

/** A face that was not seen before stands still until it is seen again. */
export function arrive(place: Place, tick: number): Movement {
  return { place: copyOf(place), velocity: [0, 0], tick };
}

/** The movement after the face was seen again. */
export function moveOn(before: Movement, place: Place, tick: number): Movement {
  const elapsed = tick - before.tick;
  // Two frames of one moment tell nothing about speed.
  if (!(elapsed > 0)) return { ...before, place: copyOf(place) };
  const [x, y] = middle(before.place.box);
  const [u, v] = middle(place.box);
  const velocity: Point = [
    mix(before.velocity[0], (u - x) / elapsed),
    mix(before.velocity[1], (v - y) / elapsed),
  ];
  return { place: copyOf(place), velocity, tick };
}

/**
 * How unlike a face's place is to where the movement leads, at constant velocity: 0 where they are
 * the same, about 2 where the face lies its own width aside, more the farther it is. The sum of
 * what the boxes do not share (1 − intersection over union), of the landmarks' mean drift in face
 * widths, and of the logarithm of the sizes' ratio.
 */
export function departure(movement: Movement, { box, landmarks }: Place, tick: number): number {
  const ahead = Math.min(foresightMs, Math.max(0, tick - movement.tick));
  const shift: Point = [movement.velocity[0] * ahead, movement.velocity[1] * ahead];
  const before = movement.place;
  const expected: Box = { ...before.box, x: before.box.x + shift[0], y: before.box.y + shift[1] };
  const width = (before.box.width + box.width) / 2;
  return (
    1 -
    overlap(expected, box) +
    drift(before.landmarks, landmarks, shift) / width +
    Math.abs(Math.log(box.width / before.box.width))
  );
}

/** Mean distance of landmarks to where they were expected, px. */
function drift(before: readonly Point[], now: readonly Point[], [dx, dy]: Point): number {
  const distances = now.map(([x, y], index) => {
    const [u, v] = before[index] ?? [NaN, NaN];
    return Math.hypot(x - u - dx, y - v - dy);
  });
  return distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
}

/** Intersection over union, 0..1. */
function overlap(one: Box, other: Box): number {
  const width = shared(one.x, one.width, other.x, other.width);
  const height = shared(one.y, one.height, other.y, other.height);
  const both = width * height;
  return both / (one.width * one.height + other.width * other.height - both);
}

function shared(from: number, length: number, otherFrom: number, otherLength: number): number {
  const begin = Math.max(from, otherFrom);
  return Math.max(0, Math.min(from + length, otherFrom + otherLength) - begin);
}

function middle({ x, y, width, height }: Box): Point {
  return [x + width / 2, y + height / 2];
}

function mix(kept: number, fresh: number): number {
  return kept + newShare * (fresh - kept);
}

/** Only the place is kept: a face that is held on to would hold on to its encoding. */
function copyOf({ box, landmarks }: Place): Place {
  return { box: { ...box }, landmarks };
}
