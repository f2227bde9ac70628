import type { Direction, ErrorCode, Result } from '../../electron/contract/errors.ts';
import type { Frame } from '../../electron/contract/frame.ts';
import type {
  Conclusion,
  FrameCheck,
  PersonRef,
  Timings,
} from '../../electron/contract/messages.ts';
import type { CheckMode } from '../../electron/contract/recognition.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import { directionOf } from '../text/live-codes.ts';
import { Steady } from './steady.ts';

/** A conclusion with the figures of the frame that brought it. */
export interface Verdict extends Conclusion {
  readonly timings: Timings;
}

/** Words change only once they have held for this long, ms. */
const steadyMs = 350;
/** A recognition stays readable this long after the person has left, ms. */
const lingerMs = 1500;

/** What says that the face of whom somebody claims to be cannot be compared. */
const claimErrors: readonly ErrorCode[] = [
  'unknown-person',
  'encoder-changed',
  'consent-withdrawn',
];

/** One sitting at the Check view: the question asked, what the frames say, and the answer. */
export class CheckSession {
  readonly #transport: Transport;
  readonly #steadyHint = new Steady<Direction | null>(null, steadyMs);
  readonly #steadyTrouble = new Steady<ErrorCode | null>(null, steadyMs);
  readonly #steadyCompanion = new Steady<boolean>(false, steadyMs);
  #mode = $state.raw<CheckMode>('identify');
  #claimed = $state.raw<PersonRef | null>(null);
  #claimError = $state.raw<ErrorCode | null>(null);
  #latest = $state.raw<FrameCheck | null>(null);
  #verdict = $state.raw<Verdict | null>(null);
  #hint = $state.raw<Direction | null>(null);
  #companion = $state.raw(false);
  #trouble = $state.raw<ErrorCode | null>(null);
  #question = 0;
  #concludedUntil = 0;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get mode(): CheckMode {
    return this.#mode;
  }

  get claimed(): PersonRef | null {
    return this.#claimed;
  }

  /** Why the claimed id cannot be checked, if so. */
  get claimError(): ErrorCode | null {
    return this.#claimError;
  }

  /** The answer to the newest frame; null before the first. */
  get latest(): FrameCheck | null {
    return this.#latest;
  }

  get verdict(): Verdict | null {
    return this.#verdict;
  }

  /** What the person could do better, once it has been so for a moment. */
  get hint(): Direction | null {
    return this.#hint;
  }

  /** Somebody else has stood close behind for a moment. */
  get companion(): boolean {
    return this.#companion;
  }

  /** What keeps the station from answering. */
  get trouble(): ErrorCode | null {
    return this.#trouble;
  }

  ask(mode: CheckMode, claimed: PersonRef | null = null): void {
    this.#mode = mode;
    this.#claimed = claimed;
    this.#forget();
    void this.#transport.request('check.end', {});
  }

  /** Nobody is looking any more: the station forgets what it pooled. */
  leave(): void {
    this.#forget();
    void this.#transport.request('check.end', {});
  }

  /** Sends one frame; true where the station was not ready and should be left alone for a moment. */
  async take(frame: Frame): Promise<boolean> {
    if (this.#mode === 'verify' && (!this.#claimed || this.#claimError)) return true;
    const question = this.#question;
    const answer = await this.#send(frame);
    if (question !== this.#question) return false;
    const now = performance.now();
    if (!answer.ok) {
      this.#refuse(answer.error.code, now);
      return true;
    }
    return this.#accept(answer.value, now);
  }

  #send(frame: Frame): Promise<Result<FrameCheck>> {
    return this.#mode === 'verify' && this.#claimed
      ? this.#transport.request('check.verify', { frame, claimedId: this.#claimed.id })
      : this.#transport.request('check.identify', { frame });
  }

  #refuse(code: ErrorCode, now: number): void {
    if (this.#mode === 'verify' && claimErrors.includes(code)) {
      this.#claimError = code;
      return;
    }
    this.#latest = null;
    this.#trouble = this.#troubled(code, now);
  }

  #accept(check: FrameCheck, now: number): boolean {
    const { code, direction } = check.result;
    const advice = directionOf(code, direction);
    const trouble = code !== undefined && advice === null ? code : null;
    this.#latest = check;
    // A conclusion says by itself that the station answers again.
    this.#trouble = check.conclusion
      ? this.#steadyTrouble.reset(null)
      : this.#troubled(trouble, now);
    this.#hint = this.#steadyHint.take(advice, now);
    this.#companion = this.#steadyCompanion.take(check.companion, now);
    this.#conclude(check, now);
    return trouble !== null;
  }

  /**
   * A restart is said at once: it ends what the station had pooled, and while it is said the next
   * conclusion can come without another headline between.
   */
  #troubled(code: ErrorCode | null, now: number): ErrorCode | null {
    return code === 'vision-restarting'
      ? this.#steadyTrouble.reset(code)
      : this.#steadyTrouble.take(code, now);
  }

  #conclude({ conclusion, result, faces }: FrameCheck, now: number): void {
    if (conclusion) {
      this.#concludedUntil = now + lingerMs;
      if (conclusion.at !== this.#verdict?.at) {
        this.#verdict = { ...conclusion, timings: result.timings };
      }
      return;
    }
    // A face in view without a conclusion is somebody new: the last answer is not theirs.
    if (faces.length > 0 || now > this.#concludedUntil) this.#verdict = null;
  }

  #forget(): void {
    this.#question += 1;
    this.#latest = null;
    this.#verdict = null;
    this.#claimError = null;
    this.#hint = this.#steadyHint.reset(null);
    this.#companion = this.#steadyCompanion.reset(false);
    this.#trouble = this.#steadyTrouble.reset(null);
  }
}
