import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkModelFiles, describeModels } from '../../electron/hosts/models.ts';
import { modelError } from '../../electron/vision/model-error.ts';
import {
  defaultThreshold,
  loadManifest,
  modelOf,
  packNamed,
} from '../../native-models/manifest.ts';

const path = join(import.meta.dirname, '..', '..', 'native-models', 'manifest.json');

test('the manifest names a detector, a landmark net and an encoder for the core pack', async () => {
  const pack = packNamed(await loadManifest(path), 'core');
  for (const role of ['detector', 'landmarks', 'encoder'] as const) {
    assert.equal(modelOf(pack, role).licence.includes('MIT'), true);
  }
  assert.throws(() => modelOf(pack, 'liveness'), /pack 'core' has no liveness/);
});

test('a rarer false match asks for a smaller distance and costs more false non-matches', async () => {
  const { quantiles } = packNamed(await loadManifest(path), 'core').scores;
  quantiles.slice(1).forEach((quantile, index) => {
    const rarer = quantiles[index]!;
    assert.ok(rarer.fmr < quantile.fmr);
    assert.ok(rarer.distance < quantile.distance);
    assert.ok(rarer.fnmr > quantile.fnmr);
  });
});

test('the default threshold is the distance at FMR 1e-5', async () => {
  const pack = packNamed(await loadManifest(path), 'core');
  const at = pack.scores.quantiles.find(({ fmr }) => fmr === 1e-5);
  assert.equal(defaultThreshold(pack), at?.distance);
  const scores = { ...pack.scores, defaultFmr: 3e-7 };
  assert.throws(() => defaultThreshold({ ...pack, scores }), /no quantile at FMR/);
});

test('an unknown pack, and a manifest with a file outside its folder, are refused', async () => {
  const manifest = await loadManifest(path);
  assert.throws(() => packNamed(manifest, 'zoo'), /no pack 'zoo'/);
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
    const described = await describeModels(at);
    assert.deepEqual(described.loaded, { ok: false, error });
    assert.equal(described.encoder.threshold, 0);
    return error;
  };
  const absent = await errorOf(file);
  assert.equal(absent.code, 'model-missing');
  assert.match(absent.message, /manifest\.json is missing/);
  // Root may read everything: a folder in a file's place is what nobody can.
  const folder = await errorOf(dir);
  assert.equal(folder.code, 'model-missing');
  assert.match(folder.message, /may not be read/);
  await writeFile(file, '{ "version": 1');
  const cut = await errorOf(file);
  assert.equal(cut.code, 'model-damaged');
  assert.match(cut.message, /manifest\.json is damaged: .*JSON/);
  await writeFile(file, '{ "version": 1, "packs": [] }');
  const empty = await errorOf(file);
  assert.equal(empty.code, 'model-damaged');
  assert.match(empty.message, /manifest\.json is damaged: packs: /);
});

test('the doctor’s look at the files tells absent from damaged ones', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'threshold-models-'));
  t.after(() => rm(dir, { recursive: true }));
  const models = await describeModels(path);
  const none = await checkModelFiles(models, dir);
  assert.ok(!none.ok && none.error.code === 'model-missing');
  await writeFile(join(dir, 'encoder.onnx'), 'not a model');
  const some = await checkModelFiles(models, dir);
  assert.ok(!some.ok && some.error.code === 'model-damaged');
  assert.match(some.error.message, /detector\.onnx is missing, .*encoder\.onnx is damaged/);
});
