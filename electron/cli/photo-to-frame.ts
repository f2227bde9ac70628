import sharp from 'sharp';
import type { Frame } from '../contract/frame.ts';

/** A photo as a camera would deliver it: fitted into the frame, I420, BT.601, full range. */
export async function photoToI420(
  photo: Uint8Array,
  { width, height }: { width: number; height: number },
): Promise<Frame> {
  const rgb = await sharp(photo)
    .autoOrient()
    .resize({ width, height, fit: 'contain', background: 'grey' })
    .flatten()
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  const chroma = { width: width / 2, height: height / 2 };
  const data = new Uint8Array(width * height + 2 * chroma.width * chroma.height);
  const u = data.subarray(width * height);
  const v = data.subarray(width * height + chroma.width * chroma.height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 3 * (y * width + x);
      const [r = 0, g = 0, b = 0] = [rgb[at], rgb[at + 1], rgb[at + 2]];
      const luma = 0.299 * r + 0.587 * g + 0.114 * b;
      data[y * width + x] = Math.round(luma);
      if (y % 2 === 1 || x % 2 === 1) continue;
      const cell = (y / 2) * chroma.width + x / 2;
      u[cell] = clampByte(128 + (b - luma) / 1.772);
      v[cell] = clampByte(128 + (r - luma) / 1.402);
    }
  }
  return { format: 'I420', width, height, stride: width, matrix: 'bt601', fullRange: true, data };
}

function clampByte(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}
