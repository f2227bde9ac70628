import { benchIdentify } from '../../electron/cli/bench/identify-command.ts';
import type { Bench } from './bench.ts';
import { onLfw } from './on-lfw.ts';

const gallery = 1000;
const targets: readonly number[] = [1e-1, 1e-2, 1e-3];

export const identify: Bench = {
  name: 'identify',
  about: `identification with ${gallery} people enrolled: what is promised, and what comes of it`,
  run: (_scratch, print) => onLfw((run) => benchIdentify({ ...run, gallery, targets }), print),
};
