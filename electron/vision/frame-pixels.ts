import { frameBytes, type Frame } from '../contract/frame.ts';
import type { RgbImage } from './image.ts';

/**
 * The frame as packed RGB. Alpha is ignored. `reuse` takes the pixels when it has the right length.
 * @throws RangeError when there are fewer bytes than the layout needs.
 */
export function frameToRgb(frame: Frame, reuse?: Uint8Array): RgbImage {
  assertFilled(frame);
  const image = emptyImage(frame, reuse);
  if (frame.format === 'RGBA') dropAlpha(frame, image.data);
  else convertI420(frame, clamped(image.data));
  return image;
}

/**
 * An I420 frame at half its size, as packed RGB: what `frameToRgb` and then halving would give
 * but for rounding, in a quarter of the work. Its chroma planes have that size already.
 * @throws RangeError when there are fewer bytes than the layout needs.
 */
export function i420ToHalfRgb(frame: Frame, reuse?: Uint8Array): RgbImage {
  assertFilled(frame);
  const size = { width: (frame.width + 1) >> 1, height: (frame.height + 1) >> 1 };
  const image = emptyImage(size, reuse);
  convertI420Halved(frame, clamped(image.data));
  return image;
}

function assertFilled(frame: Frame): void {
  if (frame.data.length >= frameBytes(frame)) return;
  throw new RangeError(
    `${frame.data.length} bytes are too few for ${frame.width}×${frame.height} px`,
  );
}

function emptyImage({ width, height }: Pick<RgbImage, 'width' | 'height'>, reuse?: Uint8Array) {
  const length = 3 * width * height;
  return { width, height, data: reuse?.length === length ? reuse : new Uint8Array(length) };
}

/** The same bytes, where stores clamp to 0…255. */
function clamped({ buffer, byteOffset, length }: Uint8Array): Uint8ClampedArray {
  return new Uint8ClampedArray(buffer, byteOffset, length);
}

function dropAlpha({ width, height, stride, data }: Frame, rgb: Uint8Array): void {
  let out = 0;
  for (let row = 0; row < height; row++) {
    let at = row * stride;
    for (let column = 0; column < width; column++, at += 4, out += 3) {
      rgb[out] = data[at]!;
      rgb[out + 1] = data[at + 1]!;
      rgb[out + 2] = data[at + 2]!;
    }
  }
}

/** Luma weights of red and blue: ITU-R BT.601-7 §2.5.1 and BT.709-6 §3.2. */
const lumaWeights = {
  bt601: { red: 0.299, blue: 0.114 },
  bt709: { red: 0.2126, blue: 0.0722 },
} as const;
/** Black level and spans of luma and chroma over 8 bits, limited and full range. */
const limitedLevels = { black: 16, lumaSpan: 219, chromaSpan: 224 };
const fullLevels = { black: 0, lumaSpan: 255, chromaSpan: 255 };
const chromaMiddle = 128;
/** Fixed-point fraction bits: products of four 8-bit values stay inside 31 bits. */
const fractionBits = 16;

interface Coefficients {
  readonly black: number;
  readonly luma: number;
  readonly redV: number;
  readonly greenU: number;
  readonly greenV: number;
  readonly blueU: number;
}

function coefficients({ matrix = 'bt601', fullRange = false }: Frame): Coefficients {
  const { red, blue } = lumaWeights[matrix];
  const { black, lumaSpan, chromaSpan } = fullRange ? fullLevels : limitedLevels;
  const green = 1 - red - blue;
  const fixed = (factor: number) => Math.round(factor * 255 * (1 << fractionBits));
  return {
    black,
    luma: fixed(1 / lumaSpan),
    redV: fixed((2 * (1 - red)) / chromaSpan),
    greenU: fixed((2 * (1 - blue) * blue) / green / chromaSpan),
    greenV: fixed((2 * (1 - red) * red) / green / chromaSpan),
    blueU: fixed((2 * (1 - blue)) / chromaSpan),
  };
}

/** Where the planes of chroma begin, and the bytes of one of their rows. */
function chromaLayout({ stride, height }: Frame) {
  const chromaStride = (stride + 1) >> 1;
  const uPlane = stride * height;
  return { chromaStride, uPlane, vPlane: uPlane + chromaStride * ((height + 1) >> 1) };
}

/** Each chroma sample serves the 2 × 2 luma samples it lies between. */
function convertI420(frame: Frame, rgb: Uint8ClampedArray): void {
  const { width, height, stride, data } = frame;
  const { black, luma, redV, greenU, greenV, blueU } = coefficients(frame);
  const { chromaStride, uPlane, vPlane } = chromaLayout(frame);
  const rounding = (1 << (fractionBits - 1)) - luma * black;
  for (let row = 0; row < height; row++) {
    const lumaRow = row * stride;
    const chromaRow = (row >> 1) * chromaStride;
    let out = 3 * row * width;
    // `imul` keeps products integers: the loop is a third faster for it.
    for (let column = 0; column < width; column += 2) {
      const chroma = chromaRow + (column >> 1);
      const u = data[uPlane + chroma]! - chromaMiddle;
      const v = data[vPlane + chroma]! - chromaMiddle;
      const red = (rounding + Math.imul(redV, v)) | 0;
      const green = (rounding - Math.imul(greenU, u) - Math.imul(greenV, v)) | 0;
      const blue = (rounding + Math.imul(blueU, u)) | 0;
      let y = Math.imul(luma, data[lumaRow + column]!);
      rgb[out++] = (y + red) >> fractionBits;
      rgb[out++] = (y + green) >> fractionBits;
      rgb[out++] = (y + blue) >> fractionBits;
      if (column + 1 === width) break;
      y = Math.imul(luma, data[lumaRow + column + 1]!);
      rgb[out++] = (y + red) >> fractionBits;
      rgb[out++] = (y + green) >> fractionBits;
      rgb[out++] = (y + blue) >> fractionBits;
    }
  }
}

/** One chroma sample and the mean of its four luma samples; an odd last row or column twice. */
function convertI420Halved(frame: Frame, rgb: Uint8ClampedArray): void {
  const { width, height, stride, data } = frame;
  const { black, luma, redV, greenU, greenV, blueU } = coefficients(frame);
  const { chromaStride, uPlane, vPlane } = chromaLayout(frame);
  // Everything counts four times, as the luma samples do, until the last shift.
  const bits = fractionBits + 2;
  const rounding = (1 << (bits - 1)) - 4 * luma * black;
  const end = (width + 1) >> 1;
  let out = 0;
  for (let upper = 0; upper < height; upper += 2) {
    const lower = Math.min(upper + 1, height - 1) - upper;
    let chroma = (upper >> 1) * chromaStride;
    for (let column = 0; column < end; column++, chroma++, out += 3) {
      const u = (data[uPlane + chroma]! - chromaMiddle) << 2;
      const v = (data[vPlane + chroma]! - chromaMiddle) << 2;
      const at = upper * stride + 2 * column;
      const right = 2 * column + 1 < width ? 1 : 0;
      const below = at + lower * stride;
      const sum = data[at]! + data[at + right]! + data[below]! + data[below + right]!;
      const y = (rounding + Math.imul(luma, sum)) | 0;
      rgb[out] = (y + Math.imul(redV, v)) >> bits;
      rgb[out + 1] = (y - Math.imul(greenU, u) - Math.imul(greenV, v)) >> bits;
      rgb[out + 2] = (y + Math.imul(blueU, u)) >> bits;
    }
  }
}
