import type { Role, User } from '../../contract/access.ts';
import { ok, type Result } from '../../contract/errors.ts';
import type { Clock } from '../interfaces.ts';
import type { PasswordHasher, UserStore } from './interfaces.ts';
import { checkPassword } from './password-rules.ts';
import { signInEvent, userEvent } from './user-event.ts';

interface UsersParts {
  readonly store: UserStore;
  readonly hasher: PasswordHasher;
  readonly clock: Pick<Clock, 'now'>;
}

/** The wish for a change, with the password as it was typed. */
export interface UserWish {
  readonly name: string;
  readonly role?: Role | undefined;
  readonly password?: string | undefined;
  readonly disabled?: boolean | undefined;
}

export interface NewUserWish extends UserWish {
  readonly role: Role;
  readonly password: string;
}

/** Who may work at the station. Each change is a row of the log, without any password. */
export class Users {
  readonly #parts: UsersParts;

  constructor(parts: UsersParts) {
    this.#parts = parts;
  }

  list(): Result<User[]> {
    return this.#parts.store.list();
  }

  /** Errors: password-weak, user-exists. */
  async add(wish: NewUserWish): Promise<Result<void>> {
    const user = await this.#hashed(wish);
    if (!user.ok) return user;
    const { createdAt, name, role } = user.value;
    return this.#parts.store.add(user.value, userEvent(createdAt, `${name}: added, ${role}`));
  }

  /**
   * The administrator of the first start, who is signed in by that. False, and nothing, where there is a user already, or
   * somebody enrolled unless `evenWithPeople`. Errors: password-weak.
   */
  async addFirst(
    { name, password }: { name: string; password: string },
    evenWithPeople: boolean,
  ): Promise<Result<boolean>> {
    const user = await this.#hashed({ name, password, role: 'administrator' });
    if (!user.ok) return user;
    const { createdAt } = user.value;
    const events = [
      userEvent(createdAt, `${name}: added, administrator`),
      signInEvent(createdAt, null, name),
    ];
    return this.#parts.store.addFirst(user.value, events, evenWithPeople);
  }

  /** Returns the user's new stamp. Errors: password-weak, user-unknown, last-administrator. */
  async change({ name, role, password, disabled }: UserWish): Promise<Result<string>> {
    const hashed = password === undefined ? ok(undefined) : await this.#hash(password, name);
    if (!hashed.ok) return hashed;
    const what = [
      role === undefined ? [] : [role],
      password === undefined ? [] : ['new password'],
      disabled === undefined ? [] : [disabled ? 'disabled' : 'enabled'],
    ].flat();
    const event = userEvent(this.#parts.clock.now(), `${name}: ${what.join(', ')}`);
    return this.#parts.store.change(name, { role, password: hashed.value, disabled }, event);
  }

  /** Errors: user-unknown, last-administrator. */
  remove(name: string): Result<void> {
    return this.#parts.store.remove(name, userEvent(this.#parts.clock.now(), `${name}: removed`));
  }

  async #hashed({ name, role, password }: NewUserWish) {
    const hash = await this.#hash(password, name);
    const createdAt = this.#parts.clock.now();
    return hash.ok ? ok({ name, role, password: hash.value, createdAt }) : hash;
  }

  async #hash(password: string, name: string): Promise<Result<string>> {
    const good = checkPassword(password, name);
    return good.ok ? ok(await this.#parts.hasher.hash(password)) : good;
  }
}
