import type { Frame } from '../../electron/contract/frame.ts';

/** Frames wider than this are shrunk before they are sent, px. */
export const maxFrameWidth = 640;

/** Where each plane of a tightly packed I420 picture lies, in the form `VideoFrame.copyTo` takes. */
export function i420Planes(width: number, height: number): { offset: number; stride: number }[] {
  const chroma = Math.ceil(width / 2);
  const luma = width * height;
  return [
    { offset: 0, stride: width },
    { offset: luma, stride: chroma },
    { offset: luma + chroma * Math.ceil(height / 2), stride: chroma },
  ];
}

export function i420Bytes(width: number, height: number): number {
  return width * height + 2 * Math.ceil(width / 2) * Math.ceil(height / 2);
}

/** Splits the interleaved chroma rows of NV12 into the two planes that follow I420's luma. */
export function splitChroma(interleaved: Uint8Array, planes: Uint8Array): void {
  const half = interleaved.length / 2;
  for (let i = 0; i < half; i++) {
    planes[i] = interleaved[2 * i] ?? 0;
    planes[half + i] = interleaved[2 * i + 1] ?? 0;
  }
}

/** The size to send a picture at: its own, or `maxFrameWidth` wide in the same shape. */
export function shrunkSize(width: number, height: number): { width: number; height: number } {
  if (width <= maxFrameWidth) return { width, height };
  return { width: maxFrameWidth, height: Math.round((height * maxFrameWidth) / width) };
}

type Colour = Required<Pick<Frame, 'matrix' | 'fullRange'>>;

/** The contract's two colour fields from a video frame's colour space; BT.601 where unsaid. */
export function frameColour(
  space: { matrix: string | null; fullRange: boolean | null } | null,
): Colour {
  return {
    matrix: space?.matrix === 'bt709' ? 'bt709' : 'bt601',
    fullRange: space?.fullRange ?? false,
  };
}
