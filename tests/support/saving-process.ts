import { writeCheckpoint } from '../../native-models/training/checkpoint.ts';
import { madeCheckpoint } from './made-checkpoint.ts';

/** A process that saves one checkpoint after the other, and says so, until it is killed. */
const [path = '', last = '0'] = process.argv.slice(2);
for (let step = Number(last) + 1; process.connected; step++) {
  await writeCheckpoint(path, madeCheckpoint(step));
  process.send?.(step);
}
