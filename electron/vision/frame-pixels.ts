import type { RgbImage } from './image.ts';

export interface FrameInput {
  format: 'I420' | 'RGBA';
  width: number;
  height: number;
  /** Bytes per row of the (first) plane. */
  stride: number;
  /** Of I420 only; BT.601, limited range, unless said otherwise. */
  matrix?: 'bt601' | 'bt709' | undefined;
  fullRange?: boolean | undefined;
  /**
   * I420: rows of `stride` bytes, then the U and V planes with rows of ceil(stride / 2) bytes and
   * ceil(height / 2) rows. RGBA: rows of `stride` bytes.
   */
  data: Uint8Array;
}

/**
 * The frame as packed RGB. Alpha is ignored. `reuse` takes the pixels when it has the right length.
 * @throws RangeError when there are fewer bytes than the layout needs.
 */
export function frameToRgb(frame: FrameInput, reuse?: Uint8Array): RgbImage {
  const { width, height } = frame;
  const length = 3 * width * height;
  const data = reuse?.length === length ? reuse : new Uint8Array(length);
  if (frame.data.length < bytesOf(frame)) {
    throw new RangeError(`${frame.data.length} bytes are too few for ${width}×${height} px`);
  }
  if (frame.format === 'RGBA') dropAlpha(frame, data);
  else convertI420(frame, new Uint8ClampedArray(data.buffer, data.byteOffset, length));
  return { width, height, data };
}

/** Reads frames one after the other into the same memory: each holds until the next is read. */
export function createFrameReader(): (frame: FrameInput) => RgbImage {
  let pixels: Uint8Array = new Uint8Array(0);
  return (frame) => {
    const image = frameToRgb(frame, pixels);
    pixels = image.data;
    return image;
  };
}

function bytesOf({ format, height, stride }: FrameInput): number {
  if (format === 'RGBA') return stride * height;
  return stride * height + 2 * Math.ceil(stride / 2) * Math.ceil(height / 2);
}

function dropAlpha({ width, height, stride, data }: FrameInput, rgb: Uint8Array): void {
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
const LUMA_WEIGHTS = {
  bt601: { red: 0.299, blue: 0.114 },
  bt709: { red: 0.2126, blue: 0.0722 },
} as const;
/** Black level and spans of luma and chroma over 8 bits, limited and full range. */
const LIMITED_RANGE = { black: 16, lumaSpan: 219, chromaSpan: 224 };
const FULL_RANGE = { black: 0, lumaSpan: 255, chromaSpan: 255 };
const CHROMA_MIDDLE = 128;
/** Fixed-point fraction bits: products of 8-bit values stay well inside 31 bits. */
const FRACTION_BITS = 16;

interface Coefficients {
  readonly black: number;
  readonly luma: number;
  readonly redV: number;
  readonly greenU: number;
  readonly greenV: number;
  readonly blueU: number;
}

function coefficients({ matrix = 'bt601', fullRange = false }: FrameInput): Coefficients {
  const { red, blue } = LUMA_WEIGHTS[matrix];
  const { black, lumaSpan, chromaSpan } = fullRange ? FULL_RANGE : LIMITED_RANGE;
  const green = 1 - red - blue;
  const fixed = (factor: number) => Math.round(factor * 255 * (1 << FRACTION_BITS));
  return {
    black,
    luma: fixed(1 / lumaSpan),
    redV: fixed((2 * (1 - red)) / chromaSpan),
    greenU: fixed((2 * (1 - blue) * blue) / green / chromaSpan),
    greenV: fixed((2 * (1 - red) * red) / green / chromaSpan),
    blueU: fixed((2 * (1 - blue)) / chromaSpan),
  };
}

/** Each chroma sample serves the 2 × 2 luma samples it lies between. Stores clamp to 0…255. */
function convertI420(frame: FrameInput, rgb: Uint8ClampedArray): void {
  const { width, height, stride, data } = frame;
  const { black, luma, redV, greenU, greenV, blueU } = coefficients(frame);
  const chromaStride = (stride + 1) >> 1;
  const uPlane = stride * height;
  const vPlane = uPlane + chromaStride * ((height + 1) >> 1);
  const rounding = (1 << (FRACTION_BITS - 1)) - luma * black;
  for (let row = 0; row < height; row++) {
    const lumaRow = row * stride;
    const chromaRow = (row >> 1) * chromaStride;
    let out = 3 * row * width;
    // `imul` keeps products integers: the loop is a third faster for it.
    for (let column = 0; column < width; column += 2) {
      const chroma = chromaRow + (column >> 1);
      const u = data[uPlane + chroma]! - CHROMA_MIDDLE;
      const v = data[vPlane + chroma]! - CHROMA_MIDDLE;
      const red = (rounding + Math.imul(redV, v)) | 0;
      const green = (rounding - Math.imul(greenU, u) - Math.imul(greenV, v)) | 0;
      const blue = (rounding + Math.imul(blueU, u)) | 0;
      let y = Math.imul(luma, data[lumaRow + column]!);
      rgb[out++] = (y + red) >> FRACTION_BITS;
      rgb[out++] = (y + green) >> FRACTION_BITS;
      rgb[out++] = (y + blue) >> FRACTION_BITS;
      if (column + 1 === width) break;
      y = Math.imul(luma, data[lumaRow + column + 1]!);
      rgb[out++] = (y + red) >> FRACTION_BITS;
      rgb[out++] = (y + green) >> FRACTION_BITS;
      rgb[out++] = (y + blue) >> FRACTION_BITS;
    }
  }
}
