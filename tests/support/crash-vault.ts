import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { readSlots } from '../../electron/vault/slot-rows.ts';
import { makeSlot, newSlotSecret, openBySecret } from '../../electron/vault/slot.ts';
import {
  fillVault,
  newStationId,
  readStationId,
  StationVault,
} from '../../electron/vault/station-vault.ts';
import { openNewVaultFile, openVaultFile } from '../../electron/vault/vault-file.ts';

/** Makes a vault in a file; what opens it lies beside it, since other processes open it, too. */
export async function makeVaultFile(path: string): Promise<void> {
  const db = openNewVaultFile(path);
  assert.ok(db.ok);
  const stationId = newStationId();
  const secret = newSlotSecret();
  writeFileSync(secretOf(path), secret);
  const { slot } = await makeSlot(stationId, { kind: 'file', secret });
  assert.ok(fillVault({ db: db.value, path, now: Date.now }, stationId, [slot]));
  db.value.close();
}

export function openVaultAt(path: string): StationVault {
  const db = openVaultFile(path);
  assert.ok(db.ok, db.ok ? '' : db.error.message);
  const [slot] = readSlots(db.value);
  assert.ok(slot);
  const held = openBySecret(readStationId(db.value), slot, readFileSync(secretOf(path)));
  return new StationVault({ db: db.value, path, now: Date.now }, held);
}

export function secretOf(path: string): string {
  return `${path}.secret`;
}
