/** Fixed-point fraction bits: a sum of four products of 8-bit values stays inside 31 bits. */
const fractionBits = 16;
const half = 1 << (fractionBits - 1);
const fixed = (factor: number) => Math.round(factor * (1 << fractionBits));

/** ITU-R BT.601-7 §2.5.1 (luma) and §2.5.2 (colour differences), over the full 8 bits. */
const lumaRed = fixed(0.299);
const lumaBlue = fixed(0.114);
const lumaGreen = (1 << fractionBits) - lumaRed - lumaBlue;
const uRed = fixed(0.299 / 1.772);
const uGreen = half - uRed;
const vBlue = fixed(0.114 / 1.402);
const vGreen = half - vBlue;
const chromaMiddle = 128;

/** Chroma is the mean of four pixels, so its sums carry two bits more. */
const chromaBits = fractionBits + 2;
const chromaOffset = (chromaMiddle << chromaBits) + (1 << (chromaBits - 1));

/**
 * Packed RGBA as packed I420, BT.601, full range; alpha is ignored. Each chroma sample is the mean
 * of the 2 × 2 pixels around it, the last row or column counting twice where a side is odd.
 */
export function rgbaToI420(
  rgba: Uint8ClampedArray,
  width: number,
  height: number,
  out: Uint8Array<ArrayBuffer>,
): void {
  // Pure red and pure blue round to 256: stores must clamp.
  const planes = new Uint8ClampedArray(out.buffer, out.byteOffset, out.byteLength);
  const chromaWidth = (width + 1) >> 1;
  const uPlane = width * height;
  const vPlane = uPlane + chromaWidth * ((height + 1) >> 1);
  for (let top = 0; top < height; top += 2) {
    const bottom = Math.min(top + 1, height - 1);
    const chromaRow = (top >> 1) * chromaWidth;
    for (let left = 0; left < width; left += 2) {
      const right = Math.min(left + 1, width - 1);
      const a = top * width + left;
      const b = top * width + right;
      const c = bottom * width + left;
      const d = bottom * width + right;
      planes[a] = luma(rgba, 4 * a);
      planes[b] = luma(rgba, 4 * b);
      planes[c] = luma(rgba, 4 * c);
      planes[d] = luma(rgba, 4 * d);
      const red = rgba[4 * a]! + rgba[4 * b]! + rgba[4 * c]! + rgba[4 * d]!;
      const green = rgba[4 * a + 1]! + rgba[4 * b + 1]! + rgba[4 * c + 1]! + rgba[4 * d + 1]!;
      const blue = rgba[4 * a + 2]! + rgba[4 * b + 2]! + rgba[4 * c + 2]! + rgba[4 * d + 2]!;
      const at = chromaRow + (left >> 1);
      const u = half * blue - uRed * red - uGreen * green;
      const v = half * red - vGreen * green - vBlue * blue;
      planes[uPlane + at] = (u + chromaOffset) >> chromaBits;
      planes[vPlane + at] = (v + chromaOffset) >> chromaBits;
    }
  }
}

function luma(rgba: Uint8ClampedArray, at: number): number {
  const sum = lumaRed * rgba[at]! + lumaGreen * rgba[at + 1]! + lumaBlue * rgba[at + 2]!;
  return (sum + half) >> fractionBits;
}
