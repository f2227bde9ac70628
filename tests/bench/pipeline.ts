import { join } from 'node:path';
import { benchPipeline } from '../../electron/cli/bench-pipeline.ts';
import { withStation } from '../../electron/cli/with-station.ts';
import type { Bench } from './bench.ts';

const rounds = 100;

export const pipeline: Bench = {
  name: 'pipeline',
  about: 'a camera frame to its decision, over the models alone in the same run (limit 1.3)',
  async run(scratch, print) {
    const { text } = await withStation(join(scratch, 'data'), benchPipeline(rounds), {
      keyFolder: join(scratch, 'keys'),
    });
    text.split('\n').forEach(print);
    return null;
  },
};
