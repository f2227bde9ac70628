import { existsSync, rmSync } from 'node:fs';
import { fail, ok, type Result } from '../../contract/errors.ts';
import type { BackupsView, RestoreReport } from '../../contract/trust.ts';
import { removeDatabase } from '../../vault/private-file.ts';
import { guardedKeys } from '../../vault/vault-errors.ts';
import type { OpenVault } from '../../vault/vault.ts';
import { backupSecret, type BackupHeader } from './backup-header.ts';
import { backupName, isAutomatic } from './backup-places.ts';
import { guardedFiles } from '../file-fault.ts';
import { keysCopiedAt, listBackups, type ListedBackup } from './list-backups.ts';
import { makeLoggedBackup, type BackupOccasion, type LoggedBackupParts } from './logged-backup.ts';
import { checkHeader, restoreBackup } from './restore-backup.ts';
import type { UnsealJob } from './unseal-job.ts';

/** Automatic backups that are kept; the operator's own are theirs to remove. */
const automaticKept = 7;

export interface BackupsParts extends LoggedBackupParts {
  readonly actor: () => string;
  /** Opens a backup in a thread of its own: checks go on meanwhile. */
  readonly unseal: (job: UnsealJob) => Promise<Result<BackupHeader>>;
  /** Works while no station is open in this process, and opens one again. */
  readonly replace: <T>(work: () => T) => Promise<T>;
}

/** Backups of one station, and the way back from them. */
export class Backups {
  readonly #parts: BackupsParts;
  /** The backups under way, if any. */
  #making: Promise<unknown> = Promise.resolve();

  constructor(parts: BackupsParts) {
    this.#parts = parts;
  }

  /** Errors: keys codes. */
  view(): Result<BackupsView> {
    const { places, keys } = this.#parts;
    const vault = keys.current();
    if (!vault.ok) return vault;
    return guardedKeys(() => ({
      backups: listBackups(places, vault.value),
      folder: places.folder,
      keysCopiedAt: keysCopiedAt(places, vault.value.stationId),
    }));
  }

  /**
   * A new backup in the station's own folder, with its row in the log. Errors: keys codes,
   * station-running (another is being made), store codes.
   */
  async make(occasion: BackupOccasion): Promise<Result<BackupsView>> {
    const { places, clock } = this.#parts;
    const isTaken = (name: string): boolean => existsSync(places.named(name));
    const name = backupName(occasion, clock.now(), isTaken);
    const wish = { path: places.named(name), name, occasion };
    const under = makeLoggedBackup(this.#parts, wish);
    this.#making = Promise.allSettled([this.#making, under]);
    const made = await under;
    if (!made.ok) return made;
    if (occasion === 'auto') this.#dropOld();
    return this.view();
  }

  /** Errors: backup-unknown, station-running (a backup is being made); else as `restoreBackup`. */
  async restore(name: string): Promise<Result<RestoreReport>> {
    const { places, keys } = this.#parts;
    if (!places.names().includes(name)) return fail('backup-unknown', name);
    const vault = keys.current();
    if (!vault.ok) return vault;
    const usable = checkHeader(places.named(name), vault.value.stationId);
    if (!usable.ok) return usable;
    // They have the store open, too.
    await this.#making;
    const claimed = guardedFiles('The backup', () => places.claim());
    if (!claimed.ok) return claimed;
    if (!claimed.value) return fail('station-running', 'it makes a backup');
    try {
      return await this.#restore(places.named(name), usable.value, vault.value);
    } finally {
      guardedFiles('The database', () => removeDatabase(places.unsealed));
      claimed.value.release();
    }
  }

  /** The station is closed only once the backup lies there, decrypted and found whole. */
  async #restore(
    path: string,
    { schema }: BackupHeader,
    vault: OpenVault,
  ): Promise<Result<RestoreReport>> {
    const { places, clock, actor, unseal, replace } = this.#parts;
    const secret = guardedKeys(() => backupSecret(vault, schema));
    if (!secret.ok) return secret;
    const file = places.unsealed;
    const opened = await unseal({ backup: path, target: file, secret: secret.value });
    if (!opened.ok) return opened;
    const who = actor();
    const restoring = { places, vault, actor: () => who, now: () => clock.now() };
    const unsealed = { file, header: opened.value };
    return replace(() => restoreBackup(path, { ...restoring, unsealed }));
  }

  /** When those were made that the station made by itself and can open, ms. Errors: keys codes. */
  automaticTimes(): Result<readonly number[]> {
    const ours = this.#automatic();
    return ours.ok ? ok(ours.value.map(({ madeAt }) => madeAt)) : ours;
  }

  #automatic(): Result<ListedBackup[]> {
    const view = this.view();
    if (!view.ok) return view;
    return ok(view.value.backups.filter(({ name, usable }) => usable && isAutomatic(name)));
  }

  /** Those nearest to now stay: by a clock that went back, the older ones are in the future. */
  #dropOld(): void {
    const ours = this.#automatic();
    if (!ours.ok) return;
    const now = this.#parts.clock.now();
    const away = ({ madeAt }: ListedBackup): number => Math.abs(now - madeAt);
    const nearest = ours.value.toSorted((a, b) => away(a) - away(b));
    for (const { name } of nearest.slice(automaticKept)) {
      guardedFiles('The backup', () => rmSync(this.#parts.places.named(name), { force: true }));
    }
  }
}
