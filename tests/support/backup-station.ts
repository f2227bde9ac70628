import assert from 'node:assert/strict';
import { join } from 'node:path';
import { LogHeadFile } from '../../electron/audit/head-file.ts';
import { plainEvent } from '../../electron/contract/plain-event.ts';
import type { NewEvent } from '../../electron/contract/records.ts';
import { BackupPlaces } from '../../electron/hosts/backup/backup-places.ts';
import { makeBackup, type RunSealJob } from '../../electron/hosts/backup/make-backup.ts';
import { restoreBackup, type Restoring } from '../../electron/hosts/backup/restore-backup.ts';
import { enterStore } from '../../electron/hosts/backup/restore-swap.ts';
import { runSealJob } from '../../electron/hosts/backup/seal-job.ts';
import { openDatabase, type Sqlite } from '../../electron/store/database.ts';
import { EventLog } from '../../electron/store/event-log.ts';
import { PeopleRepository } from '../../electron/store/people-repository.ts';
import { memoryVault } from '../../electron/vault/memory-vault.ts';
import type { OpenVault } from '../../electron/vault/vault.ts';

const actor = (): string => 'os:tester';
const encoder = 'e'.repeat(64);

/** A row of the log. */
export const someEvent: NewEvent = plainEvent('enrol', 1_700_000_000_000);

/** A data folder with its database and its keys: what backups are about, and nothing else of a station. */
export class BackupStation {
  readonly places: BackupPlaces;
  readonly vault: OpenVault;
  #open: { db: Sqlite; log: EventLog; end: () => void } | null = null;

  constructor(dataDir: string, vault: OpenVault = memoryVault()) {
    this.places = new BackupPlaces(dataDir);
    this.vault = vault;
  }

  get db(): Sqlite {
    return this.#opened().db;
  }

  get log(): EventLog {
    return this.#opened().log;
  }

  /** A person with a template, sealed under a key of their own, and the row of their enrolment. */
  enrol(id: string): void {
    const person = { id, name: `Name of ${id}`, consent: 'in writing', enrolledAt: 1 };
    const template = { encoding: new Float32Array([1, 0, 0, 0]), quality: 1, source: 'camera' };
    const templates = [{ ...template, encoderSha256: encoder, createdAt: 1 }];
    const added = this.#people().add(person, templates, [], [{ ...someEvent, personId: id }]);
    assert.ok(added.ok, added.ok ? '' : added.error.message);
  }

  /** Rows and key. */
  erase(id: string): void {
    const removed = this.#people().remove(id, { ...someEvent, kind: 'remove', personId: id });
    assert.ok(removed.ok, removed.ok ? '' : removed.error.message);
  }

  note(event: NewEvent = someEvent, work: () => void = () => undefined): void {
    const written = this.log.write(() => {
      work();
      this.log.insert(event);
    });
    assert.ok(written.ok, written.ok ? '' : written.error.message);
  }

  /** Many rows in one transaction. */
  notes(count: number): void {
    this.note(someEvent, () => {
      for (let at = 1; at < count; at++) this.log.insert(someEvent);
    });
  }

  /** Everybody whose template can be read, by id, with their name. */
  people(): Record<string, string> {
    const read = this.#people().gallery(encoder);
    assert.ok(read.ok, read.ok ? '' : read.error.message);
    return Object.fromEntries(read.value.map(({ personId, name }) => [personId, name]));
  }

  kinds(): string[] {
    return this.db.prepare<[], string>('SELECT kind FROM events ORDER BY seq').pluck().all();
  }

  backup(name = 'a.backup', run: RunSealJob = runSealJob) {
    const { places, vault } = this;
    this.places.claim()?.release();
    return makeBackup(this.path(name), { places, vault, now: Date.now }, run);
  }

  /** Nobody has the store open meanwhile. */
  restore(path: string, onStep?: Restoring['onStep']) {
    this.close();
    const { places, vault } = this;
    const hooks = onStep ? { onStep } : {};
    return restoreBackup(path, { places, vault, actor, now: Date.now, ...hooks });
  }

  path(name: string): string {
    return this.places.named(name);
  }

  close(): void {
    this.#open?.end();
    this.#open = null;
  }

  #people(): PeopleRepository {
    return new PeopleRepository(this.db, { vault: this.vault, log: this.log });
  }

  #opened(): { db: Sqlite; log: EventLog } {
    return (this.#open ??= this.#enter());
  }

  #enter() {
    const { places, vault } = this;
    const lock = enterStore(places.dataDir);
    assert.ok(lock.ok, lock.ok ? '' : lock.error.message);
    const db = openDatabase(places.database, { vault, actor });
    if (!db.ok) lock.value.release();
    assert.ok(db.ok, db.ok ? '' : db.error.message);
    const head = new LogHeadFile(join(places.dataDir, 'log.head'));
    const log = new EventLog(db.value, { vault, actor, head });
    const end = (): void => {
      db.value.close();
      lock.value.release();
    };
    return { db: db.value, log, end };
  }
}
