import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { linkLifetimeMs } from './limits.ts';

const cookieName = 'threshold-session';
const secretBytes = 32;

/**
 * Who may talk to the loopback host. A one-time key in a link is exchanged for a session cookie;
 * `Host` and `Origin` must be ours, so that neither another site's page nor a rebound name gets in.
 */
export class Access {
  readonly #tick: () => number;
  /** Digests of unused keys, with the tick at which each was made. */
  readonly #keys = new Map<string, number>();
  readonly #sessions = new Set<string>();
  #port = 0;

  /** `tick`: milliseconds that only grow. */
  constructor(tick: () => number) {
    this.#tick = tick;
  }

  setPort(port: number): void {
    this.#port = port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** A key good for one exchange, for as long as a link lives. */
  newKey(): string {
    this.#forgetOldKeys();
    const key = randomBytes(secretBytes).toString('base64url');
    this.#keys.set(digest(key), this.#tick());
    return key;
  }

  /** Exchanges a key for the `Set-Cookie` header of a session; null if it is unknown, used or old. */
  exchange(key: string): string | null {
    this.#forgetOldKeys();
    if (!this.#keys.delete(digest(key))) return null;
    const session = randomBytes(secretBytes).toString('base64url');
    this.#sessions.add(digest(session));
    return `${this.#cookie()}=${session}; HttpOnly; SameSite=Strict; Path=/`;
  }

  isOurHost(host: string | undefined): boolean {
    return host === `127.0.0.1:${this.#port}`;
  }

  hasSession(cookieHeader: string | undefined): boolean {
    const prefix = `${this.#cookie()}=`;
    const pairs = (cookieHeader ?? '').split(';').map((pair) => pair.trim());
    return pairs.some((pair) => {
      if (!pair.startsWith(prefix)) return false;
      const presented = Buffer.from(digest(pair.slice(prefix.length)));
      return [...this.#sessions].some((known) => timingSafeEqual(Buffer.from(known), presented));
    });
  }

  #forgetOldKeys(): void {
    for (const [key, madeAt] of this.#keys) {
      if (this.#tick() - madeAt >= linkLifetimeMs) this.#keys.delete(key);
    }
  }

  /** Cookies know no ports: the name keeps two stations on one machine apart. */
  #cookie(): string {
    return `${cookieName}-${this.#port}`;
  }
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
