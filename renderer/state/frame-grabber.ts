import type { Frame } from '../../electron/contract/frame.ts';
import {
  frameColour,
  i420Bytes,
  i420Frame,
  i420Planes,
  sentSize,
  splitChroma,
  type Size,
} from './frame-layout.ts';
import { rgbaToI420 } from './rgba-to-i420.ts';

/** What can stand in front of the station: a playing video, or a still picture. */
export type Picture = HTMLVideoElement | HTMLImageElement;

/**
 * Turns what an element shows right now into the contract's frame, always I420: three eighths of
 * RGBA's bytes. A camera's I420 is copied without touching a pixel; whatever must be shrunk or
 * turned goes through a canvas and is converted. At 640 × 360 that costs 0.7 ms here and 0.8 ms at
 * the station, and saves 8 ms on the way there (measured over the loopback WebSocket). The frame's
 * bytes lie in one reused buffer: they hold until the next grab.
 */
export class FrameGrabber {
  #buffer: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  #scratch: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  #canvas: OffscreenCanvas | null = null;

  /** Null while the element has no picture yet. */
  async grab(picture: Picture): Promise<Frame | null> {
    if (picture instanceof HTMLVideoElement && picture.readyState < picture.HAVE_CURRENT_DATA) {
      return null;
    }
    const size = naturalSize(picture);
    if (size.width === 0 || size.height === 0) return null;
    const sent = sentSize(size);
    const asItIs = sent.width === size.width && sent.height === size.height;
    const direct = asItIs && picture instanceof HTMLVideoElement;
    if (direct && 'VideoFrame' in globalThis) {
      const frame = await this.#fromVideo(picture, size);
      if (frame) return frame;
    }
    return this.#fromCanvas(picture, sent);
  }

  /** Null where the frame's own layout is not what is shown (turned, stretched, unknown format). */
  async #fromVideo(video: HTMLVideoElement, shown: Size): Promise<Frame | null> {
    let frame: VideoFrame | null = null;
    try {
      frame = new VideoFrame(video);
      const rect = frame.visibleRect;
      if (!rect || rect.width !== shown.width || rect.height !== shown.height) return null;
      if (isTurned(frame)) return null;
      if (frame.format === 'I420') return await this.#fromI420(frame, shown);
      if (frame.format === 'NV12') return await this.#fromNv12(frame, shown);
      return null;
    } catch {
      return null;
    } finally {
      frame?.close();
    }
  }

  async #fromI420(source: VideoFrame, { width, height }: Size): Promise<Frame> {
    const data = this.#bytes(i420Bytes(width, height));
    await source.copyTo(data, { layout: i420Planes(width, height) });
    return i420Frame({ width, height }, frameColour(source.colorSpace), data);
  }

  async #fromNv12(source: VideoFrame, { width, height }: Size): Promise<Frame> {
    const luma = width * height;
    const bytes = i420Bytes(width, height);
    const data = this.#bytes(bytes);
    if (this.#scratch.length !== bytes) this.#scratch = new Uint8Array(bytes);
    const layout = [
      { offset: 0, stride: width },
      { offset: luma, stride: 2 * Math.ceil(width / 2) },
    ];
    await source.copyTo(this.#scratch, { layout });
    data.set(this.#scratch.subarray(0, luma));
    splitChroma(this.#scratch.subarray(luma), data.subarray(luma));
    return i420Frame({ width, height }, frameColour(source.colorSpace), data);
  }

  #fromCanvas(picture: Picture, { width, height }: Size): Frame | null {
    this.#canvas ??= new OffscreenCanvas(width, height);
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    const context = this.#canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return null;
    context.drawImage(picture, 0, 0, width, height);
    const data = this.#bytes(i420Bytes(width, height));
    rgbaToI420(context.getImageData(0, 0, width, height).data, width, height, data);
    return i420Frame({ width, height }, { matrix: 'bt601', fullRange: true }, data);
  }

  #bytes(length: number): Uint8Array<ArrayBuffer> {
    if (this.#buffer.length !== length) this.#buffer = new Uint8Array(length);
    return this.#buffer;
  }
}

export function naturalSize(picture: Picture): Size {
  return picture instanceof HTMLVideoElement
    ? { width: picture.videoWidth, height: picture.videoHeight }
    : { width: picture.naturalWidth, height: picture.naturalHeight };
}

/** Newer browsers say how a frame must be turned to be upright; older ones have it upright. */
function isTurned(frame: VideoFrame): boolean {
  const { rotation, flip } = frame as VideoFrame & { rotation?: number; flip?: boolean };
  return (rotation ?? 0) !== 0 || flip === true;
}
