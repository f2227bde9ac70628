/** The keychain of the operating system, which seals for the account that is signed in. */
export interface Keychain {
  available(): Promise<boolean>;
  /** Gives a token from which only this account can have the secret back. Rejects where it cannot. */
  protect(secret: Buffer): Promise<Buffer>;
  /**
   * The secret, and another token where the keychain wants to replace its own. Rejects where the
   * token is another account's.
   */
  reveal(token: Buffer): Promise<{ readonly secret: Buffer; readonly renewed: Buffer | null }>;
}
