import type { Tensor } from 'onnxruntime-node';
import type { Box, Point, Wish } from '../contract/observation.ts';
import {
  eyeCentre,
  jawPoints,
  landmarkCount,
  leftEye,
  mirroredLandmark,
  rightEye,
} from './landmark-layout.ts';
import { cropOfBox, cropOfLandmarks, landmarkCropSize } from './landmark-crop.ts';
import { needDimensions, soleInput, soleOutput, unfit } from './model-fit.ts';
import { floatOutput, type ModelSession } from './model-session.ts';
import { PixelFormat } from './pixel-format.ts';
import { mirrorRows, planesTensor } from './planes-tensor.ts';
import type { Pyramid } from './pyramid.ts';
import { transformPoint, type Similarity } from './similarity.ts';
import { warpToPlanes } from './warp.ts';

/** Finds the 68 landmarks of a face (numbered as in the iBUG 300-W annotation, from 0). */
export class LandmarkFinder {
  readonly #session: ModelSession;
  readonly #input: string;
  readonly #output: string;
  readonly #format: PixelFormat;
  readonly #rough = planesTensor(1, landmarkCropSize, landmarkCropSize);
  readonly #fine = planesTensor(2, landmarkCropSize, landmarkCropSize);

  /** @throws ModelFault when the model does not look as if it found these points. */
  constructor(session: ModelSession) {
    if (session.entry.kind !== 'ibug68') {
      throw unfit(session.file, `'${session.entry.kind}' is no kind of landmark model`);
    }
    // Crops come alone and in twos.
    needDimensions(session, [null, 3, landmarkCropSize, landmarkCropSize]);
    this.#session = session;
    this.#input = soleInput(session).name;
    this.#output = soleOutput(session).name;
    this.#format = new PixelFormat(session.entry);
  }

  /**
   * Two passes: a rough one on the detector's box, then one on an upright crop about the rough
   * landmarks, where the results for the crop and its mirror image are averaged.
   * Returns 68 points in image px, or null where looking again finds them elsewhere: on a face they
   * stay, on anything else they wander off. `quick` looks again only where the passes disagree.
   */
  async find(image: Pyramid, box: Box, effort: Wish['effort']): Promise<Point[] | null> {
    const rough = await this.#findRoughly(image, cropOfBox(box));
    const fine = await this.#findFinely(image, cropOfLandmarks(rough));
    if (effort === 'quick' && driftOf(rough, fine) <= maxRoughDrift) return fine;
    const again = await this.#findFinely(image, cropOfLandmarks(fine));
    return driftOf(fine, again) <= maxFineDrift ? fine : null;
  }

  async #findRoughly(image: Pyramid, crop: Similarity): Promise<Point[]> {
    warpToPlanes(image, crop, landmarkCropSize, this.#rough.planes);
    this.#format.apply(this.#rough.planes);
    const points = await this.#run(this.#rough.tensor);
    return landmarks((index) => pointAt(points, index), crop);
  }

  async #findFinely(image: Pyramid, crop: Similarity): Promise<Point[]> {
    const { planes, tensor } = this.#fine;
    const upright = planes.subarray(0, planes.length / 2);
    warpToPlanes(image, crop, landmarkCropSize, upright);
    this.#format.apply(upright);
    mirrorRows(upright, planes.subarray(upright.length), landmarkCropSize);
    const points = await this.#run(tensor);
    const mean = (index: number): Point => {
      const [x, y] = pointAt(points, index);
      const [u, v] = pointAt(points, landmarkCount + mirroredLandmark[index]!);
      return [(x + 1 - u) / 2, (y + v) / 2];
    };
    return landmarks(mean, crop);
  }

  async #run(crops: Tensor): Promise<Float32Array> {
    return floatOutput(await this.#session.run({ [this.#input]: crops }), this.#output).data;
  }
}

/**
 * How far the inner points may move from one pass to the next, mean over the distance between the
 * eyes. Measured, see the manifest's notes: from the rough pass to the fine one faces of LFW moved
 * by 0.09 at most (0.12 where turned by 25°) and textures by 0.19 at least; from the fine pass to
 * one more by 0.045 at most and 0.13 at least.
 */
const maxRoughDrift = 0.16;
const maxFineDrift = 0.08;

/** NaN where the eyes coincide, which is no face either. */
function driftOf(before: readonly Point[], after: readonly Point[]): number {
  const [left, right] = [eyeCentre(after, leftEye), eyeCentre(after, rightEye)];
  let sum = 0;
  for (let index = jawPoints; index < landmarkCount; index++) {
    const [x, y] = before[index]!;
    const [u, v] = after[index]!;
    sum += Math.hypot(u - x, v - y);
  }
  const interEye = Math.hypot(right[0] - left[0], right[1] - left[1]);
  return sum / (landmarkCount - jawPoints) / interEye;
}

function pointAt(points: Float32Array, index: number): Point {
  return [points[2 * index]!, points[2 * index + 1]!];
}

/** From fractions of the crop's side to image px. */
function landmarks(fraction: (index: number) => Point, crop: Similarity): Point[] {
  return Array.from({ length: landmarkCount }, (_, index) => {
    const [x, y] = fraction(index);
    return transformPoint(crop, [x * landmarkCropSize, y * landmarkCropSize]);
  });
}
