import { newBoxPair } from './sealed-box.ts';
import { newSlotId, type NewSlot } from './slot.ts';
import { fillVault, newStationId, StationVault } from './station-vault.ts';
import { openNewVaultFile } from './vault-file.ts';
import { inMemory } from './vault-schema.ts';

/**
 * A whole vault in memory, open, whose keys end with the process: for benches and tests, and for
 * whoever only needs the form of what is sealed.
 * @throws Error where SQLite cannot make one
 */
export function memoryVault(now: () => number = Date.now): StationVault {
  const db = openNewVaultFile(inMemory);
  if (!db.ok) throw new Error(db.error.message);
  const parts = { db: db.value, path: inMemory, now };
  const { publicKey, privateKey, authority } = newBoxPair();
  const id = newSlotId();
  // Nobody opens this slot a second time, so its private key is kept nowhere.
  const none = Buffer.alloc(0);
  const slot: NewSlot = {
    id,
    kind: 'file',
    salt: none,
    cost: null,
    token: null,
    publicKey,
    privateKey: none,
    authority,
  };
  fillVault(parts, newStationId(), [slot]);
  return new StationVault(parts, { id, privateKey });
}
