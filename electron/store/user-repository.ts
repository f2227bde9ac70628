import { roles, userKey, type Role, type User } from '../contract/access.ts';
import { fail, ok, type Result } from '../contract/errors.ts';
import type { NewEvent } from '../contract/records.ts';
import type { Sqlite } from './database.ts';
import type { EventLog } from './event-log.ts';
import { plucked } from './plucked.ts';
import { guarded } from './sqlite-errors.ts';
import { TriesRepository } from './tries-repository.ts';

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

interface UserRow {
  name: string;
  role: string;
  password: string;
  created_at: number;
  last_sign_in_at: number | null;
  disabled: number;
  stamp: string;
}

/** Who may work at the station. Each change and its log row: both or neither. */
export class UserRepository {
  readonly tries: TriesRepository;
  readonly #db: Sqlite;
  readonly #log: EventLog;
  readonly #stamp: ReturnType<typeof plucked>;

  constructor(db: Sqlite, log: EventLog) {
    this.#db = db;
    this.#log = log;
    this.#stamp = plucked(db, 'SELECT stamp FROM users WHERE key = ? AND disabled = 0');
    this.tries = new TriesRepository(db);
  }

  /** By name. */
  list(): Result<User[]> {
    return guarded(() =>
      this.#db.prepare<[], UserRow>('SELECT * FROM users ORDER BY key').all().map(userOf),
    );
  }

  find(name: string): Result<(User & { password: string; stamp: string }) | null> {
    return guarded(() => {
      const row = this.#row(name);
      return row ? { ...userOf(row), password: row.password, stamp: row.stamp } : null;
    });
  }

  count(): Result<number> {
    return guarded(() => this.#count());
  }

  /** Null where there is no such user, or a disabled one. */
  stampOf(name: string): Result<string | null> {
    return guarded(() => (this.#stamp().get(userKey(name)) as string | undefined) ?? null);
  }

  /** Errors: user-exists. */
  add(user: NewUser, event: NewEvent): Result<void> {
    const added = this.#log.write(() => this.#insert(user, event));
    if (!added.ok) return added;
    return added.value ? ok(undefined) : fail('user-exists', user.name);
  }

  /** False, and nothing, where there is a user already, or a person unless they do not matter. */
  addFirst(user: NewUser, event: NewEvent, evenWithPeople: boolean): Result<boolean> {
    return this.#log.write(() => {
      const taken = this.#count() > 0 || (!evenWithPeople && this.#hasPeople());
      return !taken && this.#insert(user, event);
    });
  }

  /** Returns the new stamp. Errors: user-unknown, last-administrator. */
  change(name: string, change: UserChange, event: NewEvent): Result<string> {
    const changed = this.#log.write((): Result<string> => {
      const row = this.#row(name);
      if (!row) return fail('user-unknown');
      const role = change.role ?? row.role;
      const disabled = Number(change.disabled ?? row.disabled === 1);
      const stays = role === 'administrator' && disabled === 0;
      if (!stays && this.#isLast(row)) return fail('last-administrator');
      const stamp = this.#newStamp();
      const password = change.password ?? row.password;
      this.#db
        .prepare(
          `UPDATE users SET role = @role, password = @password, disabled = @disabled, stamp = @stamp
           WHERE key = @key`,
        )
        .run({ role, password, disabled, stamp, key: userKey(name) });
      this.#log.insert(event);
      return ok(stamp);
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

  #insert({ name, role, password, createdAt }: NewUser, event: NewEvent): boolean {
    const inserted = this.#db
      .prepare(
        `INSERT INTO users (key, name, role, password, created_at, stamp)
         VALUES (@key, @name, @role, @password, @createdAt, @stamp) ON CONFLICT (key) DO NOTHING`,
      )
      .run({ key: userKey(name), name, role, password, createdAt, stamp: this.#newStamp() });
    if (inserted.changes === 0) return false;
    this.#log.insert(event);
    return true;
  }

  #row(name: string): UserRow | undefined {
    return this.#db
      .prepare<[string], UserRow>('SELECT * FROM users WHERE key = ?')
      .get(userKey(name));
  }

  /** Whether nobody else could make an administrator again. */
  #isLast({ name, role, disabled }: UserRow): boolean {
    if (role !== 'administrator' || disabled === 1) return false;
    const others = this.#db
      .prepare(
        `SELECT count(*) FROM users WHERE role = 'administrator' AND disabled = 0 AND key <> ?`,
      )
      .pluck()
      .get(userKey(name));
    return Number(others) === 0;
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

/** Somebody of a role that this version does not know cannot sign in. */
function userOf({ name, created_at, last_sign_in_at, ...row }: UserRow): User {
  const role = roles.find((known) => known === row.role);
  return {
    name,
    role: role ?? 'auditor',
    createdAt: created_at,
    lastSignInAt: last_sign_in_at,
    disabled: row.disabled === 1 || role === undefined,
  };
}
