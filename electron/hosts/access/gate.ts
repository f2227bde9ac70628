import { kioskActor, type AccessState, type Operator } from '../../contract/access.ts';
import type { Channel } from '../../contract/channels.ts';
import { fail, ok, type Result, type StationError } from '../../contract/errors.ts';
import { mayRole, needsConfirmation, permissions } from '../../contract/permissions.ts';
import type { Sessions } from '../../station/access/sessions.ts';
import type { Caller } from '../handle.ts';

/** What the gate has to know of the station's keys. */
export interface Lock {
  readonly state: AccessState;
  readonly problem: StationError | null;
}

interface GateParts {
  readonly lock: Lock;
  readonly sessions: Sessions;
  /** The stamp a user has now; null for one who is removed or disabled. Errors: store codes. */
  readonly stampOf: (name: string) => Promise<Result<string | null>>;
  /** Somebody's session has ended: by time, or because the user is another one now. */
  readonly onEnded: (operator: Operator) => void;
}

/** Whoever may send a message, and in whose name it is done. */
export interface Admission {
  readonly actor: string;
}

/** Decides about every message before its content is looked at. What cannot be found out, refuses. */
export class Gate {
  readonly #parts: GateParts;

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  /**
   * Errors: station-fresh, station-locked, what is wrong with the keys; sign-in-needed,
   * not-permitted, confirm-needed; store codes, where it cannot be found out who somebody is.
   */
  async admit(caller: Caller, channel: Channel): Promise<Result<Admission>> {
    const operator = await this.operatorOf(caller);
    const actor = (operator.ok ? operator.value?.name : undefined) ?? kioskActor;
    const { who } = permissions[channel];
    if (who === 'anyone') return ok({ actor });
    const open = openOr(this.#parts.lock);
    if (!open.ok) return open;
    if (who === 'kiosk') return ok({ actor });
    if (!operator.ok) return operator;
    if (operator.value === null) return fail('sign-in-needed');
    if (!mayRole(operator.value.role, channel)) return fail('not-permitted');
    if (!this.#isConfirmed(caller, channel)) return fail('confirm-needed');
    return ok({ actor });
  }

  /** Who works at a window or connection; null for nobody. Errors: store codes. */
  async operatorOf(caller: Caller): Promise<Result<Operator | null>> {
    if (caller.operator) return ok(caller.operator);
    for (const { operator } of this.#parts.sessions.sweep()) this.#parts.onEnded(operator);
    const session = this.#parts.sessions.of(caller.id);
    if (session === null) return ok(null);
    if (session.stamp === null) return ok(session.operator);
    const stamp = await this.#parts.stampOf(session.operator.name);
    if (!stamp.ok) return stamp;
    if (stamp.value === session.stamp) return ok(session.operator);
    // Looked at again: while the stamp was read somebody else may have signed in, or they anew.
    if (this.#parts.sessions.of(caller.id) === session) {
      this.#parts.sessions.end(caller.id);
      this.#parts.onEnded(session.operator);
    }
    return ok(null);
  }

  /** Whom the host itself has established, such as the command line's user, nobody can ask. */
  #isConfirmed(caller: Caller, channel: Channel): boolean {
    if (!needsConfirmation(channel) || caller.operator) return true;
    return this.#parts.sessions.takeConfirmation(caller.id);
  }
}

/** Errors: station-fresh, station-locked, what is wrong with the keys. */
export function openOr({ state, problem }: Lock): Result<void> {
  if (state === 'open') return ok(undefined);
  if (state === 'fresh') return fail('station-fresh');
  if (state === 'locked') return fail('station-locked');
  return { ok: false, error: problem ?? fail('keys-damaged').error };
}
