import { constants, copyFileSync, existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { removeDatabase, syncToDisk } from '../../vault/private-file.ts';
import { readStationId } from '../../vault/station-vault.ts';
import { guardedKeys } from '../../vault/vault-errors.ts';
import { openVaultFile } from '../../vault/vault-file.ts';
import { vaultFile } from '../data-files.ts';
import { makeFolder } from '../make-folder.ts';
import { guardedFiles } from '../file-fault.ts';

/**
 * Makes a copy of a station's keys the keys of a data folder that has none, or whose own cannot be read.
 * Keys that are there and whole stay: a copy is never newer, and a person's key that was destroyed
 * must not come back with it. Errors: file-not-found, keys-damaged (the copy is none), backup-foreign
 * (it or the data folder is not the wanted station's), store codes.
 */
export function adoptKeys(copy: string, dataDir: string, wanted: string): Result<void> {
  const live = join(dataDir, vaultFile);
  if (!existsSync(copy)) return fail('file-not-found', copy);
  const draft = `${live}.adopted`;
  const done = guardedFiles('The file with the keys', () => {
    makeFolder(dataDir);
    removeDatabase(draft);
    try {
      // Opened where it may be written to: SQLite makes files beside what it opens.
      copyFileSync(copy, draft, constants.COPYFILE_EXCL);
      const stationId = stationOf(draft);
      if (!stationId.ok) return stationId;
      if (stationId.value !== wanted) return fail('backup-foreign', 'so is the copy of the keys');
      return adopt(draft, live, wanted);
    } finally {
      removeDatabase(draft);
    }
  });
  return done.ok ? done.value : done;
}

function adopt(draft: string, live: string, stationId: string): Result<void> {
  const own = stationOf(live);
  if (own.ok) return own.value === stationId ? ok(undefined) : fail('backup-foreign', anotherHere);
  if (own.error.code !== 'keys-missing' && own.error.code !== 'keys-damaged') return own;
  // Whatever it is, it is not thrown away.
  if (existsSync(live)) renameSync(live, `${live}.replaced`);
  removeDatabase(live);
  syncToDisk(draft);
  renameSync(draft, live);
  syncToDisk(join(live, '..'));
  return ok(undefined);
}

const anotherHere = 'this data folder has the keys of another station';

function stationOf(path: string): Result<string> {
  const db = openVaultFile(path);
  if (!db.ok) return db;
  const id = guardedKeys(() => readStationId(db.value));
  db.value.close();
  return id;
}
