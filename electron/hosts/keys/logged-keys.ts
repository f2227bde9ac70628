import { ok, type Result } from '../../contract/errors.ts';
import type { KeysView } from '../../contract/trust.ts';
import type { Clock, EventStore } from '../../station/interfaces.ts';
import { keyEvent } from '../../station/key-event.ts';
import type { ProtectionWish, StationKeys } from './station-keys.ts';

interface LoggedKeysParts {
  readonly keys: StationKeys;
  readonly events: Pick<EventStore, 'append'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Changes of the keys, each with its row in the log. Errors: as `StationKeys`, store codes. */
export class LoggedKeys {
  readonly #parts: LoggedKeysParts;

  constructor(parts: LoggedKeysParts) {
    this.#parts = parts;
  }

  view(): Result<KeysView> {
    return this.#parts.keys.view();
  }

  rotate(): Result<KeysView> {
    return this.#logged('rotated', this.#parts.keys.rotate());
  }

  async protect(wish: ProtectionWish): Promise<Result<KeysView>> {
    return this.#logged(`protected: ${wish.protection}`, await this.#parts.keys.protect(wish));
  }

  /** The key is given even where its row cannot be written: the one before opens nothing any more. */
  async newRecovery(): Promise<Result<{ recoveryKey: string; view: KeysView }>> {
    const made = await this.#parts.keys.newRecovery();
    if (made.ok) this.#log('recovery key replaced');
    return made;
  }

  recoveryKept(): Result<KeysView> {
    return this.#logged('recovery key written down', this.#parts.keys.recoveryKept());
  }

  #logged(what: string, changed: Result<KeysView>): Result<KeysView> {
    if (!changed.ok) return changed;
    const logged = this.#log(what);
    return logged.ok ? ok(changed.value) : logged;
  }

  #log(what: string): Result<unknown> {
    return this.#parts.events.append(keyEvent(this.#parts.clock.now(), what));
  }
}
