/**
 * Time from one frame sent to the next while somebody is in view, ms: 15 a second. Conclusions need
 * two to four frames, so they come within a third of a second; more would only warm the room.
 */
export const watchingIntervalMs = 1000 / 15;
/** The same with nobody in view, ms: 8 a second. Somebody who comes is seen within an eighth. */
export const idleIntervalMs = 1000 / 8;
/** Answers in a row without a face before nobody counts as in view: one may miss a turned head. */
export const emptyAnswers = 8;
/**
 * A camera's frames come a little early or late, ms. Without this allowance every second frame of
 * 30 a second would be missed by a hair and the third one taken.
 */
const jitterMs = 8;

/** How often the station is asked, by whether its last answers had a face. */
export class Pace {
  #empty = 0;

  /** The shortest time from one frame to the next, ms. */
  get intervalMs(): number {
    const wanted = this.#empty < emptyAnswers ? watchingIntervalMs : idleIntervalMs;
    return wanted - jitterMs;
  }

  /** Takes how many faces the newest answer had. */
  saw(faces: number): void {
    this.#empty = faces > 0 ? 0 : this.#empty + 1;
  }
}
