import type { LogKeys } from '../audit/log-keys.ts';

/** What of a user decides what they may do, as it stands in the database. */
export interface SealedUser {
  readonly key: string;
  readonly name: string;
  readonly role: string;
  readonly password: string;
  readonly disabled: number;
  readonly stamp: string;
}

/**
 * The station's MAC of a user's row. Whoever can write to the file, but has not the keys, can give nobody
 * a role or a password by it.
 */
export function userMac(keys: LogKeys, user: SealedUser): Buffer {
  return keys.mark(userText(keys, user));
}

/** Whether a row is as the station wrote it. */
export function isOurUser(keys: LogKeys, user: SealedUser & { readonly mac: Uint8Array }): boolean {
  return keys.marked(userText(keys, user), user.mac);
}

/** A JSON array of fixed order; the purpose comes first, which no text of the log begins with. */
function userText(keys: LogKeys, { key, name, role, password, disabled, stamp }: SealedUser) {
  const fields = [key, name, role, password, disabled, stamp];
  return JSON.stringify(['threshold-user', 1, keys.stationId, ...fields]);
}
