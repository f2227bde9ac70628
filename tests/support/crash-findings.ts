import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Result } from '../../electron/contract/errors.ts';
import { openBackup } from '../../electron/hosts/backup/backup-file.ts';
import type { Sqlite } from '../../electron/store/database.ts';
import type { StationVault } from '../../electron/vault/station-vault.ts';
import { encoder, encodingOf, nameOf, photoOf, settingKeys } from './crash-deeds.ts';
import type { CrashExpected } from './crash-expected.ts';
import { backupOf, copyOf, openCrashPlace, vaultOf, type CrashPlace } from './crash-place.ts';
import { openVaultAt, secretOf } from './crash-vault.ts';

/** What is in a folder after a crash. */
export interface CrashFindings {
  /** What is wrong whatever was being done. */
  readonly faults: readonly string[];
  readonly people: ReadonlyMap<string, readonly string[]>;
  readonly settings: ReadonlyMap<string, string>;
  readonly rows: readonly string[];
  /** Whether there is a copy of the keys, and a backup; each whole. */
  readonly copied: boolean;
  readonly backedUp: boolean;
}

/** Keys of nobody are looked for as if so much time had gone by, ms. */
const laterMs = 60 * 60_000;

/** Opens a folder as the station does after a crash, and looks at all that is in it. */
export function lookAt(folder: string): CrashFindings {
  try {
    return lookInto(folder);
  } catch (cause) {
    const fault = `it cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}`;
    const nothing = { people: new Map(), settings: new Map(), rows: [] };
    return { faults: [fault], ...nothing, copied: false, backedUp: false };
  }
}

function lookInto(folder: string): CrashFindings {
  const place = openCrashPlace(folder);
  try {
    const swept = place.erasures.sweep(Date.now() + laterMs);
    const faults = [
      ...(swept.ok ? [] : [`not swept: ${swept.error.message}`]),
      ...faultsOfFiles(place.db, 'database'),
      ...faultsOfLog(place),
      ...faultsOfKeys(place),
      ...faultsOfBackup(place),
    ];
    const people = peopleIn(place, faults);
    const there = { copied: existsSync(copyOf(folder)), backedUp: existsSync(backupOf(folder)) };
    return { faults, people, settings: settingsIn(place), rows: rowsIn(place.db), ...there };
  } finally {
    place.close();
  }
}

/** How what is there differs from what must be there; nothing for an empty list. */
export function differences(found: CrashFindings, expected: CrashExpected): string[] {
  const { people, settings, rows } = expected;
  return [
    ...found.faults,
    ...(isDeepStrictEqual(found.people, people) ? [] : [`people: ${shown(found.people, people)}`]),
    ...(isDeepStrictEqual(found.settings, settings)
      ? []
      : [`settings: ${shown(found.settings, settings)}`]),
    ...(isDeepStrictEqual(found.rows, rows) ? [] : [`rows: ${lastOf(found.rows, rows)}`]),
    ...(expected.copied && !found.copied ? ['the copy of the keys is gone'] : []),
    ...(expected.backedUp && !found.backedUp ? ['the backup is gone'] : []),
  ];
}

function shown(found: ReadonlyMap<string, unknown>, wanted: ReadonlyMap<string, unknown>): string {
  return JSON.stringify({ found: [...found], wanted: [...wanted] });
}

function lastOf(found: readonly string[], wanted: readonly string[]): string {
  const at = wanted.findIndex((row, index) => found[index] !== row);
  const from = at === -1 ? wanted.length : at;
  const end = from + 3;
  return `from ${from + 1}: found ${JSON.stringify(found.slice(from, end))}, wanted ${JSON.stringify(wanted.slice(from, end))}`;
}

function faultsOfFiles(db: Sqlite, name: string): string[] {
  const check = String(db.pragma('integrity_check(1)', { simple: true }));
  const foreign = db.pragma('foreign_key_check') as unknown[];
  return [
    ...(check === 'ok' ? [] : [`${name}: ${check}`]),
    ...(foreign.length === 0 ? [] : [`${name}: ${foreign.length} rows of nobody`]),
  ];
}

