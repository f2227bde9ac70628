import assert from 'node:assert/strict';
import { copyFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import Database from 'better-sqlite3';
import { databaseFile } from '../../electron/hosts/data-files.ts';
import { perform, type Deed } from '../support/crash-deeds.ts';
import { CrashExpected } from '../support/crash-expected.ts';
import { differences, lookAt } from '../support/crash-findings.ts';
import {
  backupOf,
  copyOf,
  makeCrashPlace,
  openCrashPlace,
  vaultOf,
} from '../support/crash-place.ts';
import { temporaryDir } from '../support/temporary.ts';

const deeds: readonly Deed[] = [
  { what: 'enrol', n: 1, id: 'p1', looks: 2 },
  { what: 'enrol', n: 2, id: 'p2', looks: 1 },
  { what: 'set', n: 3, key: 'one' },
  { what: 'copy', n: 4 },
  { what: 'backup', n: 5 },
];

/** A folder in which all this was done and acknowledged, and what must be there. */
async function worked(t: TestContext) {
  const folder = temporaryDir(t);
  await makeCrashPlace(folder);
  const expected = new CrashExpected();
  const act = (...more: readonly Deed[]): void => {
    const place = openCrashPlace(folder);
    for (const deed of more) {
      assert.ok(perform(place, deed).ok);
      expected.take(deed);
    }
    place.close();
  };
  act(...deeds);
  return { folder, act, findings: () => differences(lookAt(folder), expected).join('\n') };
}

function inDatabase(path: string, sql: string): void {
  const db = new Database(path);
  db.pragma('foreign_keys = OFF');
  db.exec(sql);
  db.close();
}

/** What may go wrong, and how the crash test says it. */
const wrong: readonly [string, (folder: string) => void, RegExp][] = [
  ['a template that is gone', inMain('DELETE FROM templates WHERE id = 1'), /people: /],
  ['a person who is gone', inMain(`DELETE FROM people WHERE id = 'p1'`), /people: /],
  ['a template of nobody', inMain(`DELETE FROM people WHERE id = 'p1'`), /rows of nobody/],
  ['a photo that is gone', inMain('DELETE FROM enrolment_photos WHERE id = 1'), /p1: no photo/],
  ['a setting that is gone', inMain('DELETE FROM settings'), /settings: /],
  ['a row of the log that is gone', inMain('DELETE FROM events WHERE seq = 5'), /rows: from 5/],
  ['a log that was altered', inMain('UPDATE events SET at = 9 WHERE seq = 2'), /log: edited/],
  ['a key that is gone', inVault('DELETE FROM person_keys'), /2 people without a key/],
  ['a way in that is gone', inVault(`UPDATE slots SET station_key = x'00'`), /cannot be opened/],
  ['a copy of the keys that is gone', (folder) => rmSync(copyOf(folder)), /copy .* gone/],
  ['a backup that is gone', (folder) => rmSync(backupOf(folder)), /the backup is gone/],
  ['half a backup', (folder) => truncateSync(backupOf(folder), 5000), /backup: /],
];

function inMain(sql: string): (folder: string) => void {
  return (folder) => inDatabase(join(folder, databaseFile), sql);
}

function inVault(sql: string): (folder: string) => void {
  return (folder) => inDatabase(vaultOf(folder), sql);
}

describe('the crash test', () => {
  it('finds nothing wrong where all is there', async (t) => {
    const { findings } = await worked(t);
    assert.equal(findings(), '');
  });

  for (const [what, damage, expected] of wrong) {
    it(`finds ${what}`, async (t) => {
      const { folder, findings } = await worked(t);
      damage(folder);
      assert.match(findings(), expected);
    });
  }

  it('finds a copy of the keys that still has the key of somebody removed', async (t) => {
    const { folder, act, findings } = await worked(t);
    const old = `${copyOf(folder)}.old`;
    copyFileSync(copyOf(folder), old);
    act({ what: 'remove', n: 6, id: 'p2' });
    assert.equal(findings(), '');
    copyFileSync(old, copyOf(folder));
    assert.match(findings(), /the copy has 1 keys of people removed/);
  });
});
