/** Files within the data folder. */
export const vaultFile = 'vault.db';
/** People, templates and events. */
export const databaseFile = 'threshold.db';
/** How far the log went. */
export const logHeadFile = 'log.head';
