import { benchDiscard } from '../../electron/cli/bench/discard-command.ts';
import type { Bench } from './bench.ts';
import { onLfw } from './on-lfw.ts';

export const discard: Bench = {
  name: 'discard',
  about: 'whether the quality score predicts errors: error versus discard',
  run: (_scratch, print) =>
    onLfw((run) => benchDiscard({ ...run, out: run.drawing('discard') }), print),
};
