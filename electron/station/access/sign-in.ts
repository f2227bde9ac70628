import { userKey } from '../../contract/access.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import type { Clock, EventStore } from '../interfaces.ts';
import type { GuardedTries } from './guarded-tries.ts';
import type { PasswordHasher, UserRecord, UserStore } from './interfaces.ts';
import { signInEvent } from './user-event.ts';

/** The stores that are open when somebody signs in. */
export interface Desk {
  readonly users: UserStore;
  readonly events: Pick<EventStore, 'append'>;
}

interface SignInParts {
  readonly tries: GuardedTries;
  readonly hasher: PasswordHasher;
  readonly clock: Pick<Clock, 'now'>;
  /** Runs work in somebody's name. */
  readonly as: <T>(actor: string, work: () => T) => T;
}

/** Who somebody is, by name and password. A name that does not exist is refused like a wrong password. */
export class SignIn {
  readonly #parts: SignInParts;
  /** Users whose refusal to be tried at all is in the log: one row for each wait. */
  readonly #told = new Set<string>();

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  /** Errors: sign-in-wrong, sign-in-wait with the seconds left, store codes. */
  async signIn(desk: Desk, name: string, password: string): Promise<Result<UserRecord>> {
    const user = await this.prove(desk, name, password);
    if (!user.ok) return user;
    const { name: actor } = user.value;
    const event = signInEvent(this.#parts.clock.now(), null, actor);
    // A sign-in that cannot be logged is none.
    const logged = this.#parts.as(actor, () => desk.users.signedIn(actor, event));
    return logged.ok ? user : logged;
  }

  /** The same for somebody who is signed in and gives the password once more: only a failure is logged. */
  async prove(desk: Desk, name: string, password: string): Promise<Result<UserRecord>> {
    const { tries } = this.#parts;
    const isWrong = (code: string): boolean => code === 'sign-in-wrong';
    const proved = await tries.make(desk.users.tries, userKey(name), isWrong, () =>
      this.#check(desk, name, password),
    );
    return proved.ok ? proved : this.#refused(desk, name, proved);
  }

  async #check({ users }: Desk, name: string, password: string): Promise<Result<UserRecord>> {
    const found = users.find(name);
    if (!found.ok) return found;
    const user = found.value?.disabled === false ? found.value : null;
    const right = await this.#parts.hasher.matches(password, user?.password ?? null);
    return right && user ? ok(user) : fail('sign-in-wrong');
  }

  #refused<T extends Result<never>>(desk: Desk, name: string, refused: T): T | Result<never> {
    if (refused.ok) return refused;
    const { code } = refused.error;
    if (code !== 'sign-in-wrong' && code !== 'sign-in-wait') return refused;
    const key = userKey(name);
    const found = desk.users.find(name);
    const known = found.ok ? (found.value?.name ?? null) : null;
    if (code === 'sign-in-wrong') this.#told.delete(key);
    // Waiting costs the guesser nothing: rows of it must not fill the log.
    else if (known === null || this.#told.has(key)) return refused;
    else this.#told.add(key);
    const logged = desk.events.append(signInEvent(this.#parts.clock.now(), code, known));
    return logged.ok ? refused : logged;
  }
}
