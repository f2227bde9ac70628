import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { headSha256, LinearHead } from '../../native-models/head.ts';
import { loadManifest, packNamed } from '../../native-models/manifest.ts';
import { faultyModels } from '../../native-models/verify.ts';
import { projectPaths } from '../../electron/hosts/project-paths.ts';
import { seeded } from '../../electron/station/seeded.ts';
import { openPipeline } from '../../electron/vision/pipeline.ts';
import { ImagePyramid } from '../../electron/vision/pyramid.ts';
import { temporaryDir } from '../support/temporary.ts';
import { photo } from './vision-fixtures.ts';

const wish = { encode: 'subject', subject: 'largest', effort: 'quick' } as const;

test('a pack with a head gives the encodings of its encoder through the head', async (t) => {
  const { manifest, models } = projectPaths();
  const core = packNamed(await loadManifest(manifest), 'core');
  const dir = temporaryDir(t);
  for (const { file } of core.models) symlinkSync(join(models, file), join(dir, file));
  const random = seeded(1);
  const { matrix } = LinearHead.identity(core.encodingLength);
  const head = new LinearHead(matrix.map((value) => value + 0.05 * (random() - 0.5)));
  const bytes = head.toBytes();
  writeFileSync(join(dir, 'head.bin'), bytes);
  const entry = { file: 'head.bin', bytes: bytes.byteLength, sha256: headSha256(bytes) };
  const base = core.models.find(({ role }) => role === 'encoder')!.sha256;
  const withHead = { ...core, head: { ...entry, base, baseScores: null } };

  const image = new ImagePyramid(await photo('p01', 1));
  const encodings: Float32Array[] = [];
  for (const pack of [core, withHead]) {
    const pipeline = await openPipeline({ models: pack, modelDir: dir });
    const { faces, subject } = await pipeline.observe(image, wish);
    encodings.push(faces[subject!]!.encoding!);
    await pipeline.close();
  }
  assert.deepEqual(encodings[1], head.apply(encodings[0]!));
  assert.deepEqual(await faultyModels(withHead, dir), []);

  writeFileSync(join(dir, 'head.bin'), bytes.fill(1, 0, 8));
  assert.deepEqual(await faultyModels(withHead, dir), [{ file: 'head.bin', fault: 'damaged' }]);
  await assert.rejects(openPipeline({ models: withHead, modelDir: dir }), {
    file: 'head.bin',
    fault: 'damaged',
  });
});
