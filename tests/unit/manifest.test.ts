import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { modelError } from '../../electron/vision/model-error.ts';
import {
  findModel,
  loadManifest,
  modelOf,
  packNamed,
  type Pack,
} from '../../native-models/manifest.ts';
import { faultyModels } from '../../native-models/verify.ts';
import { madePack } from '../support/made-pack.ts';

const root = join(import.meta.dirname, '..', '..');
const path = join(root, 'native-models', 'manifest.json');

test('the manifest names a detector, a landmark net and an encoder for the core pack', async () => {
  const pack = packNamed(await loadManifest(path), 'core');
  for (const role of ['detector', 'landmarks', 'encoder'] as const) {
    assert.equal(modelOf(pack, role).licence.includes('MIT'), true);
  }
  assert.throws(() => modelOf(pack, 'liveness'), /pack 'core' has no liveness/);
});

test('a rarer false match asks for a smaller distance and costs more false non-matches', async () => {
  const { quantiles } = packNamed(await loadManifest(path), 'core').scores!;
  quantiles.slice(1).forEach((quantile, index) => {
    const rarer = quantiles[index]!;
    assert.ok(rarer.fmr < quantile.fmr);
    assert.ok(rarer.distance < quantile.distance);
    assert.ok(rarer.fnmr > quantile.fnmr);
    assert.ok(rarer.fmrUpper95 < quantile.fmrUpper95);
    assert.ok(rarer.fmr < rarer.fmrUpper95);
  });
});

test('the zoo’s models have an address each, and the core pack’s are made here', async () => {
  const manifest = await loadManifest(path);
  const addresses = (pack: Pack) => pack.models.map(({ address }) => address !== undefined);
  assert.deepEqual(addresses(packNamed(manifest, 'zoo')), [true, true]);
  assert.deepEqual(addresses(packNamed(manifest, 'core')), [false, false, false]);
});

test('every pack that is described here is whole: a detector, an encoder, and points to align by', async () => {
  const folder = join(root, 'native-models', 'packs', 'custom', 'yunet-mobilefacenet');
  const own = await loadManifest(join(folder, 'manifest.json'));
  for (const pack of [...(await loadManifest(path)).packs, ...own.packs]) {
    const { alignment } = pack;
    const points = findModel(pack, 'landmarks') ? 68 : 5;
    assert.equal(alignment.landmarks, points === 5 ? 'five' : 'ibug68', pack.name);
    assert.ok(alignment.indices.every((index) => index < points));
    assert.equal(alignment.indices.length, alignment.points.length);
    assert.deepEqual(modelOf(pack, 'encoder').input.shape.slice(1), [
      3,
      alignment.size,
      alignment.size,
    ]);
    modelOf(pack, 'detector');
  }
});

test('an unknown pack, and a manifest with a file outside its folder, are refused', async () => {
  const manifest = await loadManifest(path);
  assert.throws(() => packNamed(manifest, 'moon'), /no pack 'moon'/);
  const dir = await mkdtemp(join(tmpdir(), 'threshold-manifest-'));
  const text = (await readFile(path, 'utf8')).replace('"encoder.onnx"', '"../encoder.onnx"');
  await writeFile(join(dir, 'manifest.json'), text);
  await assert.rejects(loadManifest(join(dir, 'manifest.json')), /manifest\.json is damaged/);
  await rm(dir, { recursive: true });
});

test('an absent, an unreadable and a malformed manifest get their codes and reasons', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'threshold-manifest-'));
  t.after(() => rm(dir, { recursive: true }));
  const file = join(dir, 'manifest.json');
  const errorOf = async (at: string) => {
    const error = modelError(await loadManifest(at).catch((cause: unknown) => cause));
    assert.ok(!error.message.includes(dir), error.message);
    return error;
  };
  const absent = await errorOf(file);
  assert.equal(absent.code, 'model-missing');
  assert.match(absent.message, /manifest\.json is missing/);
  // Root may read everything: a folder in a file's place is what nobody can.
  const folder = await errorOf(dir);
  assert.equal(folder.code, 'model-missing');
  assert.match(folder.message, /may not be read/);
  await writeFile(file, '{ "version": 2');
  const cut = await errorOf(file);
  assert.equal(cut.code, 'model-damaged');
  assert.match(cut.message, /manifest\.json is damaged: .*JSON/);
  await writeFile(file, '{ "version": 2, "packs": [] }');
  const empty = await errorOf(file);
  assert.equal(empty.code, 'model-damaged');
  assert.match(empty.message, /manifest\.json is damaged: packs: /);
});

