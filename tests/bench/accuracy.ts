import { benchAccuracy } from '../../electron/cli/bench/accuracy-command.ts';
import type { Bench } from './bench.ts';
import { onLfw } from './on-lfw.ts';

/** The first run encodes every photo, which takes some minutes. */
export const accuracy: Bench = {
  name: 'accuracy',
  about: 'verification on Labeled Faces in the Wild (our half): ten folds, all pairs',
  run: (_scratch, print) =>
    onLfw((run) => benchAccuracy({ ...run, out: run.drawing('det') }), print),
};
