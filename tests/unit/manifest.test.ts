import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
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
  await assert.rejects(loadManifest(join(dir, 'manifest.json')));
  await rm(dir, { recursive: true });
});
