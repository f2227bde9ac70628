import { fail, ok, type Result } from '../../contract/errors.ts';
import type { PersonRef } from '../../contract/person-ref.ts';
import { GuardedTries, type TriesLimits } from '../access/guarded-tries.ts';
import type { PasswordHasher, TriesStore } from '../access/interfaces.ts';
import { overallRule } from '../access/sign-in-delay.ts';
import type { Clock, EventStore } from '../interfaces.ts';
import type { PinRecord, PinStore } from './interfaces.ts';
import { checkPin } from './pin-rules.ts';
import { pinSetEvent, pinTriedEvent } from './privacy-event.ts';

const second = 1000;
const hour = 3600 * second;

/**
 * For one id. A PIN of four digits has less than 10,000 values: at an hour each, trying half of them takes
 * seven months, and every try is a row of the log. Users' names have no colon, so tries of PINs are
 * never taken for theirs.
 */
export const pinLimits: TriesLimits = {
  rule: { free: 3, first: second, longest: hour, forgetAfter: 24 * hour },
  overallRule,
  overallKey: ':pin',
};

const triesOf = (personId: string): string => `pin:${personId}`;

interface PinParts {
  readonly pins: PinStore;
  readonly tries: TriesStore;
  readonly hasher: PasswordHasher;
  readonly events: Pick<EventStore, 'append'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** The way in without a face: an id and a PIN. */
export class PinCheck {
  readonly #parts: PinParts;
  readonly #guarded: GuardedTries;

  constructor(parts: PinParts) {
    this.#parts = parts;
    this.#guarded = new GuardedTries(parts.clock, pinLimits);
  }

  /** With null the PIN is removed. Errors: pin-weak, unknown-person, store codes. */
  async set(personId: string, pin: string | null): Promise<Result<void>> {
    const { pins, tries, hasher, clock } = this.#parts;
    const strong = pin === null ? ok(undefined) : checkPin(pin);
    if (!strong.ok) return strong;
    const hash = pin === null ? null : await hasher.hash(pin);
    const event = pinSetEvent(personId, clock.now(), hash === null ? 'removed' : 'set');
    const set = pins.set(personId, hash, event);
    return set.ok ? tries.set(triesOf(personId), null) : set;
  }

  /**
   * Whose PIN it is. `open`: an operator asks, and is told which part was wrong.
   * Errors: pin-wrong, sign-in-wait; for an operator unknown-person and pin-none; store codes.
   */
  async check(
    personId: string,
    pin: string,
    open: boolean,
  ): Promise<Result<{ person: PersonRef }>> {
    const { tries } = this.#parts;
    const isWrong = (code: string): boolean => wrongCodes.includes(code);
    const checked = await this.#guarded.make(tries, triesOf(personId), isWrong, () =>
      this.#check(personId, pin),
    );
    if (checked.ok || open || !isWrong(checked.error.code)) return checked;
    return fail('pin-wrong');
  }

  async #check(id: string, pin: string): Promise<Result<{ person: PersonRef }>> {
    const { pins, hasher, events, clock } = this.#parts;
    const found = pins.find(id);
    if (!found.ok) return found;
    const person = found.value;
    const hash = person && hashInForce(person, clock.now());
    // As much work for an id that nobody has.
    const right = await hasher.matches(pin, hash);
    const event = pinTriedEvent(person && id, clock.now(), right ? null : 'pin-wrong');
    // Whoever is let in without a row was never here.
    const logged = events.append(event);
    if (!logged.ok) return logged;
    if (person === null) return fail('unknown-person', id);
    if (hash === null) return fail('pin-none');
    return right ? ok({ person: { id, name: person.name } }) : fail('pin-wrong');
  }
}

const wrongCodes: readonly string[] = ['pin-wrong', 'pin-none', 'unknown-person'];

/** Whose time is over has no PIN any more, though they have not been forgotten yet. */
function hashInForce({ endsAt, hash }: PinRecord, now: number): string | null {
  const inTime = endsAt === null || now < endsAt;
  return inTime ? hash : null;
}
