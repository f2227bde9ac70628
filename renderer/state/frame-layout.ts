import type { Frame } from '../../electron/contract/frame.ts';
import { limits } from './limits.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Frames are shrunk to fit a square of this side before they are sent, px. */
export const maxFrameSide = 640;

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

/** The contract's frame over tightly packed I420 planes. */
export function i420Frame({ width, height }: Size, colour: Colour, data: Frame['data']): Frame {
  return { format: 'I420', width, height, stride: width, ...colour, data };
}

/** Splits the interleaved chroma rows of NV12 into the two planes that follow I420's luma. */
export function splitChroma(interleaved: Uint8Array, planes: Uint8Array): void {
  const half = interleaved.length / 2;
  for (let i = 0; i < half; i++) {
    planes[i] = interleaved[2 * i] ?? 0;
    planes[half + i] = interleaved[2 * i + 1] ?? 0;
  }
}

/**
 * The size to send a picture at: its own where it fits, else the largest of its shape that does.
 * A sliver is widened to the contract's least side: it has no room for a face either way, and so
 * the station can say just that.
 */
export function sentSize({ width, height }: Size): Size {
  const scale = Math.min(1, maxFrameSide / Math.max(width, height));
  const side = (length: number) => Math.max(limits.frameSide, Math.round(length * scale));
  return { width: side(width), height: side(height) };
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
