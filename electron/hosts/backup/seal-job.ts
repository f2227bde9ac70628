import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { firstSealedSchema } from '../../store/database.ts';
import { shareStore } from '../../store/store-lock.ts';
import { takeSnapshot, type SnapshotFacts } from '../../store/snapshot.ts';
import { createPrivately, wipe } from '../../vault/private-file.ts';
import { openBackup, sealFile } from './backup-file.ts';
import type { BackupHeader } from './backup-header.ts';
import { guardedFiles } from '../file-fault.ts';

/** One backup to be made. All of it can be handed to a thread. */
export interface SealJob {
  /** The station's database. */
  readonly database: string;
  /** Where the copy of it lies meanwhile. */
  readonly snapshot: string;
  /** The new file; it becomes the backup by its name. */
  readonly part: string;
  readonly stationId: string;
  readonly madeAt: number;
  /** 32 random bytes in hexadecimal digits. */
  readonly salt: string;
  /** The station's secret for backups. */
  readonly secret: Uint8Array;
}

/**
 * Copies, checks, seals, and reads back what was sealed: only what can be restored is a backup. Works for
 * as long as the database is large, so that a station with a window has a thread for it.
 * Errors: station-running (a restore is under way), store codes, file codes.
 */
export function runSealJob(job: SealJob): Result<BackupHeader> {
  return withSnapshot(job, (snapshot) => {
    // Whatever becomes of the station meanwhile, no restore swaps what is being read.
    const lock = shareStore(dirname(job.database));
    if (!lock.ok) return lock;
    try {
      return takeSnapshot(job.database, snapshot);
    } finally {
      lock.value.release();
    }
  });
}

/** The same with another way to the copy. */
export function withSnapshot(
  job: SealJob,
  take: (snapshot: string) => Result<SnapshotFacts>,
): Result<BackupHeader> {
  let isSealed = false;
  const done = guardedFiles('The backup', () => {
    try {
      createPrivately(job.snapshot);
      const facts = take(job.snapshot);
      isSealed = facts.ok && facts.value.schema >= firstSealedSchema;
      return facts.ok ? sealSnapshot(job, facts.value) : facts;
    } finally {
      if (isSealed) rmSync(job.snapshot, { force: true });
      else wipe(job.snapshot);
    }
  });
  return done.ok ? done.value : done;
}

function sealSnapshot(job: SealJob, facts: SnapshotFacts): Result<BackupHeader> {
  const { stationId, madeAt, salt } = job;
  const header = { stationId, madeAt, salt, ...facts };
  const sealed = sealFile(job.snapshot, job.part, header, job.secret);
  const back = openBackup(job.part, job.secret);
  if (!back.ok) return back;
  const same = back.value.sha256.equals(sealed);
  return same ? ok(back.value.header) : fail('backup-invalid', 'it did not read back as written');
}
