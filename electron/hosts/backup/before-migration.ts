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
  { now = Date.now, log = silent }: { now?: () => number; log?: (line: string) => void } = {},
): (db: Sqlite) => Result<void> {
  const places = new BackupPlaces(dataDir);
  return (db) => {
    const schema = Number(db.pragma('user_version', { simple: true }));
    const name = backupName('schema', now(), (one) => existsSync(places.named(one)));
    const made = makeBackupAtOnce(places.named(name), { places, vault, now, schema }, (job) =>
      withSnapshot(job, (snapshot) => snapshotOf(db, snapshot)),
    );
    if (!made.ok) return made;
    log(
      `store: The database is of an earlier version and is brought up to date. A sealed backup of how it was: ${places.named(name)}`,
    );
    return ok(undefined);
  };
}

const silent = (): void => undefined;
