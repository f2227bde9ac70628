import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { PasswordHasher } from '../../station/access/interfaces.ts';
import { OneAtATime } from '../../station/one-at-a-time.ts';
import {
  isAcceptable,
  keyFromPassphrase,
  usualCost,
  type ScryptCost,
} from '../../vault/scrypt-cost.ts';

const saltBytes = 16;
const hashBytes = 32;
/** Whoever can write a cheap cost into the database could write a hash as well: no floor helps. */
const least: ScryptCost = { N: 2, r: 1, p: 1 };

interface Stored {
  readonly cost: ScryptCost;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/**
 * Passwords by scrypt of `node:crypto`: memory-hard, and the same in Node's OpenSSL and Electron's
 * BoringSSL. Stored as `scrypt$N$r$p$salt$hash`, so that the cost can grow. One at a time: the tries of
 * a crowd take time, not memory.
 */
export class ScryptPasswords implements PasswordHasher {
  readonly #cost: ScryptCost;
  readonly #nobody: Stored;
  readonly #turns = new OneAtATime();

  constructor(cost: ScryptCost = usualCost) {
    this.#cost = cost;
    this.#nobody = { cost, salt: randomBytes(saltBytes), hash: randomBytes(hashBytes) };
  }

  async hash(password: string): Promise<string> {
    const salt = randomBytes(saltBytes);
    const hash = await this.#derive(password, salt, this.#cost);
    return written({ cost: this.#cost, salt, hash });
  }

  /** A hash that is none of ours is nobody's: it matches nothing, in the same time. */
  async matches(password: string, hash: string | null): Promise<boolean> {
    const known = hash === null ? null : read(hash);
    const { cost, salt, hash: wanted } = known ?? this.#nobody;
    const same = timingSafeEqual(await this.#derive(password, salt, cost), wanted);
    return same && known !== null;
  }

  #derive(password: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
    return this.#turns.do(() => keyFromPassphrase(password, salt, cost));
  }
}

function written({ cost: { N, r, p }, salt, hash }: Stored): string {
  return ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

function read(text: string): Stored | null {
  const [method, N, r, p, salt, hash, ...more] = text.split('$');
  if (method !== 'scrypt' || more.length > 0) return null;
  const stored = {
    cost: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt ?? '', 'base64url'),
    hash: Buffer.from(hash ?? '', 'base64url'),
  };
  const whole = stored.salt.length === saltBytes && stored.hash.length === hashBytes;
  return whole && isAcceptable(stored.cost, least) ? stored : null;
}
