import type { Frame } from '../contract/frame.ts';
import { frameToRgb, i420ToHalfRgb } from './frame-pixels.ts';
import type { RgbImage } from './image.ts';
import { halve, type Pyramid } from './pyramid.ts';

/** Reads frames one after the other into the same memory: each holds until the next is read. */
export class FrameReader {
  #full: Uint8Array | undefined;
  #half: Uint8Array | undefined;

  /** Colours are converted when first asked for. Those of a near face are never asked in full. */
  read(frame: Frame): Pyramid {
    const { width, height } = frame;
    const levels = new Map<number, RgbImage>();
    const level = (number: number): RgbImage => {
      const known = levels.get(number);
      if (known) return known;
      const made =
        number === 0
          ? this.#fullOf(frame)
          : number === 1 && frame.format === 'I420'
            ? this.#halfOf(frame)
            : halve(level(number - 1));
      levels.set(number, made);
      return made;
    };
    return { width, height, level };
  }

  #fullOf(frame: Frame): RgbImage {
    const image = frameToRgb(frame, this.#full);
    this.#full = image.data;
    return image;
  }

  #halfOf(frame: Frame): RgbImage {
    const image = i420ToHalfRgb(frame, this.#half);
    this.#half = image.data;
    return image;
  }
}
