import type { Point } from '../contract/observation.ts';
import type { Detection } from './detections.ts';
import type { DetectorKind } from './detector-kind.ts';
import { floatOutput } from './model-session.ts';
import type { Size } from './resize.ts';

/** Cells per side are the canvas's over these, px. */
const strides: readonly number[] = [8, 16, 32];

/**
 * YuNet (Wu et al., YuNet: A Tiny Millisecond-level Face Detector, 2023): no anchors; each cell of
 * three maps has a class score, an objectness score, a box and five points.
 */
export const yunet: DetectorKind = {
  givesPoints: true,
  quickCanvases: [320, 640],
  thoroughCanvases: [320, 640],
  borderShare: 0.1,
  outputs: strides.flatMap((stride) =>
    ['cls', 'obj', 'bbox', 'kps'].map((part) => `${part}_${stride}`),
  ),
  decode: (outputs, canvas) =>
    strides.flatMap((stride) => {
      const part = (name: string) => floatOutput(outputs, `${name}_${stride}`).data;
      const map = { cls: part('cls'), obj: part('obj'), bbox: part('bbox'), kps: part('kps') };
      return decodeYunetMap(map, stride, canvas, minScore);
    }),
};

/** Least confidence of a face. Measured: see the manifest's notes. */
const minScore = 0.7;

/** Per cell, row by row: 1, 1, 4 and 10 values. */
export interface YunetMap {
  readonly cls: Float32Array;
  readonly obj: Float32Array;
  readonly bbox: Float32Array;
  readonly kps: Float32Array;
}

/** Candidates above a score in the map of one stride, in canvas px. */
export function decodeYunetMap(
  { cls, obj, bbox, kps }: YunetMap,
  stride: number,
  canvas: Size,
  minScore: number,
): Detection[] {
  const columns = canvas.width / stride;
  const detections: Detection[] = [];
  const least = minScore * minScore;
  for (let cell = 0; cell < cls.length; cell++) {
    const squaredScore = share(cls[cell]!) * share(obj[cell]!);
    // Written so that NaN is no face.
    if (!(squaredScore >= least)) continue;
    const at: Point = [cell % columns, Math.floor(cell / columns)];
    detections.push({
      score: Math.sqrt(squaredScore),
      box: boxOf(bbox.subarray(4 * cell, 4 * cell + 4), at, stride),
      points: pointsOf(kps.subarray(10 * cell, 10 * cell + 10), at, stride),
    });
  }
  return detections;
}

/** Scores may leave 0…1 by a rounding error. */
function share(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function boxOf(values: Float32Array, [column, row]: Point, stride: number) {
  const width = Math.exp(values[2]!) * stride;
  const height = Math.exp(values[3]!) * stride;
  const x = (column + values[0]!) * stride - width / 2;
  const y = (row + values[1]!) * stride - height / 2;
  return { x, y, width, height };
}

function pointsOf(values: Float32Array, [column, row]: Point, stride: number): Point[] {
  return [0, 2, 4, 6, 8].map((at): Point => [
    (values[at]! + column) * stride,
    (values[at + 1]! + row) * stride,
  ]);
}
