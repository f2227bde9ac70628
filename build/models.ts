import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeFault } from '../native-models/faults.ts';
import { loadManifest, packNamed } from '../native-models/manifest.ts';
import { convertCorePack } from '../native-models/packs/core/convert.ts';
import { faultyModels, type FaultyFile } from '../native-models/verify.ts';
import { root } from './root.ts';

// Makes the `core` pack in .cache/models/core unless its files are there and whole.
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const pack = packNamed(await loadManifest(join(root, 'native-models', 'manifest.json')), 'core');
const outDir = join(root, '.cache', 'models', 'core');
const before = await faultyModels(pack, outDir);
if (before.length > 0 && values.check) fail(inWords(before));
if (before.length > 0) await convert();

async function convert(): Promise<void> {
  const packageDir = join(root, 'node_modules', '@vladmandic', 'face-api');
  await convertCorePack({ packageDir, outDir, onProgress: say });
  const after = await faultyModels(pack, outDir);
  if (after.length > 0) {
    fail(
      `after conversion ${inWords(after)} by native-models/manifest.json: ` +
        'is another version of @vladmandic/face-api installed?',
    );
  }
}

function inWords(faulty: readonly FaultyFile[]): string {
  return faulty.map(({ file, fault }) => `${file} ${describeFault(fault)}`).join(', ');
}

function say(sentence: string): void {
  process.stderr.write(`models: ${sentence}\n`);
}

function fail(sentence: string): never {
  say(sentence);
  process.exit(1);
}
