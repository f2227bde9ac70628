import { existsSync, rmSync } from 'node:fs';
import { fail, ok, type Result } from '../../contract/errors.ts';
import type { BackupsView, RestoreReport } from '../../contract/trust.ts';
import { guardedKeys } from '../../vault/vault-errors.ts';
import { backupName, isAutomatic } from './backup-places.ts';
import { guardedFiles } from './file-fault.ts';
import { keysCopiedAt, listBackups, type ListedBackup } from './list-backups.ts';
import { makeLoggedBackup, type BackupOccasion, type LoggedBackupParts } from './logged-backup.ts';
import { restoreBackup } from './restore-backup.ts';

/** Automatic backups that are kept; the operator's own are theirs to remove. */
const automaticKept = 7;

export interface BackupsParts extends LoggedBackupParts {
  readonly actor: () => string;
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

  /** Errors: backup-unknown; else as `restoreBackup`. */
  async restore(name: string): Promise<Result<RestoreReport>> {
    const { places, keys, clock, actor, replace } = this.#parts;
    if (!places.names().includes(name)) return fail('backup-unknown', name);
    const vault = keys.current();
    if (!vault.ok) return vault;
    // They have the store open, too.
    await this.#making;
    const who = actor();
    const restoring = { places, vault: vault.value, actor: () => who, now: () => clock.now() };
    return replace(() => restoreBackup(places.named(name), restoring));
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
