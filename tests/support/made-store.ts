import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inMemory, openDatabase } from '../../electron/store/database.ts';
import { EventLog } from '../../electron/store/event-log.ts';
import { EventRepository } from '../../electron/store/event-repository.ts';
import { PeopleRepository } from '../../electron/store/people-repository.ts';
import { PhotoRepository } from '../../electron/store/photo-repository.ts';
import { SettingsRepository } from '../../electron/store/settings-repository.ts';
import { memoryVault } from '../../electron/vault/memory-vault.ts';
import { newBoxPair } from '../../electron/vault/sealed-box.ts';
import { newSlotId, type NewSlot } from '../../electron/vault/slot.ts';
import { fillVault, newStationId, StationVault } from '../../electron/vault/station-vault.ts';
import { openNewVaultFile } from '../../electron/vault/vault-file.ts';
import type { OpenVault } from '../../electron/vault/vault.ts';

/** Who acts in made stores. */
export const madeActor = 'os:made';

/** The repositories of a database, over keys that lie beside it: whoever opens it again has them. */
export function madeStore(path = inMemory, vault: OpenVault = vaultBeside(path)) {
  const actor = (): string => madeActor;
  const opened = openDatabase(path, { vault, actor });
  assert.ok(opened.ok, opened.ok ? '' : opened.error.message);
  const db = opened.value;
  const log = new EventLog(db, { vault, actor, head: null });
  const people = new PeopleRepository(db, { vault, log });
  return {
    ...{ db, vault, log, people },
    events: new EventRepository(db, log, people.names),
    settings: new SettingsRepository(db, log),
    photos: new PhotoRepository(db, vault),
  };
}

/** The keys of a database: a new vault, or the one that was made for it; another process has it too. */
export function vaultBeside(path: string): StationVault {
  if (path === inMemory) return memoryVault();
  const [file, secret] = [`${path}.vault`, `${path}.secret`];
  const isNew = !existsSync(secret);
  const db = openNewVaultFile(file);
  assert.ok(db.ok);
  const parts = { db: db.value, path: file, now: Date.now };
  if (isNew) {
    const { id, publicKey, privateKey, authority } = { id: newSlotId(), ...newBoxPair() };
    const none = Buffer.alloc(0);
    const slot: NewSlot = {
      ...{ id, publicKey, authority, privateKey: none, salt: none },
      ...{ kind: 'file', cost: null, token: null },
    };
    fillVault(parts, newStationId(), [slot]);
    writeFileSync(secret, Buffer.concat([Buffer.from(id), privateKey]));
  }
  const held = readFileSync(secret);
  const id = held.toString('utf8', 0, slotIdLength);
  return new StationVault(parts, { id, privateKey: held.subarray(slotIdLength) });
}

const slotIdLength = newSlotId().length;
