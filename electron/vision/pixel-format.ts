import type { ModelEntry } from '../../native-models/manifest.ts';
import { unfit } from './model-fit.ts';

/** Brings planes of red, green and blue, 0…255, into the form that a model was trained on. */
export class PixelFormat {
  readonly #reversed: boolean;
  readonly #offset: number;
  readonly #factor: number;

  /** @throws ModelFault for a layout other than planes. */
  constructor({ file, input: { layout, colourOrder, range } }: ModelEntry) {
    if (layout !== 'NCHW') throw unfit(file, `layout ${layout}; only NCHW can be fed`);
    const [darkest, brightest] = range;
    this.#reversed = colourOrder === 'BGR';
    this.#offset = darkest;
    this.#factor = (brightest - darkest) / 255;
  }

  /** In place, for the three planes of one image. */
  apply(planes: Float32Array): void {
    if (this.#reversed) swapOuterPlanes(planes);
    if (this.#offset === 0 && this.#factor === 1) return;
    for (let index = 0; index < planes.length; index++) {
      planes[index] = planes[index]! * this.#factor + this.#offset;
    }
  }
}

function swapOuterPlanes(planes: Float32Array): void {
  const area = planes.length / 3;
  const first = planes.slice(0, area);
  planes.copyWithin(0, 2 * area);
  planes.set(first, 2 * area);
}
