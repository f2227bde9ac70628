import type { Pack } from '../../native-models/manifest.ts';
import type { Point } from '../contract/observation.ts';
import type { LocatedFace } from './face-locator.ts';
import { fitSimilarity, invertSimilarity, type Similarity } from './similarity.ts';

/** Brings faces into the positions in which the encoder is to see them. */
export class Aligner {
  readonly #landmarks: Pack['alignment']['landmarks'];
  readonly #indices: readonly number[];
  /** Per padding, where each of the landmarks belongs, chip px. */
  readonly #templates: readonly (readonly Point[])[];

  /** @throws RangeError when the template has not one point per landmark. */
  constructor({ size, landmarks, indices, points, paddings }: Pack['alignment']) {
    if (indices.length !== points.length) {
      throw new RangeError(`${indices.length} landmarks cannot go to ${points.length} places`);
    }
    this.#landmarks = landmarks;
    this.#indices = indices;
    this.#templates = paddings.map((padding) => {
      const place = (value: number) => ((value + padding) / (1 + 2 * padding)) * size;
      return points.map(([x, y]): Point => [place(x), place(y)]);
    });
  }

  /**
   * The aligned chips of a face, one per padding, each as chip px → image px.
   * @throws RangeError when the landmarks all coincide or one is missing.
   */
  chipsOf(face: Pick<LocatedFace, 'landmarks' | 'points68'>): Similarity[] {
    const landmarks = this.#landmarks === 'five' ? face.landmarks : face.points68;
    const used = this.#indices.map((index) => {
      const landmark = landmarks?.[index];
      if (landmark === undefined) throw new RangeError(`no landmark ${index}`);
      return landmark;
    });
    return this.#templates.map((template) => invertSimilarity(fitSimilarity(used, template)));
  }
}
