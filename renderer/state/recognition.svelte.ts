import type { ErrorCode } from '../../electron/contract/errors.ts';
import type { CheckMode, Recognition, RiskSetting } from '../../electron/contract/recognition.ts';
import type { Transport } from '../../electron/contract/transport.ts';

/** A risk that the station did not take, and why. */
export interface RefusedRisk {
  readonly mode: CheckMode;
  readonly target: number;
  readonly code: ErrorCode;
}

/** How sure the station is, and the risk it holds. */
export class RecognitionState {
  readonly #transport: Transport;
  #view = $state.raw<Recognition | null>(null);
  #error = $state.raw<ErrorCode | null>(null);
  #refused = $state.raw<RefusedRisk | null>(null);
  #setting = $state.raw<CheckMode | null>(null);
  #asked = 0;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Null until the first answer. */
  get view(): Recognition | null {
    return this.#view;
  }

  /** Why the newest answer could not be had. */
  get error(): ErrorCode | null {
    return this.#error;
  }

  /** The last risk that was not taken; null once another one was. */
  get refused(): RefusedRisk | null {
    return this.#refused;
  }

  /** The mode whose risk is being set. */
  get setting(): CheckMode | null {
    return this.#setting;
  }

  async refresh(): Promise<void> {
    const asked = ++this.#asked;
    const answer = await this.#transport.request('recognition.get', {});
    // What a later question says is newer.
    if (asked !== this.#asked) return;
    this.#error = answer.ok ? null : answer.error.code;
    if (answer.ok) this.#view = answer.value;
  }

  /** Only the station says whether a risk is taken: what is shown is what it answers. */
  async setRisk(mode: CheckMode, risk: RiskSetting): Promise<void> {
    if (this.#setting !== null) return;
    this.#setting = mode;
    if (this.#refused?.mode === mode) this.#refused = null;
    const asked = ++this.#asked;
    const answer = await this.#transport.request('recognition.setRisk', { mode, risk });
    this.#setting = null;
    if (!answer.ok) {
      this.#refused = { mode, target: risk.target, code: answer.error.code };
      return;
    }
    if (asked === this.#asked) this.#view = answer.value;
  }
}
