import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { modelError } from '../../electron/vision/model-error.ts';
import {
  findModel,
  loadManifest,
  modelOf,
  packNamed,
  type Pack,
} from '../../native-models/manifest.ts';

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
