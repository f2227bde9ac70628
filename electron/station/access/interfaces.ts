import type { Role, User } from '../../contract/access.ts';
import type { Result } from '../../contract/errors.ts';
import type { NewEvent } from '../../contract/records.ts';
import type { Tries } from './sign-in-delay.ts';

/** A user with what only the station itself may see. */
export interface UserRecord extends User {
  /** As `PasswordHasher.hash` made it. */
  readonly password: string;
  /** Another one after every change of role, password or disabling: sessions are of one stamp. */
  readonly stamp: string;
}

export interface NewUser {
  readonly name: string;
  readonly role: Role;
  readonly password: string;
  readonly createdAt: number;
}

export interface UserChange {
  readonly role?: Role | undefined;
  readonly password?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/**
 * Users and their wrong tries, kept with the people. Names are compared whatever their capitals.
 * Every change and its log row: both or neither. Errors: store codes and those named.
 */
export interface UserStore {
  /** By name. */
  list(): Result<User[]>;
  find(name: string): Result<UserRecord | null>;
  count(): Result<number>;
  /** Null where there is no such user, or a disabled one. Asked for with every message. */
  stampOf(name: string): Result<string | null>;
  /** Errors: user-exists. */
  add(user: NewUser, event: NewEvent): Result<void>;
  /**
   * Somebody who is signed in by that. False, and nothing, where there is a user already, or somebody enrolled and that matters:
   * whoever makes the first user makes themselves master of all who are enrolled.
   */
  addFirst(user: NewUser, events: readonly NewEvent[], evenWithPeople: boolean): Result<boolean>;
  /** Returns the new stamp. Errors: user-unknown, last-administrator. */
  change(name: string, change: UserChange, event: NewEvent): Result<string>;
  /** Errors: user-unknown, last-administrator. */
  remove(name: string, event: NewEvent): Result<void>;
  /** The row of a sign-in that was right: the user's wrong tries are forgotten. */
  signedIn(name: string, event: NewEvent): Result<void>;
  tries: TriesStore;
}

/** Wrong tries, by whatever was tried: a user's name, or a key of another kind. */
export interface TriesStore {
  get(key: string): Result<Tries | null>;
  set(key: string, tries: Tries | null): Result<void>;
}

/** A memory-hard hash. It never says which part of what it was given was wrong. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Takes as long for no hash at all (null) as for a wrong password. */
  matches(password: string, hash: string | null): Promise<boolean>;
}
