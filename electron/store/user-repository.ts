import { roles, userKey, type Role, type User } from '../contract/access.ts';
import { fail, ok, type Result } from '../contract/errors.ts';
import type { NewEvent } from '../contract/records.ts';
import type { Sqlite } from './database.ts';
import type { EventLog } from './event-log.ts';
import { guarded } from './sqlite-errors.ts';
import { TriesRepository } from './tries-repository.ts';
import { isOurUser, userMac, type SealedUser } from './user-seal.ts';

interface NewUser {
  readonly name: string;
  readonly role: Role;
  readonly password: string;
  readonly createdAt: number;
}

interface UserChange {
  readonly role?: Role | undefined;
  readonly password?: string | undefined;
  readonly disabled?: boolean | undefined;
}

interface UserRow extends SealedUser {
  readonly created_at: number;
  readonly last_sign_in_at: number | null;
  readonly mac: Buffer;
}

/**
 * Who may work at the station. Each change and its log row: both or neither. A row that the station did not
 * write is a disabled user, who can only be removed.
 */
export class UserRepository {
  readonly tries: TriesRepository;
  readonly #db: Sqlite;
  readonly #log: EventLog;

  constructor(db: Sqlite, log: EventLog) {
    this.#db = db;
    this.#log = log;
    this.tries = new TriesRepository(db);
  }

  /** By name. */
  list(): Result<User[]> {
    return guarded(() =>
      this.#db
        .prepare<[], UserRow>('SELECT * FROM users ORDER BY key')
        .all()
        .map((row) => this.#userOf(row)),
    );
  }

  find(name: string): Result<(User & { password: string; stamp: string }) | null> {
    return guarded(() => {
      const row = this.#row(name);
      return row ? { ...this.#userOf(row), password: row.password, stamp: row.stamp } : null;
    });
  }

  count(): Result<number> {
    return guarded(() => this.#count());
  }

  /** Null where there is no such user, or a disabled one. */
  stampOf(name: string): Result<string | null> {
    return guarded(() => {
      const row = this.#row(name);
      return row?.disabled === 0 && this.#isOurs(row) ? row.stamp : null;
    });
  }

  /** Errors: user-exists. */
  add(user: NewUser, event: NewEvent): Result<void> {
    const added = this.#log.write(() => this.#insert(user, [event], null));
    if (!added.ok) return added;
    return added.value ? ok(undefined) : fail('user-exists', user.name);
  }

  /** Signed in by that. False, and nothing, where there is a user already, or a person unless they do not matter. */
  addFirst(user: NewUser, events: readonly NewEvent[], evenWithPeople: boolean): Result<boolean> {
    return this.#log.write(() => {
      const taken = this.#count() > 0 || (!evenWithPeople && this.#hasPeople());
      return !taken && this.#insert(user, events, user.createdAt);
    });
  }

  /** Returns the new stamp. Errors: user-unknown, last-administrator. */
  change(name: string, change: UserChange, event: NewEvent): Result<string> {
    const changed = this.#log.write((): Result<string> => {
      const row = this.#row(name);
      if (!row || !this.#isOurs(row)) return fail('user-unknown');
      const role = change.role ?? row.role;
      const disabled = Number(change.disabled ?? row.disabled === 1);
      const stays = role === 'administrator' && disabled === 0;
      if (!stays && this.#isLast(row)) return fail('last-administrator');
      const password = change.password ?? row.password;
      const next = { ...row, role, password, disabled, stamp: this.#newStamp() };
      this.#db
        .prepare(
          `UPDATE users SET role = @role, password = @password, disabled = @disabled, stamp = @stamp,
             mac = @mac WHERE key = @key`,
        )
        .run({ ...next, mac: userMac(this.#log.keys, next) });
      this.#log.insert(event);
      return ok(next.stamp);
    });
    return changed.ok ? changed.value : changed;
  }

  /** Errors: user-unknown, last-administrator. */
  remove(name: string, event: NewEvent): Result<void> {
    const removed = this.#log.write((): Result<void> => {
      const row = this.#row(name);
      if (!row) return fail('user-unknown');
      if (this.#isLast(row)) return fail('last-administrator');
      this.#db.prepare('DELETE FROM users WHERE key = ?').run(userKey(name));
      this.#log.insert(event);
      return ok(undefined);
    });
    return removed.ok ? removed.value : removed;
  }

  /** The row of a sign-in that was right. */
  signedIn(name: string, event: NewEvent): Result<void> {
    return this.#log.write(() => {
      this.#db
        .prepare('UPDATE users SET last_sign_in_at = ? WHERE key = ?')
        .run(event.at, userKey(name));
      this.#log.insert(event);
    });
  }

  #insert(
    { name, role, password, createdAt }: NewUser,
    events: readonly NewEvent[],
    signedInAt: number | null,
  ): boolean {
    const stamp = this.#newStamp();
    const user = { key: userKey(name), name, role, password, disabled: 0, stamp };
    const inserted = this.#db
      .prepare(
        `INSERT INTO users (key, name, role, password, created_at, last_sign_in_at, disabled, stamp, mac)
         VALUES (@key, @name, @role, @password, @createdAt, @signedInAt, @disabled, @stamp, @mac)
         ON CONFLICT (key) DO NOTHING`,
      )
      .run({ ...user, createdAt, signedInAt, mac: userMac(this.#log.keys, user) });
    if (inserted.changes === 0) return false;
    for (const event of events) this.#log.insert(event);
    return true;
  }

  #row(name: string): UserRow | undefined {
    return this.#db
      .prepare<[string], UserRow>('SELECT * FROM users WHERE key = ?')
      .get(userKey(name));
  }

  /** Whether nobody else could make an administrator again. */
  #isLast(row: UserRow): boolean {
    if (row.role !== 'administrator' || row.disabled === 1 || !this.#isOurs(row)) return false;
    const others = this.#db
      .prepare<[string], UserRow>(
        `SELECT * FROM users WHERE role = 'administrator' AND disabled = 0 AND key <> ?`,
      )
      .all(row.key);
    return !others.some((other) => this.#isOurs(other));
  }

  #isOurs(row: UserRow): boolean {
    return isOurUser(this.#log.keys, row);
  }

  /** Somebody of a role that this version does not know cannot sign in. */
  #userOf(row: UserRow): User {
    const role = roles.find((known) => known === row.role);
    return {
      name: row.name,
      role: role ?? 'auditor',
      createdAt: row.created_at,
      lastSignInAt: row.last_sign_in_at,
      disabled: row.disabled === 1 || role === undefined || !this.#isOurs(row),
    };
  }

  #count(): number {
    return Number(this.#db.prepare('SELECT count(*) FROM users').pluck().get());
  }

  #hasPeople(): boolean {
    return Number(this.#db.prepare('SELECT EXISTS (SELECT 1 FROM people)').pluck().get()) === 1;
  }

  /** Random, so that a user who is removed and added again is another one. */
  #newStamp(): string {
    return String(this.#db.prepare('SELECT lower(hex(randomblob(8)))').pluck().get());
  }
}
