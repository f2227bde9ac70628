import type { Point } from '../contract/observation.ts';

/** Rotation, uniform scale and shift: (x, y) ↦ (a·x − b·y + tx, b·x + a·y + ty). */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

/**
 * Least-squares similarity that takes each `from` point to its `to` point. In the plane, and with
 * reflections left out, Umeyama's solution (IEEE TPAMI 13(4), 1991) has this closed form.
 * @throws RangeError when the lists differ in length or all `from` points coincide.
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): Similarity {
  if (from.length !== to.length) {
    throw new RangeError(`${from.length} points cannot be fitted to ${to.length}`);
  }
  const [fromX, fromY] = centroid(from);
  const [toX, toY] = centroid(to);
  let dot = 0;
  let cross = 0;
  let spread = 0;
  from.forEach(([x, y], index) => {
    const [u, v] = to[index] ?? [0, 0];
    const [dx, dy, du, dv] = [x - fromX, y - fromY, u - toX, v - toY];
    dot += dx * du + dy * dv;
    cross += dx * dv - dy * du;
    spread += dx * dx + dy * dy;
  });
  if (!(spread > 0)) throw new RangeError('points that coincide have no orientation');
  const a = dot / spread;
  const b = cross / spread;
  return { a, b, tx: toX - a * fromX + b * fromY, ty: toY - b * fromX - a * fromY };
}

export function transformPoint({ a, b, tx, ty }: Similarity, [x, y]: Point): Point {
  return [a * x - b * y + tx, b * x + a * y + ty];
}

/** @throws RangeError when the similarity collapses the plane to a point. */
export function invertSimilarity({ a, b, tx, ty }: Similarity): Similarity {
  const squaredScale = a * a + b * b;
  if (!(squaredScale > 0)) throw new RangeError('a similarity of scale 0 has no inverse');
  const ia = a / squaredScale;
  const ib = -b / squaredScale;
  return { a: ia, b: ib, tx: -(ia * tx - ib * ty), ty: -(ib * tx + ia * ty) };
}

/** Factor by which lengths grow. */
export function scaleOf({ a, b }: Similarity): number {
  return Math.hypot(a, b);
}

export function centroid(points: readonly Point[]): Point {
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += point[0];
    y += point[1];
  }
  return [x / points.length, y / points.length];
}
