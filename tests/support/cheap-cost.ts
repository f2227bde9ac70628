import type { ScryptCost } from '../../electron/vault/scrypt-cost.ts';

/** A passphrase that costs next to nothing, for tests about everything but that. */
export const cheapCost: ScryptCost = { N: 2 ** 4, r: 1, p: 1 };
