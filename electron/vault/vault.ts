import type { Result } from '../contract/errors.ts';
import type { KeysView } from '../contract/trust.ts';

/** What a sealed thing is. With whom and what it belongs to, it is the associated data of the seal. */
export const sealedKinds = ['profile', 'template', 'photo', 'pin'] as const;
export type SealedKind = (typeof sealedKinds)[number];

export interface Belonging {
  readonly personId: string;
  readonly kind: SealedKind;
  /** Identity of the encoder for a template; empty for anything else. */
  readonly encoder: string;
}

/**
 * Seals what belongs to one person, under a key of their own: AES-256-GCM with a fresh nonce and
 * the belonging as associated data, so that rows that are swapped do not open.
 */
export interface PersonSealer {
  seal(plain: Uint8Array, belonging: Belonging): Buffer;
  /** @throws SealError where it was altered, swapped or sealed under another key */
  open(sealed: Uint8Array, belonging: Belonging): Buffer;
}

/** The keys of the people enrolled. Methods throw what SQLite or a seal throws. */
export interface PersonKeys {
  /**
   * A new key, kept durably before it is returned. A crash before its person is stored leaves a key
   * of nobody, which `keepOnly` destroys later.
   */
  create(): string;
  /** As many at once: one write to the disk. */
  createMany(count: number): string[];
  /** Null where there is no such key: destroyed, or never here. */
  sealer(keyId: string): PersonSealer | null;
  /** Runs many look-ups at one moment, several times as fast. Nothing may be changed meanwhile. */
  together<T>(work: () => T): T;
  /** Destroyed for good when this returns: overwritten in the file, and folded out of its log. */
  destroy(keyId: string): void;
  /** Destroys the keys of nobody that are older than `before` (ms); returns how many. */
  keepOnly(keyIds: ReadonlySet<string>, before: number): number;
  count(): number;
}

/** 32 random bytes each, sealed under the station key; a rotation of that key does not change them. */
export const secretNames = ['log-signing', 'log-tail', 'backup', 'backup-unsealed'] as const;
export type SecretName = (typeof secretNames)[number];

/** A copy of the keys that could not be renewed, and why. */
export interface StaleCopy {
  readonly path: string;
  readonly error: string;
}

/** The keys of one station, open. */
export interface OpenVault {
  /** 16 hexadecimal digits, for ever the same. */
  readonly stationId: string;
  readonly persons: PersonKeys;
  secret(name: SecretName): Buffer;
  /**
   * Destroys `backup-unsealed`, which seals backups of before people had keys of their own, and makes
   * another: whoever is erased is in those, and no key of theirs could make these forget them.
   */
  forgetUnsealedBackups(): void;
  /** Whether the station has ever had a database; set once by `databaseMade`. */
  readonly hadDatabase: boolean;
  databaseMade(): void;
  /** Writes the newest copy of all keys to a file, in the place of an older one. */
  copyTo(path: string): Result<void>;
  /** Renews every copy that was made, so that a destroyed key is in none of them. */
  renewCopies(): { readonly renewed: number; readonly stale: readonly StaleCopy[] };
  view(): Result<KeysView>;
  close(): void;
}
