import { benchComparator } from '../../electron/cli/bench/comparator-command.ts';
import type { Bench } from './bench.ts';
import { onLfw } from './on-lfw.ts';

/** As long as `accuracy` where that has not encoded the photos yet, and some minutes besides. */
export const comparators: Bench = {
  name: 'comparators',
  about:
    'the logistic unit and the χ² form beside the distance, on people they were not learnt from',
  async run(_scratch, print) {
    for (const comparator of ['logistic', 'chi2'] as const) {
      const missing = await onLfw(
        (run) => benchComparator({ ...run, comparator, out: run.drawing(`det-${comparator}`) }),
        print,
      );
      if (missing !== null) return missing;
    }
    return null;
  },
};
