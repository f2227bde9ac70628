import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useKnownModels, useModels } from '../../electron/cli/models-commands.ts';
import { commandPlace } from '../support/command-place.ts';
import { secondPack } from '../support/second-pack.ts';
import { openTestStation } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';
import { HandPort } from './hand-driven-vision.ts';

const tell = { json: true, line: () => undefined };

test('a name that could mean two packs is refused with both ways to say it', async (t) => {
  const [dataDir, here] = [temporaryDir(t), temporaryDir(t)];
  const station = await openTestStation(t, { dataDir, spawnVision: () => new HandPort() });
  const known = await secondPack(join(dataDir, 'packs', 'own'), 'own');
  const before = process.cwd();
  t.after(() => process.chdir(before));
  process.chdir(here);
  const manifest = join(await secondPack(join(here, 'own'), 'own'), 'manifest.json');
  const other = readFileSync(manifest, 'utf8').replace('"mirror":true', '"mirror":false');
  assert.ok(other.includes('"mirror":false'));
  writeFileSync(manifest, other);

  const refused = await useModels('own')(station, tell, commandPlace(dataDir));
  assert.equal(refused.exitCode, 3);
  assert.match(refused.text, /"models use --pack own" .* "models use \.\/own"/);
  // What is damaged is no reason to take the station's own in silence.
  writeFileSync(manifest, '{');
  assert.match(
    (await useModels('own')(station, tell, commandPlace(dataDir))).text,
    /could|--pack own/,
  );

  // Neither way is stopped by that: they go on to what a pack has to be.
  writeFileSync(join(known, 'manifest.json'), other.replace(/"scores":\{/, '"scores":null,"x":{'));
  const byName = await useKnownModels('own')(station, tell, commandPlace(dataDir));
  assert.doesNotMatch(byName.text, /--pack/);
  const byPath = await useModels('./own')(station, tell, commandPlace(dataDir));
  assert.equal((byPath.answer as { code: string }).code, 'pack-invalid');
});
