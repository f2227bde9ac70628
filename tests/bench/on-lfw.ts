import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchOptions } from '../../electron/cli/bench/bench-set.ts';
import type { RunCommand } from '../../electron/cli/outcome.ts';
import { withStation } from '../../electron/cli/with-station.ts';
import { sharedData, sharedModels } from './shared-data.ts';

const root = join(import.meta.dirname, '..', '..');
/** Kept between runs: what was seen in the photos, and the drawings. */
export const benchDir = join(root, '.cache', 'bench');
const customManifest = join(
  root,
  ...['native-models', 'packs', 'custom', 'yunet-mobilefacenet', 'manifest.json'],
);

/** Labeled Faces in the Wild (our half), its list of pairs, and a pack to try on it. */
export interface LfwRun extends BenchOptions {
  readonly pairs: string;
  readonly name: string;
  /** Where a drawing called so goes. */
  readonly drawing: (name: string) => string;
}

/**
 * Runs a command of the product on our half of Labeled Faces in the Wild, once for the shipped
 * pack and once for the custom one where its models are. Resolves as a bench does.
 */
export async function onLfw(
  command: (run: LfwRun) => RunCommand,
  print: (line: string) => void,
): Promise<string | null> {
  const images = sharedData('lfw-dev');
  const pairs = sharedData('pairs-dev.txt');
  if (!images || !pairs) return 'needs ../shared/data/lfw-dev and ../shared/data/pairs-dev.txt';
  for (const pack of packs()) {
    const drawing = (name: string): string => join(benchDir, `${name}-${pack.name}.svg`);
    const run = command({ ...pack, images, pairs, data: benchDir, drawing });
    await printAnswer(run, print);
  }
  return null;
}

/** Runs a command of the product in a station of the bench's own, and prints what it says. */
export async function printAnswer(run: RunCommand, print: (line: string) => void): Promise<void> {
  const { text } = await withStation(benchDir, run, { keyFolder: `${benchDir}-keys` });
  text.split('\n').forEach(print);
}

function packs(): (Pick<LfwRun, 'pack' | 'manifest'> & { readonly name: string })[] {
  const core = { name: 'core', pack: 'core' };
  const models = sharedModels();
  return models && existsSync(customManifest)
    ? [core, { name: 'custom', pack: models, manifest: customManifest }]
    : [core];
}
