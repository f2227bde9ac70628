import { existsSync } from 'node:fs';
import { ok, type Result } from '../../contract/errors.ts';
import type { Sqlite } from '../../store/database.ts';
import { snapshotOf } from '../../store/snapshot.ts';
import { backupName, BackupPlaces } from './backup-places.ts';
import { makeBackupAtOnce, type BackupVault } from './make-backup.ts';
import { withSnapshot } from './seal-job.ts';

/**
 * What is called with a database of an earlier version before it is changed: a backup of it, in the
 * station's own folder. What an early schema had in plain is in the sealed file only. Errors: as
 * `makeBackup`; then the database is not migrated.
 */
export function backupBeforeMigration(
  dataDir: string,
  vault: BackupVault,
  now: () => number = Date.now,
): (db: Sqlite) => Result<void> {
  const places = new BackupPlaces(dataDir);
  return (db) => {
    const name = backupName('schema', now(), (one) => existsSync(places.named(one)));
    const made = makeBackupAtOnce(places.named(name), { places, vault, now }, (job) =>
      withSnapshot(job, (snapshot) => snapshotOf(db, snapshot)),
    );
    return made.ok ? ok(undefined) : made;
  };
}
