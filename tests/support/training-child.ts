import { trainEncoder } from '../../native-models/training/trainer.ts';
import { smallTraining } from './small-training.ts';

/** A process that trains, saves after each step and says so, and never stops by itself. */
const [path = ''] = process.argv.slice(2);
await trainEncoder({
  ...smallTraining.options,
  // The killer ends it before: what is resumed is a run of as many steps as it says itself.
  limit: { kind: 'steps', steps: 12 },
  checkpoint: { path, resume: false },
  intervals: { looks: 0, measures: 1e9, saves: 0 },
  report: ({ step }) => process.send?.(step),
});
