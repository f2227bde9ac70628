import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cutCrops } from '../../electron/hosts/training/cut-crops.ts';
import { writeEncoderPack } from '../../electron/hosts/training/encoder-pack.ts';
import { readPeopleFolder } from '../../electron/hosts/training/people-folder.ts';
import { trainingAlignment } from '../../electron/hosts/training/training-alignment.ts';
import { threshold } from '../support/command.ts';
import { photoPath } from '../support/people.ts';
import { secondPack } from '../support/second-pack.ts';
import { temporaryDir } from '../support/temporary.ts';
import { columnMeans, tinyModel } from '../unit/tiny-models.ts';
import { corePack, modelDir } from '../unit/vision-fixtures.ts';

test('a folder with a pack is taken in and used in one command', async (t) => {
  const data = temporaryDir(t);
  const folder = await secondPack(join(temporaryDir(t), 'somewhere'), 'second');
  const used = await threshold('models', 'use', folder, '--data', data);
  assert.equal(used.code, 0, used.stderr);
  assert.match(used.stdout, /The pack in use is second; before it was core\./);
  const nothing = await threshold('models', 'use', join(folder, 'nowhere'), '--data', data);
  assert.notEqual(nothing.code, 0);
  assert.match(nothing.stdout + nothing.stderr, /There is no model pack of this name/);
});

test('a trained pack that too few people have measured can be run, and is used once it is measured', async (t) => {
  const data = temporaryDir(t);
  const pack = await corePack();
  const alignment = trainingAlignment(pack.alignment, 64);
  const signal = new AbortController().signal;
  const people = await readPeopleFolder(join(photoPath('p01'), '..', '..'));
  assert.ok(people.ok);
  const base = { pack, dir: modelDir };
  const cutting = { ...base, alignment, work: temporaryDir(t), signal };
  const cut = await cutCrops(people.value, { ...cutting, onProgress: () => undefined });
  assert.ok(cut.ok && cut.value);
  const made = temporaryDir(t);
  tinyModel(made, ['batch', 3, 64, 64], columnMeans);
  const out = join(data, 'ours');
  const written = await writeEncoderPack({
    ...{ name: 'ours', base, out, replace: false, now: new Date(), signal },
    encoder: { model: readFileSync(join(made, 'tiny.onnx')), alignment, encodingLength: 192 },
    ...cut.value,
    split: { learnt: ['p02', 'p03'], heldOut: ['p01', 'p04'] },
    learning: { folder: 'people', recipe: {}, images: 0, seconds: 0 },
  });
  assert.ok(written.ok, JSON.stringify(written));
  const checked = await threshold('models', 'check', out, '--data', data);
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
  assert.match(checked.stdout, /ours can be run, and used once "models measure" has measured it/);
  const used = await threshold('models', 'use', out, '--data', data);
  assert.notEqual(used.code, 0);
  assert.match(used.stdout + used.stderr, /Nobody has measured how this model pack/);
  assert.ok(existsSync(join(data, 'packs', 'ours', 'model-card.md')));
  const listed = await threshold('models', 'list', '--data', data);
  assert.match(listed.stdout, /core .*in use[\s\S]*ours .*not measured/);
});
