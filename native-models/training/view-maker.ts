import type { Hidden, Light, View } from './augmentation.ts';
import { bytesPerCrop, type CropSet } from './crops.ts';
import { Softener } from './softener.ts';

/**
 * Makes views of crops: what the network is shown. Every pixel is one bilinear sample of the crop,
 * written as the station's encoder takes it: three planes (R, G, B), −1 for black to 1 for white.
 */
export class ViewMaker {
  readonly #crops: Pick<CropSet, 'pixels' | 'size' | 'inner'>;
  readonly #chip: number;
  readonly #softener: Softener;
  /** What becomes of each byte, per colour. */
  readonly #tones = new Float32Array(3 * 256);

  /** `chip`: side of the network's input, px. */
  constructor(crops: Pick<CropSet, 'pixels' | 'size' | 'inner'>, chip: number) {
    this.#crops = crops;
    this.#chip = chip;
    this.#softener = new Softener(chip);
  }

  /** Writes a view of that crop; `planes` holds 3 · chip² values. */
  make(crop: number, view: View, planes: Float32Array): void {
    setTones(this.#tones, view.light);
    this.#sample(crop, view, planes);
    if (view.light.grey) makeGrey(planes);
    if (view.light.slopeX !== 0 || view.light.slopeY !== 0) {
      addSideLight(planes, this.#chip, view.light);
    }
    if (view.sharpness < 1) this.#softener.soften(planes, view.sharpness);
    if (view.hidden !== null) hide(planes, this.#chip, view.hidden);
  }

  #sample(crop: number, view: View, planes: Float32Array): void {
    const { size, inner, pixels } = this.#crops;
    const chip = this.#chip;
    const { a, b, c, d, x0, y0 } = chipToCrop(view, chip, inner, size);
    const tones = this.#tones;
    const area = chip * chip;
    const stride = 3 * size;
    const start = crop * bytesPerCrop(size);
    const last = size - 1;
    let out = 0;
    for (let row = 0; row < chip; row++) {
      let x = x0 + c * row;
      let y = y0 + d * row;
      for (let column = 0; column < chip; column++, out++, x += a, y += b) {
        // Beyond the crop its edge goes on; no usual view reaches there.
        const px = x < 0 ? 0 : x > last ? last : x;
        const py = y < 0 ? 0 : y > last ? last : y;
        const left = Math.min(px | 0, last - 1);
        const top = Math.min(py | 0, last - 1);
        const fx = px - left;
        const fy = py - top;
        const w11 = fx * fy;
        const w01 = fx - w11;
        const w10 = fy - w11;
        const w00 = 1 - fx - w10;
        const at = start + top * stride + 3 * left;
        const below = at + stride;
        planes[out] =
          w00 * tones[pixels[at]!]! +
          w01 * tones[pixels[at + 3]!]! +
          w10 * tones[pixels[below]!]! +
          w11 * tones[pixels[below + 3]!]!;
        planes[out + area] =
          w00 * tones[256 + pixels[at + 1]!]! +
          w01 * tones[256 + pixels[at + 4]!]! +
          w10 * tones[256 + pixels[below + 1]!]! +
          w11 * tones[256 + pixels[below + 4]!]!;
        planes[out + 2 * area] =
          w00 * tones[512 + pixels[at + 2]!]! +
          w01 * tones[512 + pixels[at + 5]!]! +
          w10 * tones[512 + pixels[below + 2]!]! +
          w11 * tones[512 + pixels[below + 5]!]!;
      }
    }
  }
}

/** x = x0 + a·column + c·row, y = y0 + b·column + d·row, in px of the crop, pixel centres. */
function chipToCrop(view: View, chip: number, inner: number, size: number) {
  const step = inner / chip / view.scale;
  const angle = (view.turn * Math.PI) / 180;
  const across = view.mirrored ? -1 : 1;
  const a = step * Math.cos(angle) * across;
  const b = step * Math.sin(angle) * across;
  const c = -step * Math.sin(angle);
  const d = step * Math.cos(angle);
  const middle = (chip - 1) / 2;
  const centreX = (size - 1) / 2 + view.shiftX * inner;
  const centreY = (size - 1) / 2 + view.shiftY * inner;
  return { a, b, c, d, x0: centreX - middle * (a + c), y0: centreY - middle * (b + d) };
}

function setTones(tones: Float32Array, { brightness, contrast, gamma, tint }: Light): void {
  for (let colour = 0; colour < 3; colour++) {
    for (let byte = 0; byte < 256; byte++) {
      const curved = gamma === 1 ? byte / 255 : (byte / 255) ** gamma;
      const lit = (curved * tint[colour]! - 0.5) * contrast + 0.5 + brightness;
      tones[256 * colour + byte] = clamped(2 * lit - 1);
    }
  }
}

/** Every colour becomes the luma of the three (ITU-R BT.601). */
function makeGrey(planes: Float32Array): void {
  const area = planes.length / 3;
  for (let at = 0; at < area; at++) {
    const luma = 0.299 * planes[at]! + 0.587 * planes[at + area]! + 0.114 * planes[at + 2 * area]!;
    planes[at] = luma;
    planes[at + area] = luma;
    planes[at + 2 * area] = luma;
  }
}

/** A light from one side: brighter towards it, darker away from it, as a factor of the light. */
function addSideLight(planes: Float32Array, chip: number, { slopeX, slopeY }: Light): void {
  let at = 0;
  for (let plane = 0; plane < 3; plane++) {
    for (let row = 0; row < chip; row++) {
      let factor = 1 + slopeY * ((row + 0.5) / chip - 0.5) - slopeX * (0.5 - 0.5 / chip);
      for (let column = 0; column < chip; column++, at++, factor += slopeX / chip) {
        planes[at] = clamped((planes[at]! + 1) * factor - 1);
      }
    }
  }
}

function hide(planes: Float32Array, chip: number, hidden: Hidden): void {
  const left = Math.round(hidden.left * chip);
  const right = Math.round((hidden.left + hidden.width) * chip);
  const top = Math.round(hidden.top * chip);
  const bottom = Math.round((hidden.top + hidden.height) * chip);
  for (let plane = 0; plane < 3; plane++) {
    for (let row = top; row < bottom; row++) {
      const start = (plane * chip + row) * chip;
      planes.fill(2 * hidden.brightness - 1, start + left, start + right);
    }
  }
}

function clamped(value: number): number {
  return value < -1 ? -1 : value > 1 ? 1 : value;
}
