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

/** What can be told of a copy of the keys without any secret. */
export interface CopyOfKeys {
  readonly stationId: string;
  /** Ids of the keys of people. */
  readonly personKeys: ReadonlySet<string>;
}

/**
 * Makes a copy of a station's keys the keys of a data folder that has none, or whose own cannot be read.
 * Keys that are there and whole stay: a copy is never newer, and a person's key that was destroyed
 * must not come back with it. Errors: file-not-found, keys-damaged (the copy is none), backup-foreign (the
 * keys there are whole and another station's), those of `accept`, store codes.
 */
export function adoptKeys(
  copy: string,
  dataDir: string,
  accept: (copy: CopyOfKeys) => Result<void>,
): Result<'adopted' | 'whole'> {
  const live = join(dataDir, vaultFile);
  if (!existsSync(copy)) return fail('file-not-found', copy);
  const draft = `${live}.adopted`;
  const done = guardedFiles('The file with the keys', (): Result<'adopted' | 'whole'> => {
    makeFolder(dataDir);
    removeDatabase(draft);
    try {
      // Opened where it may be written to: SQLite makes files beside what it opens.
      copyFileSync(copy, draft, constants.COPYFILE_EXCL);
      const found = readKeys(draft);
      if (!found.ok) return found;
      const { stationId } = found.value;
      const own = readKeys(live);
      if (own.ok) {
        return own.value.stationId === stationId
          ? ok('whole')
          : fail('backup-foreign', anotherHere);
      }
      const { code } = own.error;
      if (code !== 'keys-missing' && code !== 'keys-damaged') return own;
      const accepted = accept(found.value);
      if (!accepted.ok) return accepted;
      putInPlace(draft, live);
      return ok('adopted');
    } finally {
      removeDatabase(draft);
    }
  });
  return done.ok ? done.value : done;
}

function putInPlace(draft: string, live: string): void {
  // Whatever it is, it is not thrown away.
  if (existsSync(live)) renameSync(live, `${live}.replaced`);
  removeDatabase(live);
  syncToDisk(draft);
  renameSync(draft, live);
  syncToDisk(join(live, '..'));
}

const anotherHere = 'this data folder has the keys of another station';

function readKeys(path: string): Result<CopyOfKeys> {
  const db = openVaultFile(path);
  if (!db.ok) return db;
  const read = guardedKeys(() => ({
    stationId: readStationId(db.value),
    personKeys: new Set(
      db.value.prepare<[], string>('SELECT id FROM person_keys').pluck().iterate(),
    ),
  }));
  db.value.close();
  return read;
}
