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
