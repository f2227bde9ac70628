/** Files within the data folder. */
export const vaultFile = 'vault.db';
export const databaseFile = 'threshold.db';
