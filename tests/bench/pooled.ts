import { benchAccuracy } from '../../electron/cli/bench/accuracy-command.ts';
import type { Bench } from './bench.ts';
import { onLfw } from './on-lfw.ts';

const sizes = { templates: 2, probes: 3 } as const;

export const pooled: Bench = {
  name: 'pooled',
  about: 'the same with two photos as template and three as probe',
  run: (_scratch, print) =>
    onLfw((run) => benchAccuracy({ ...run, sizes, out: run.drawing('det-pooled') }), print),
};
