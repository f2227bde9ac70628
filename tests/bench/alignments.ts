import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchAccuracy } from '../../electron/cli/bench/accuracy-command.ts';
import { projectPaths } from '../../electron/hosts/project-paths.ts';
import { loadManifest, packNamed, type Pack } from '../../native-models/manifest.ts';
import type { Bench } from './bench.ts';
import { printAnswer } from './on-lfw.ts';
import { sharedData } from './shared-data.ts';

/**
 * The comparison behind the manifest's alignment: how much of the head the chip shows, and whether
 * mirror images count. Some minutes for each row.
 */
export const alignments: Bench = {
  name: 'alignments',
  onlyWhenNamed: true,
  about: 'paddings and mirror images compared on Labeled Faces in the Wild (our half)',
  async run(scratch, print) {
    const images = sharedData('lfw-dev');
    const pairs = sharedData('pairs-dev.txt');
    if (!images || !pairs) return 'needs ../shared/data/lfw-dev and ../shared/data/pairs-dev.txt';
    const paths = projectPaths();
    const core = packNamed(await loadManifest(paths.manifest), 'core');
    const manifest = join(scratch, 'manifest.json');
    for (const variant of variants) {
      // Another alignment has other scores, which nobody has measured.
      const alignment: Pack['alignment'] = { ...core.alignment, ...variant };
      const packs: Pack[] = [{ ...core, alignment, scores: null }];
      writeFileSync(manifest, JSON.stringify({ version: 2, packs }));
      print(`padding ${variant.paddings.join(' + ')}${variant.mirror ? ', mirror' : ''}`);
      const out = join(scratch, 'det.svg');
      const options = { images, pairs, pack: paths.models, manifest, out, cache: false };
      await printAnswer(benchAccuracy(options), (line) => print(`  ${line}`));
    }
    return null;
  },
};

const variants: readonly Pick<Pack['alignment'], 'paddings' | 'mirror'>[] = [
  { paddings: [0.25], mirror: false },
  { paddings: [0.25], mirror: true },
  { paddings: [0.2], mirror: false },
  { paddings: [0.2], mirror: true },
  { paddings: [0.15, 0.25], mirror: false },
  { paddings: [0.15, 0.25], mirror: true },
];
