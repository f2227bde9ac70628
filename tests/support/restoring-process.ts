import { join } from 'node:path';
import { BackupStation } from './backup-station.ts';
import { vaultBeside } from './made-store.ts';

/** A process that restores a backup and kills itself after the step it is given. */
const [dataDir = '', backup = '', last = ''] = process.argv.slice(2);
const vault = vaultBeside(join(dataDir, 'threshold.db'));
const restored = new BackupStation(dataDir, vault).restore(backup, (step) => {
  if (step === last) process.kill(process.pid, 'SIGKILL');
});
process.stdout.write(JSON.stringify(restored));
