import { join } from 'node:path';
import { runSealJob, withSnapshot } from '../../electron/hosts/backup/seal-job.ts';
import { takeSnapshot } from '../../electron/store/snapshot.ts';
import { BackupStation } from './backup-station.ts';
import { vaultBeside } from './made-store.ts';

/** A process that makes a backup and kills itself when the database is copied, or sealed. */
const [dataDir = '', step = ''] = process.argv.slice(2);
const made = new BackupStation(dataDir, vaultBeside(join(dataDir, 'threshold.db')));
await made.backup('killed.backup', (job) => {
  if (step === 'sealed') runSealJob(job);
  else withSnapshot(job, (snapshot) => killedAfter(() => takeSnapshot(job.database, snapshot)));
  return killedAfter(() => undefined);
});

function killedAfter(work: () => unknown): never {
  work();
  process.kill(process.pid, 'SIGKILL');
  throw new Error('it was killed');
}
