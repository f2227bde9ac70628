import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { loadManifest, packNamed, type Pack } from '../../native-models/manifest.ts';
import type { RgbImage } from '../../electron/vision/image.ts';
import { openPipeline, type Pipeline } from '../../electron/vision/pipeline.ts';

const root = join(import.meta.dirname, '..', '..');
export const modelDir = join(root, '.cache', 'models', 'core');

export async function corePack(): Promise<Pack> {
  return packNamed(await loadManifest(join(root, 'native-models', 'manifest.json')), 'core');
}

export async function corePipeline(): Promise<Pipeline> {
  return openPipeline({ models: await corePack(), modelDir });
}

/** Squared L2. */
export function distance(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, index) => sum + (value - other[index]!) ** 2, 0);
}

/** The distance below which one stranger in 100,000 falls. */
export function strangersApart({ scores }: Pack): number {
  const quantile = scores?.quantiles.find(({ fmr }) => fmr === 1e-5);
  if (quantile === undefined) throw new Error('no quantile at FMR 1e-5');
  return quantile.distance;
}

/** A photo of the synthetic people, scaled to a square of `side` px. */
export async function photo(person: string, number = 1, side = 384): Promise<RgbImage> {
  return pixels(sharp(pathOf(person, number)).resize(side, side));
}

export function pathOf(person: string, number: number): string {
  return join(root, 'tests', 'fixtures', 'people', person, `${number}.jpg`);
}

async function pixels(source: Sharp): Promise<RgbImage> {
  const { data, info } = await source.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

export function black(width: number, height: number): RgbImage {
  return { width, height, data: new Uint8Array(3 * width * height) };
}

/** A plain wall with a faint pattern. */
export function wall(width: number, height: number): RgbImage {
  const data = new Uint8Array(3 * width * height);
  for (let at = 0; at < width * height; at++) {
    const shade = 12 * Math.sin((at % width) / 9) + 10 * Math.cos(Math.floor(at / width) / 14);
    data.set([120 + shade, 128 + shade, 140 + shade], 3 * at);
  }
  return { width, height, data };
}

/** Copies `small` into `large` with its top-left corner at (left, top). */
export function paste(large: RgbImage, small: RgbImage, left: number, top: number): RgbImage {
  for (let row = 0; row < small.height; row++) {
    const from = 3 * row * small.width;
    const line = small.data.subarray(from, from + 3 * small.width);
    large.data.set(line, 3 * ((top + row) * large.width + left));
  }
  return large;
}

/** The square of `side` px in the middle. */
export function middleOf({ width, height, data }: RgbImage, side: number): RgbImage {
  const middle = black(side, side);
  const left = (width - side) >> 1;
  const top = (height - side) >> 1;
  for (let row = 0; row < side; row++) {
    const from = 3 * ((top + row) * width + left);
    middle.data.set(data.subarray(from, from + 3 * side), 3 * row * side);
  }
  return middle;
}

/** Pictures, by name, in which a detector may see faces and nobody else does. */
export function patterns(): Record<string, RgbImage> {
  const shades: Record<string, (x: number, y: number) => number> = {
    checkers: (x, y) => (((x >> 4) + (y >> 4)) % 2 ? 255 : 0),
    'fine checkers': (x, y) => ((Math.floor(x / 5) + Math.floor(y / 5)) % 2 ? 255 : 0),
    grid: (x, y) => (x % 12 < 2 || y % 12 < 2 ? 0 : 230),
    stripes: (_, y) => (y % 16 < 8 ? 0 : 255),
    rings: (x, y) => 128 + 127 * Math.cos(((x - 256) ** 2 + (y - 256) ** 2) / 480),
  };
  return Object.fromEntries(
    Object.entries(shades).map(([name, shade]) => {
      const image = black(512, 512);
      image.data.forEach((_, at) => {
        const pixel = Math.floor(at / 3);
        image.data[at] = shade(pixel % 512, Math.floor(pixel / 512));
      });
      return [name, image];
    }),
  );
}
