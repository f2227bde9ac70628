import type { Frame } from '../../electron/contract/frame.ts';
import { FrameGrabber, type Picture } from './frame-grabber.ts';

/** How often a still picture is sent again, ms: conclusions need several frames. */
const stillIntervalMs = 200;

/**
 * Sends what a picture shows to `deliver`, one frame in flight: while an answer is awaited new
 * frames are let go, so the next one sent is always the latest. Rests while the page is hidden.
 */
export class FramePump {
  readonly #picture: Picture;
  readonly #deliver: (frame: Frame) => Promise<void>;
  readonly #intervalMs: () => number;
  readonly #grabber = new FrameGrabber();
  readonly #cancel: () => void;
  #stopped = false;
  #inFlight = false;
  #sentAt = Number.NEGATIVE_INFINITY;
  #restUntil = 0;
  /** The camera's own time of the newest picture, ms; none of a still picture. */
  #mediaTime: number | undefined;

  /** `intervalMs` is asked at each frame for the shortest time until the next one is sent. */
  constructor(
    picture: Picture,
    deliver: (frame: Frame) => Promise<void>,
    intervalMs: () => number,
  ) {
    this.#picture = picture;
    this.#deliver = deliver;
    this.#intervalMs = intervalMs;
    this.#cancel =
      picture instanceof HTMLVideoElement ? this.#onVideoFrames(picture) : this.#onInterval();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  /** Sends nothing for this long: the station said that it is not ready. */
  rest(ms: number): void {
    this.#restUntil = performance.now() + ms;
  }

  #onVideoFrames(video: HTMLVideoElement): () => void {
    let handle = 0;
    const next = (_now?: number, metadata?: VideoFrameCallbackMetadata) => {
      this.#mediaTime = metadata && metadata.mediaTime * 1000;
      void this.#offer();
      handle = video.requestVideoFrameCallback(next);
    };
    handle = video.requestVideoFrameCallback(next);
    return () => video.cancelVideoFrameCallback(handle);
  }

  #onInterval(): () => void {
    const timer = setInterval(() => void this.#offer(), stillIntervalMs);
    return () => clearInterval(timer);
  }

  async #offer(): Promise<void> {
    const now = performance.now();
    if (this.#stopped || this.#inFlight || now < this.#restUntil) return;
    if (now - this.#sentAt < this.#intervalMs()) return;
    if (document.visibilityState === 'hidden') return;
    this.#inFlight = true;
    this.#sentAt = now;
    try {
      const frame = await this.#grabber.grab(this.#picture);
      const mediaTime = this.#mediaTime;
      const timed = frame && mediaTime !== undefined ? { ...frame, mediaTime } : frame;
      if (timed && !this.#stopped) await this.#deliver(timed);
    } finally {
      this.#inFlight = false;
    }
  }
}
