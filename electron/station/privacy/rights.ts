import { fail, type Result } from '../../contract/errors.ts';
import type { PersonDetail, Removal } from '../../contract/messages.ts';
import type { Clock, EncoderInUse, PeopleStore } from '../interfaces.ts';
import type { Roster } from '../roster.ts';
import type { PinCheck } from './pin-check.ts';
import { consentEvent, endEvent } from './privacy-event.ts';

interface RightsParts {
  readonly roster: Roster;
  readonly people: Pick<PeopleStore, 'get'>;
  readonly encoder: EncoderInUse;
  readonly pins: PinCheck;
  readonly clock: Pick<Clock, 'now'>;
}

/** What people may ask of whoever keeps their face. Errors: unknown-person, store codes, those named. */
export class Rights {
  readonly #parts: RightsParts;

  constructor(parts: RightsParts) {
    this.#parts = parts;
  }

  /** Nothing of the face stays; the person may, with a PIN. Errors: consent-withdrawn (they did before). */
  withdraw(id: string): Result<Removal> {
    const { roster, clock } = this.#parts;
    return roster.withdraw(id, consentEvent(id, clock.now(), 'withdrawn'));
  }

  /** A new consent, to the text in force. Errors: consent-missing. */
  consent(id: string, note: string): Result<PersonDetail> {
    if (note.trim() === '') return fail('consent-missing');
    const { roster, clock } = this.#parts;
    const at = clock.now();
    return this.#changed(id, roster.recordConsent(id, { note, at }, consentEvent(id, at, 'given')));
  }

  /** With null the PIN is removed. Errors: pin-weak. */
  async setPin(id: string, pin: string | null): Promise<Result<PersonDetail>> {
    return this.#changed(id, await this.#parts.pins.set(id, pin));
  }

  /** From when on the person is to be forgotten, ms; null for never by date. Errors: invalid-request. */
  setEnd(id: string, endsAt: number | null): Result<PersonDetail> {
    const { roster, clock } = this.#parts;
    const at = clock.now();
    if (endsAt !== null && !(endsAt > at && endsAt <= latestEnd)) {
      return fail('invalid-request', 'choose a day that is still to come');
    }
    return this.#changed(id, roster.setEnd(id, endsAt, endEvent(id, at, endsAt)));
  }

  #changed(id: string, done: Result<void>): Result<PersonDetail> {
    return done.ok ? this.#parts.people.get(id, this.#parts.encoder.sha256) : done;
  }
}

/** The last moment that has a date (ECMA-262, time values), ms. */
const latestEnd = 8.64e15;
