import type { Tensor } from 'onnxruntime-node';
import type { Box, Point } from '../contract/observation.ts';
import { LANDMARK_COUNT, MIRRORED_LANDMARK } from './landmark-layout.ts';
import { cropOfBox, cropOfLandmarks, LANDMARK_CROP_SIZE } from './landmark-crop.ts';
import { floatOutput, type ModelSession } from './model-session.ts';
import { mirrorRows, planesTensor } from './planes-tensor.ts';
import type { ImagePyramid } from './pyramid.ts';
import { transformPoint, type Similarity } from './similarity.ts';
import { warpToPlanes } from './warp.ts';

/** Finds the 68 landmarks of a face (numbered as in the iBUG 300-W annotation, from 0). */
export class LandmarkFinder {
  readonly #session: ModelSession;
  readonly #rough = planesTensor(1, LANDMARK_CROP_SIZE, LANDMARK_CROP_SIZE);
  readonly #fine = planesTensor(2, LANDMARK_CROP_SIZE, LANDMARK_CROP_SIZE);

  constructor(session: ModelSession) {
    this.#session = session;
  }

  /**
   * Two passes: a rough one on the detector's box, then one on an upright crop about the rough
   * landmarks, where the results for the crop and its mirror image are averaged.
   * Returns 68 points in image px.
   */
  async find(image: ImagePyramid, box: Box): Promise<Point[]> {
    const rough = await this.#findRoughly(image, cropOfBox(box));
    return this.#findFinely(image, cropOfLandmarks(rough));
  }

  async #findRoughly(image: ImagePyramid, crop: Similarity): Promise<Point[]> {
    warpToPlanes(image, crop, LANDMARK_CROP_SIZE, this.#rough.planes);
    const points = await this.#run(this.#rough.tensor);
    return landmarks((index) => pointAt(points, index), crop);
  }

  async #findFinely(image: ImagePyramid, crop: Similarity): Promise<Point[]> {
    const { planes, tensor } = this.#fine;
    const half = planes.length / 2;
    warpToPlanes(image, crop, LANDMARK_CROP_SIZE, planes.subarray(0, half));
    mirrorRows(planes.subarray(0, half), planes.subarray(half), LANDMARK_CROP_SIZE);
    const points = await this.#run(tensor);
    const mean = (index: number): Point => {
      const [x, y] = pointAt(points, index);
      const [u, v] = pointAt(points, LANDMARK_COUNT + MIRRORED_LANDMARK[index]!);
      return [(x + 1 - u) / 2, (y + v) / 2];
    };
    return landmarks(mean, crop);
  }

  async #run(crops: Tensor): Promise<Float32Array> {
    return floatOutput(await this.#session.run({ crops }), 'points').data;
  }
}

function pointAt(points: Float32Array, index: number): Point {
  return [points[2 * index]!, points[2 * index + 1]!];
}

/** From fractions of the crop's side to image px. */
function landmarks(fraction: (index: number) => Point, crop: Similarity): Point[] {
  return Array.from({ length: LANDMARK_COUNT }, (_, index) => {
    const [x, y] = fraction(index);
    return transformPoint(crop, [x * LANDMARK_CROP_SIZE, y * LANDMARK_CROP_SIZE]);
  });
}
