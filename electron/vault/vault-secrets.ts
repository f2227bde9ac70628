import { randomBytes } from 'node:crypto';
import { associatedData } from './associated-data.ts';
import { keyBytes, seal, unseal } from './seal.ts';
import { SealError } from './seal-error.ts';
import type { Sqlite } from './vault-file.ts';
import { secretNames, type SecretName } from './vault.ts';

/** Makes every secret of a new station. */
export function insertSecrets(db: Sqlite, stationId: string, key: Uint8Array): void {
  const insert = db.prepare('INSERT INTO secrets (name, sealed) VALUES (?, ?)');
  for (const name of secretNames) {
    insert.run(name, seal(key, randomBytes(keyBytes), sealedFor(stationId, name)));
  }
}

/** @throws SealError where it is not there or was altered */
export function readSecret(
  db: Sqlite,
  stationId: string,
  name: SecretName,
  key: Uint8Array,
): Buffer {
  const find = db.prepare<[string], Buffer>('SELECT sealed FROM secrets WHERE name = ?').pluck();
  const sealed = find.get(name);
  if (sealed === undefined) throw new SealError(`The secret "${name}" is missing.`);
  return unseal(key, sealed, sealedFor(stationId, name));
}

/** Puts another one in the place of a secret; within a transaction. */
export function replaceSecret(
  db: Sqlite,
  stationId: string,
  name: SecretName,
  key: Uint8Array,
): void {
  const sealed = seal(key, randomBytes(keyBytes), sealedFor(stationId, name));
  db.prepare('UPDATE secrets SET sealed = ? WHERE name = ?').run(sealed, name);
}

/** Seals every secret anew; within the transaction that rotates the station key. */
export function resealSecrets(
  db: Sqlite,
  stationId: string,
  old: Uint8Array,
  next: Uint8Array,
): void {
  const update = db.prepare('UPDATE secrets SET sealed = ? WHERE name = ?');
  for (const name of secretNames) {
    const secret = readSecret(db, stationId, name, old);
    update.run(seal(next, secret, sealedFor(stationId, name)), name);
  }
}

function sealedFor(stationId: string, name: SecretName): Buffer {
  return associatedData('secret', stationId, name);
}
