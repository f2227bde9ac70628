import type { AccessState, Protection } from '../../contract/access.ts';
import type { Result, StationError } from '../../contract/errors.ts';
import type { KeysView } from '../../contract/trust.ts';
import type { OpenVault } from '../../vault/vault.ts';

/** How the station key is to be protected; a passphrase goes with its protection. */
export interface ProtectionWish {
  readonly protection: Protection;
  readonly passphrase?: string | undefined;
}

/** What somebody typed to open the station. */
export type Unlocking =
  | { readonly passphrase: string; readonly recoveryKey?: undefined }
  | { readonly recoveryKey: string; readonly passphrase?: undefined };

/** The keys of the station of a data folder. One per process; outlives every renewal of a station. */
export interface StationKeys {
  readonly state: AccessState;
  /** Why the keys are broken, or locked although they should open by themselves. */
  readonly problem: StationError | null;
  /**
   * The open vault, the same one for as long as the process lives. Errors: station-fresh,
   * station-locked, keys-missing, keys-damaged, key-gone, store codes.
   */
  current(): Result<OpenVault>;
  /** Which protections can be had on this computer. */
  offers(): Promise<{
    readonly keychain: boolean;
    readonly passphrase: boolean;
    readonly file: boolean;
  }>;
  /** People in a database of an earlier version that waits for keys; 0 otherwise, or where it cannot be read. */
  peopleBefore(): number;
  /**
   * Makes the keys of a new station and opens them. The recovery key is given this once.
   * Errors: invalid-request (there are keys), passphrase-weak, keychain-unavailable, store codes.
   */
  begin(wish: ProtectionWish): Promise<Result<{ recoveryKey: string }>>;
  /**
   * Opens what is locked; where it is open, only proves the knowledge. Errors: passphrase-wrong,
   * recovery-wrong, station-fresh, keys codes.
   */
  unlock(secret: Unlocking): Promise<Result<void>>;
  /** A new station key. Errors: as `current`, store codes. */
  rotate(): Result<KeysView>;
  /** Another protection in the place of the one there is, which opens nothing any more. */
  protect(wish: ProtectionWish): Promise<Result<KeysView>>;
  /** Another recovery key; the one before opens nothing any more. */
  newRecovery(): Promise<Result<{ recoveryKey: string; view: KeysView }>>;
  /** Somebody says that the recovery key is written down. */
  recoveryKept(): Result<KeysView>;
  view(): Result<KeysView>;
  close(): void;
}
