import { benchIdentify } from '../../electron/cli/bench/identify-command.ts';
import type { Bench } from './bench.ts';
import { benchDir, printAnswer } from './on-lfw.ts';
import { sharedData } from './shared-data.ts';

/** Half of the synthetic people. */
const gallery = 32;
const targets: readonly number[] = [1e-1, 1e-2, 1e-3];

export const people: Bench = {
  name: 'people',
  about: 'identification of synthetic people: half of them enrolled by photo 1, and strangers',
  async run(_scratch, print) {
    const images = sharedData('people');
    if (!images) return 'needs ../shared/data/people';
    await printAnswer(
      benchIdentify({ images, pack: 'core', data: benchDir, gallery, targets }),
      print,
    );
    return null;
  },
};
