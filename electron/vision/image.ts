/** Packed RGB, row-major: 3 · width · height bytes. */
export interface RgbImage {
  width: number;
  height: number;
  data: Uint8Array;
}

/** @throws RangeError when the sizes are not positive integers or the bytes do not fill them. */
export function assertRgbImage({ width, height, data }: RgbImage): void {
  if (!Number.isSafeInteger(width) || !Number.isSafeInteger(height) || width < 1 || height < 1) {
    throw new RangeError(`an image cannot measure ${width}×${height} px`);
  }
  if (data.length !== 3 * width * height) {
    throw new RangeError(`${data.length} bytes are not ${width}×${height} px of RGB`);
  }
}
