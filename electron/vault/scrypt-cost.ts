import { scrypt } from 'node:crypto';
import { keyBytes } from './seal.ts';

/** Parameters of scrypt (RFC 7914). Memory is 128 · N · r bytes. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 128 MiB and about half a second: OWASP's recommendation for passwords (2023) at p = 1. */
export const usualCost: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };

/** Most memory a cost that stands in a file may ask for, bytes. */
const mostMemory = 512 * 1024 * 1024;
/** Most passes a cost that stands in a file may ask for: some seconds. */
const mostPasses = 4;

/**
 * Whether a cost that stands in a file is used: whoever can write to the file must neither weaken
 * the passphrase nor make the station run out of memory. `least`: what it was made with.
 */
export function isAcceptable(cost: ScryptCost, least: ScryptCost): boolean {
  const { N, r, p } = cost;
  return (
    [N, r, p].every((value) => Number.isSafeInteger(value) && value >= 1) &&
    Number.isInteger(Math.log2(N)) &&
    N >= least.N &&
    r >= least.r &&
    p >= least.p &&
    p <= mostPasses &&
    memoryOf(cost) <= mostMemory
  );
}

/** A key from a passphrase, off this thread. What looks the same is the same, however it was typed. */
export function keyFromPassphrase(
  passphrase: string,
  salt: Uint8Array,
  { N, r, p }: ScryptCost,
): Promise<Buffer> {
  // Node refuses exactly 128·N·r; it needs room for its own.
  const maxmem = 2 * memoryOf({ N, r, p });
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, keyBytes, { N, r, p, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function memoryOf({ N, r }: ScryptCost): number {
  return 128 * N * r;
}