/** A folder for one test. */
async function folderFor(t: TestContext): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'threshold-manifest-'));
  t.after(() => rm(dir, { recursive: true }));
  return dir;
}

test('a manifest that would make all faces alike, or cannot be shown, is refused and told where', async (t) => {
  const file = join(await folderFor(t), 'manifest.json');
  const [core] = (await loadManifest(path)).packs;
  const [model, ...models] = core!.models;
  const { alignment, scores } = core!;
  const same = alignment.points.map(() => [0.5, 0.5]);
  const row = scores!.quantiles[0];
  const lies: readonly (readonly [object, RegExp])[] = [
    [{ alignment: { ...alignment, points: same } }, /alignment\.points: all points coincide/],
    [{ alignment: { ...alignment, points: [[1e300, 0], ...same] } }, /alignment\.points\.0\.0/],
    [{ alignment: { ...alignment, paddings: Array(1000).fill(0) } }, /alignment\.paddings/],
    [{ models: [{ ...model, file: '..' }, ...models] }, /models\.0\.file/],
    [
      { models: [{ ...model, input: { ...model!.input, range: [1, 1] } }, ...models] },
      /models\.0\.input\.range: darkest and brightest are the same/,
    ],
    [{ description: 'made\u001b[2J' }, /description: has control characters/],
    [{ scores: { ...scores, quantiles: Array(10_001).fill(row) } }, /scores\.quantiles/],
  ];
  for (const [lie, where] of lies) {
    await writeFile(file, JSON.stringify({ version: 2, packs: [{ ...core, ...lie }] }));
    const error = modelError(await loadManifest(file).catch((cause: unknown) => cause));
    assert.equal(error.code, 'model-damaged');
    assert.match(error.message, where);
  }
});

test('a manifest is judged by its size before it is read', async (t) => {
  const file = join(await folderFor(t), 'manifest.json');
  await writeFile(file, '');
  await truncate(file, 2 ** 32);
  const error = modelError(await loadManifest(file).catch((cause: unknown) => cause));
  assert.equal(error.code, 'model-damaged');
  assert.match(error.message, /more than \d+ bytes/);
});

test('a model file of another size, or one that is no file, is told without reading it', async (t) => {
  const dir = await folderFor(t);
  const file = 'encoder.onnx';
  const pack = madePack('mine', { [file]: Uint8Array.of(1, 2, 3) });
  await writeFile(join(dir, file), Uint8Array.of(1, 2, 3));
  assert.deepEqual(await faultyModels(pack, dir), []);
  // The right bytes, and a manifest that lies about their number.
  const lie = { ...pack, models: pack.models.map((model) => ({ ...model, bytes: 1 })) };
  assert.deepEqual(await faultyModels(lie, dir), [{ file, fault: 'damaged' }]);
  // More than can be read at once.
  await truncate(join(dir, file), 2 ** 32);
  assert.deepEqual(await faultyModels(pack, dir), [{ file, fault: 'damaged' }]);
  await rm(join(dir, file));
  await mkdir(join(dir, file));
  assert.deepEqual(await faultyModels(pack, dir), [{ file, fault: 'unreadable' }]);
});

const device = '/dev/zero';
const noDevice = existsSync(device) ? false : `this system has no ${device}`;

test('a device in a model file’s place holds nobody up', { skip: noDevice }, async (t) => {
  const dir = await folderFor(t);
  const file = 'encoder.onnx';
  await symlink(device, join(dir, file));
  const pack = madePack('mine', { [file]: Uint8Array.of(1) });
  assert.deepEqual(await faultyModels(pack, dir), [{ file, fault: 'unreadable' }]);
});
