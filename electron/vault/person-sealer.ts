import { associatedData } from './associated-data.ts';
import { seal, unseal } from './seal.ts';
import type { Belonging, PersonSealer } from './vault.ts';

/** Seals under one person's key; `key` has 32 bytes. */
export function personSealer(key: Uint8Array): PersonSealer {
  return {
    seal: (plain, belonging) => seal(key, plain, boundTo(belonging)),
    open: (sealed, belonging) => unseal(key, sealed, boundTo(belonging)),
  };
}

function boundTo({ personId, kind, encoder }: Belonging): Buffer {
  return associatedData('of a person', personId, kind, encoder);
}
