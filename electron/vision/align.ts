import type { Pack } from '../../native-models/manifest.ts';
import type { Point } from '../contract/observation.ts';
import { fitSimilarity, invertSimilarity, type Similarity } from './similarity.ts';

/** Brings faces into the positions in which the encoder is to see them. */
export class Aligner {
  readonly #indices: readonly number[];
  /** Per padding, where each of the landmarks belongs, chip px. */
  readonly #templates: readonly (readonly Point[])[];

  /** @throws RangeError when the template has not one point per landmark. */
  constructor({ size, indices, points, paddings }: Pack['alignment']) {
    if (indices.length !== points.length) {
      throw new RangeError(`${indices.length} landmarks cannot go to ${points.length} places`);
    }
    this.#indices = indices;
    this.#templates = paddings.map((padding) => {
      const place = (value: number) => ((value + padding) / (1 + 2 * padding)) * size;
      return points.map(([x, y]): Point => [place(x), place(y)]);
    });
  }

  /**
   * The aligned chips, one per padding, of a face with these landmarks (image px), each as
   * chip px → image px.
   * @throws RangeError when the landmarks all coincide or one is missing.
   */
  chipsOf(landmarks: readonly Point[]): Similarity[] {
    const used = this.#indices.map((index) => {
      const landmark = landmarks[index];
      if (landmark === undefined) throw new RangeError(`no landmark ${index}`);
      return landmark;
    });
    return this.#templates.map((template) => invertSimilarity(fitSimilarity(used, template)));
  }
}
