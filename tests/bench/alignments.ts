import { join } from 'node:path';
import type { Pack } from '../../native-models/manifest.ts';
import type { Bench } from './bench.ts';
import { corePack, encodePhotos } from './encode-photos.ts';
import { lfwPairs, lfwPhotos } from './lfw.ts';
import { sharedData } from './shared-data.ts';
import { allPairs, foldedAccuracy, thresholdAt, trueMatchRate } from './verification.ts';

/**
 * The comparison behind the manifest's alignment: how much of the head the chip shows, and whether
 * mirror images count. Some minutes for each row.
 */
export const alignments: Bench = {
  name: 'alignments',
  onlyWhenNamed: true,
  about: 'paddings and mirror images compared on Labeled Faces in the Wild (our half)',
  async run(_scratch, print) {
    const folder = sharedData('lfw-dev');
    const list = sharedData('pairs-dev.txt');
    if (!folder || !list) return 'needs ../shared/data/lfw-dev and ../shared/data/pairs-dev.txt';
    const photos = await lfwPhotos(folder);
    const pairs = await lfwPairs(list);
    const pack = await corePack();
    for (const { paddings, mirror } of variants) {
      const varied: Pack = { ...pack, alignment: { ...pack.alignment, paddings, mirror } };
      const encodings = await encodePhotos(varied, photos, (photo) => join(folder, `${photo}.jpg`));
      const { mean, standardError } = foldedAccuracy(encodings, pairs);
      const all = allPairs(encodings);
      const rates = [1e-3, 1e-4, 1e-5].map((fmr) => trueMatchRate(all, thresholdAt(all, fmr)));
      const name = `padding ${paddings.join(' + ')}${mirror ? ', mirror' : ''}`;
      print(
        `${name.padEnd(30)} ${percent(mean)} ± ${percent(standardError)} %, ` +
          `TMR at FMR 1e-3/1e-4/1e-5 ${rates.map(percent).join(' / ')} %`,
      );
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

function percent(share: number): string {
  return (100 * share).toFixed(2);
}
