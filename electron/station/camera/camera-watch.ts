import type { Frame } from '../../contract/frame.ts';

/**
 * Consecutive pictures alike to the last bit that are no accident: a sensor's noise never repeats,
 * a recording that hangs does.
 */
export const sameFrames = 30;
/** Consecutive pictures that differ although the camera's own clock stands still. */
export const stillTimes = 10;

interface Seen {
  readonly data: Uint8Array;
  readonly mediaTime: number | undefined;
  /** Pictures before it that it is alike. */
  readonly same: number;
  /** Pictures before it of the same time that looked otherwise. */
  readonly still: number;
  /** Whether it was told; it is told once until the camera moves on. */
  readonly told: boolean;
}

/**
 * Notices a camera that shows the same picture for ever, or whose clock stands still. One per
 * window; the newest frame is kept to compare the next one with, and nothing else.
 */
export class CameraWatch {
  #seen: Seen | null = null;

  /** True once where the picture is frozen; again only after it had moved. */
  isNewlyFrozen({ data, mediaTime }: Pick<Frame, 'data' | 'mediaTime'>): boolean {
    const before = this.#seen;
    const alike = before !== null && sameBytes(before.data, data);
    const sameTime =
      before !== null && mediaTime !== undefined && before.mediaTime === mediaTime && !alike;
    const same = alike ? before.same + 1 : 0;
    const still = sameTime ? before.still + 1 : 0;
    const frozen = same >= sameFrames - 1 || still >= stillTimes - 1;
    const told = frozen && before?.told === true;
    this.#seen = { data, mediaTime, same, still, told: frozen };
    return frozen && !told;
  }
}

/** Real pictures differ in their first bytes, so this is next to nothing. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
