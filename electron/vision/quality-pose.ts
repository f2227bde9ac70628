import type { FaceQuality, Point } from '../contract/observation.ts';
import { fiveModel, ibugModel, type ModelPoint } from './quality-model.ts';
import { centroid } from './similarity.ts';

type Pose = Pick<FaceQuality, 'yaw' | 'pitch' | 'roll'>;

/**
 * Which way a head is turned, degrees: signs as in `FaceQuality`.
 *
 * The points are fitted, in the least-squares sense, by an affine camera's view of an average
 * head; the nearest turn of the head (first pitch, then yaw, then roll) is read off that view.
 */
export function poseOf(five: readonly Point[], points68: readonly Point[] | null): Pose {
  if (points68 === null) return fitPose(five, fiveModel);
  const used = ibugModel.map(([index]) => points68[index]!);
  return fitPose(
    used,
    ibugModel.map(([, at]) => at),
  );
}

/** One image axis as seen in the head's own axes: how far it moves per cm of x, y and z. */
type Row = readonly [x: number, y: number, z: number];

function fitPose(points: readonly Point[], model: readonly ModelPoint[]): Pose {
  const across = fitRow(points, model, 0);
  const down = fitRow(points, model, 1);
  const roll = Math.atan2(down[0], across[0]);
  const [upright, level] = [turned(across, down, roll), turned(down, across, -roll)];
  const pitch = Math.atan2(-level[2], level[1]);
  const sideways = upright[2] * Math.cos(pitch) + upright[1] * Math.sin(pitch);
  const yaw = Math.atan2(sideways, upright[0]);
  return { yaw: degrees(yaw), pitch: degrees(pitch), roll: degrees(roll) };
}

/** The image's axes with the roll taken out. */
function turned(one: Row, other: Row, angle: number): Row {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [
    cos * one[0] + sin * other[0],
    cos * one[1] + sin * other[1],
    cos * one[2] + sin * other[2],
  ];
}

/** The model is its own mirror image, so that its x stands apart from its y and z. */
function fitRow(points: readonly Point[], model: readonly ModelPoint[], axis: 0 | 1): Row {
  const middle = centroid(points)[axis];
  const sums = { xx: 0, yy: 0, yz: 0, zz: 0, x: 0, y: 0, z: 0 };
  const [, meanY, meanZ] = meanOf(model);
  points.forEach((point, index) => {
    const value = point[axis] - middle;
    const [x, y, z] = [model[index]![0], model[index]![1] - meanY, model[index]![2] - meanZ];
    sums.xx += x * x;
    sums.yy += y * y;
    sums.yz += y * z;
    sums.zz += z * z;
    sums.x += x * value;
    sums.y += y * value;
    sums.z += z * value;
  });
  const determinant = sums.yy * sums.zz - sums.yz * sums.yz;
  return [
    sums.x / sums.xx,
    (sums.zz * sums.y - sums.yz * sums.z) / determinant,
    (sums.yy * sums.z - sums.yz * sums.y) / determinant,
  ];
}

function meanOf(model: readonly ModelPoint[]): ModelPoint {
  const mean = (axis: 0 | 1 | 2) =>
    model.reduce((sum, point) => sum + point[axis], 0) / model.length;
  return [mean(0), mean(1), mean(2)];
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
