import { z } from 'zod';
import { errorCodes } from './errors.ts';

/**
 * Who may work at the station. An administrator may do everything; an enroller looks after people;
 * a receptionist checks visitors; an auditor reads the log and the privacy page, and changes nothing.
 */
export const roles = ['administrator', 'enroller', 'receptionist', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** Who is at work: signed in at a window, or the operating system's user at the command line. */
export interface Operator {
  readonly name: string;
  readonly role: Role;
}

/** Names of users: no colon, which marks the actors that are no users. */
export const userNameSchema = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@ -]{0,39}$/u, 'a name has 1 to 40 letters, digits or . _ @ -');

/** What two spellings of one name have in common: "Ana" and "ana" are the same user. */
export function userKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().trim();
}

/** Upper bound only: what is too weak, the station says with its own sentence. */
export const passwordSchema = z.string().min(1).max(1024);

/** The actor of events that nobody signed in for, and of the station's own. */
export const kioskActor = ':kiosk';
export const stationActor = ':station';
/** Whoever gave the recovery key or the passphrase of an open station: an administrator without a name. */
export const recoveryActor = ':recovery';

/** The command line's actor: the operating system's user. */
export function commandLineActor(user: string): string {
  return `os:${user}`;
}

/** How the station key is protected. `file`: in a file of this account, which is weaker. */
export const protections = ['keychain', 'passphrase', 'file'] as const;
export type Protection = (typeof protections)[number];

/**
 * `fresh`: nobody has set the station up. `locked`: its keys need a passphrase or the recovery key.
 * `broken`: its keys cannot be read; `problem` says why.
 */
export const accessStates = ['fresh', 'locked', 'open', 'broken'] as const;
export type AccessState = (typeof accessStates)[number];

export const problemSchema = z.strictObject({ code: z.enum(errorCodes), message: z.string() });

export const accessViewSchema = z.strictObject({
  state: z.enum(accessStates),
  problem: problemSchema.nullable(),
  /** Which protections can be chosen on this computer. */
  offers: z.strictObject({ keychain: z.boolean(), passphrase: z.boolean(), file: z.boolean() }),
  /**
   * False where the first start is still to be gone through. The command line may have set the station
   * up without a user; once somebody is enrolled, only the recovery key or the command line makes one.
   */
  hasUsers: z.boolean(),
  /** People whom an earlier version enrolled, while the station is fresh: its first start seals them. */
  peopleBefore: z.int(),
  operator: z.strictObject({ name: z.string(), role: z.enum(roles) }).nullable(),
  /** A session without a touch for so long ends, ms. */
  idleMs: z.int(),
});
export type AccessView = z.infer<typeof accessViewSchema>;

/** The first start. `administrator` becomes the first user; `passphrase` goes with its protection. */
export const beginRequestSchema = z.strictObject({
  protection: z.enum(protections),
  passphrase: passwordSchema.optional(),
  administrator: z.strictObject({ name: userNameSchema, password: passwordSchema }),
});
export type BeginRequest = z.infer<typeof beginRequestSchema>;

export const userSchema = z.strictObject({
  name: z.string(),
  role: z.enum(roles),
  createdAt: z.int(),
  lastSignInAt: z.int().nullable(),
  disabled: z.boolean(),
});
export type User = z.infer<typeof userSchema>;
