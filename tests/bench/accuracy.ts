import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { corePack, encodePhotos } from './encode-photos.ts';
import { lfwPairs, lfwPhotos } from './lfw.ts';
import { sharedData } from './shared-data.ts';
import { allPairs, foldedAccuracy, thresholdAt, trueMatchRate } from './verification.ts';

/**
 * The shipped pipeline over every photo of `lfw-dev`: accuracy by LFW's protocol, and the impostor
 * quantiles that the manifest keeps. Nothing is kept between runs; it takes some minutes.
 */
export const accuracy: Bench = {
  name: 'accuracy',
  about: 'verification on Labeled Faces in the Wild (our half): ten folds, all pairs',
  async run(_scratch, print) {
    const folder = sharedData('lfw-dev');
    const list = sharedData('pairs-dev.txt');
    if (!folder || !list) return 'needs ../shared/data/lfw-dev and ../shared/data/pairs-dev.txt';
    const photos = await lfwPhotos(folder);
    const pack = await corePack();
    const encodings = await encodePhotos(pack, photos, (photo) => join(folder, `${photo}.jpg`));
    const faceless = [...encodings.values()].filter((encoding) => encoding === null).length;
    const { mean, standardError } = foldedAccuracy(encodings, await lfwPairs(list));
    print(`photos ${photos.length}, without a face found ${faceless}`);
    print(`ten folds ${percent(mean)} ± ${percent(standardError)} (standard error)`);
    const all = allPairs(encodings);
    print(`comparisons: impostor ${all.impostor.length}, genuine ${all.genuine.length}`);
    for (const fmr of rates) {
      const threshold = thresholdAt(all, fmr);
      const fnmr = 1 - trueMatchRate(all, threshold);
      print(
        `FMR ${fmr.toExponential()}  distance ${threshold.toFixed(6)}  FNMR ${fnmr.toFixed(5)}`,
      );
    }
    return null;
  },
};

/** The quantiles of the manifest, rising. */
const rates: readonly number[] = [-6, -5, -4, -3, -2, -1].flatMap((exponent) =>
  [1, 2, 5].map((digit) => Number(`${digit}e${exponent}`)),
);

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