function faultsOfLog({ log }: CrashPlace): string[] {
  const report = log.examine();
  if (!report.ok) return [`log: ${report.error.message}`];
  const { ok, damage, firstBad } = report.value;
  const recorded = log.recordedDamage();
  const told = recorded.ok && recorded.value === null ? [] : ['log: it says that it was damaged'];
  return ok ? told : [`log: ${damage} at row ${firstBad}`];
}

/** Everybody has a key and nobody else has; no copy has the key of somebody removed. */
function faultsOfKeys({ db, vault, folder }: CrashPlace): string[] {
  const keyIds = db.prepare<[], string>('SELECT key_id FROM people').pluck().all();
  const without = keyIds.filter((keyId) => vault.persons.sealer(keyId) === null);
  const nobodys = vault.persons.count() - keyIds.length;
  const undone = Number(db.prepare('SELECT count(*) FROM erasures').pluck().get());
  return [
    ...(without.length === 0 ? [] : [`${without.length} people without a key`]),
    ...(nobodys === 0 ? [] : [`${nobodys} keys of nobody`]),
    ...(undone === 0 ? [] : [`${undone} erasures not carried out`]),
    ...faultsOfCopy(vault, folder, keyIds),
  ];
}

function faultsOfCopy(vault: StationVault, folder: string, keyIds: readonly string[]): string[] {
  const copy = copyOf(folder);
  if (!existsSync(copy)) return [];
  // Looked at elsewhere: what is opened as a vault gets files of its own beside it.
  const elsewhere = join(mkdtempSync(join(folder, 'look-')), 'copy.db');
  copyFileSync(copy, elsewhere);
  copyFileSync(secretOf(vaultOf(folder)), secretOf(elsewhere));
  const opened = openVaultAt(elsewhere);
  try {
    const known = keyIds.filter((keyId) => opened.persons.sealer(keyId) !== null).length;
    const destroyed = opened.persons.count() - known;
    const same = opened.secret('backup').equals(vault.secret('backup'));
    return [
      ...(destroyed === 0 ? [] : [`the copy has ${destroyed} keys of people removed`]),
      ...(same ? [] : ['the copy has other secrets']),
    ];
  } finally {
    opened.close();
    rmSync(dirname(elsewhere), { recursive: true });
  }
}

/** Whoever is killed while a backup is made leaves the one before, or the new one, never half. */
function faultsOfBackup({ folder, vault }: CrashPlace): string[] {
  const backup = backupOf(folder);
  if (!existsSync(backup)) return [];
  const opened = openBackup(backup, vault.secret('backup'));
  return opened.ok ? [] : [`backup: ${opened.error.message}`];
}

/** Everybody with the photos' names of their templates; what does not open is a fault. */
function peopleIn({ db, people }: CrashPlace, faults: string[]): Map<string, readonly string[]> {
  const ids = db.prepare<[], string>('SELECT id FROM people ORDER BY enrolled_at, id').pluck();
  const found = new Map<string, readonly string[]>();
  for (const id of ids.all()) {
    const detail = read(people.get(id, encoder), faults);
    if (detail?.name !== nameOf(id)) faults.push(`${id} has no name`);
    const picture = read(people.picture(id), faults);
    if (!picture || !Buffer.from(picture).equals(photoOf(id).jpeg)) faults.push(`${id}: no photo`);
    const templates = read(people.templates(id), faults) ?? [];
    for (const { source, encoding } of templates) {
      if (!isDeepStrictEqual(encoding, encodingOf(source))) faults.push(`${id}: wrong template`);
    }
    found.set(
      id,
      templates.map(({ source }) => source),
    );
  }
  return found;
}

function read<T>(result: Result<T>, faults: string[]): T | null {
  if (result.ok) return result.value;
  faults.push(result.error.message);
  return null;
}

function settingsIn({ settings }: CrashPlace): Map<string, string> {
  const found = new Map<string, string>();
  for (const key of settingKeys) {
    const value = settings.get(key);
    if (value.ok && value.value !== null) found.set(key, value.value);
  }
  return found;
}

function rowsIn(db: Sqlite): string[] {
  return db
    .prepare<[], string>(
      `SELECT kind || ' ' || ifnull(person_id, 'null') || ' ' || ifnull(detail, '')
       FROM events WHERE detail LIKE 'deed %' ORDER BY seq`,
    )
    .pluck()
    .all();
}
