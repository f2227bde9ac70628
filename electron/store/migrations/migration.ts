import type { OpenVault } from '../../vault/vault.ts';
import type { Sqlite } from '../database.ts';

/** What a migration that is more than SQL works with. */
export interface MigrationContext {
  readonly vault: OpenVault;
  /** Who acts now. */
  readonly actor: () => string;
}

/**
 * One step of the schema. `to` is the `user_version` the database has afterwards. All steps that are
 * wanting are one transaction.
 */
export type Migration = { readonly to: number } & (
  { readonly sql: string } | { readonly run: (db: Sqlite, context: MigrationContext) => void }
);
