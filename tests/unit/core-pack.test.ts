import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { loadManifest, modelOf, packNamed, type Pack } from '../../native-models/manifest.ts';
import { convertCorePack } from '../../native-models/packs/core/convert.ts';
import { faultyModels } from '../../native-models/verify.ts';

const root = join(import.meta.dirname, '..', '..');
const packageDir = join(root, 'node_modules', '@vladmandic', 'face-api');
const said: string[] = [];
let outDir: string;
let pack: Pack;

before(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'threshold-core-'));
  pack = packNamed(await loadManifest(join(root, 'native-models', 'manifest.json')), 'core');
  await convertCorePack({ packageDir, outDir, onProgress: (sentence) => said.push(sentence) });
});

after(() => rm(outDir, { recursive: true }));

test('conversion gives the very bytes that the manifest pins', async () => {
  assert.deepEqual(await faultyModels(pack, outDir), []);
});

test('conversion leaves the pack’s files and nothing else', async () => {
  const files = pack.models.map(({ file }) => file);
  assert.deepEqual((await readdir(outDir)).sort(), files.sort());
});

test('conversion says what it is doing', () => {
  assert.equal(said.length, pack.models.length);
});

test('a truncated, an altered and a missing file are each named with their fault', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'threshold-core-'));
  await convertCorePack({ packageDir, outDir: dir, onProgress: () => undefined });
  await truncate(join(dir, modelOf(pack, 'encoder').file), 1000);
  await writeFile(join(dir, modelOf(pack, 'landmarks').file), 'not a model');
  await rm(join(dir, modelOf(pack, 'detector').file));
  const faulty = await faultyModels(pack, dir);
  assert.deepEqual(Object.fromEntries(faulty.map(({ file, fault }) => [file, fault])), {
    'detector.onnx': 'missing',
    'landmarks.onnx': 'damaged',
    'encoder.onnx': 'damaged',
  });
  await rm(dir, { recursive: true });
});

test('a package without weights is refused', async () => {
  const conversion = convertCorePack({
    packageDir: join(root, 'native-models'),
    outDir,
    onProgress: () => undefined,
  });
  await assert.rejects(conversion, { code: 'ENOENT' });
});
