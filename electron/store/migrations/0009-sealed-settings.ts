import { logKeys } from '../event-log.ts';
import { SettingsSeal } from '../settings-seal.ts';
import type { Migration } from './migration.ts';

/** The station's MAC of all settings: nobody changes a threshold or a pack by a database tool. */
export const sealedSettings: Migration = {
  to: 9,
  run: (db, { vault }) => {
    db.exec(`ALTER TABLE settings_revision ADD COLUMN mac BLOB NOT NULL DEFAULT x''`);
    new SettingsSeal(db).seal(logKeys(vault));
  },
};
