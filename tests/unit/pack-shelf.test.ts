import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Pack, Scores } from '../../native-models/manifest.ts';
import { describeModels, namesAnother, packInUse } from '../../electron/hosts/models.ts';
import { openStore } from '../../electron/hosts/open-store.ts';
import { keepMeasuredScores } from '../../electron/hosts/packs/measured-scores.ts';
import { PackShelf } from '../../electron/hosts/packs/pack-shelf.ts';
import { viewBroken, viewPack } from '../../electron/hosts/packs/pack-state.ts';
import { operatorEvent } from '../../electron/station/operator-event.ts';
import { madePack } from '../support/made-pack.ts';
import { memoryVault } from '../../electron/vault/memory-vault.ts';
import { madeActor } from '../support/made-store.ts';
import { temporaryDir } from '../support/temporary.ts';

const bytes = { 'encoder.onnx': new Uint8Array(100).fill(1), 'detector.onnx': new Uint8Array(9) };
const scores: Scores = {
  measure: 'squared L2 distance of unit encodings',
  reference: 'made',
  date: '2026-11-24',
  people: 10,
  photos: 100,
  impostorComparisons: 4000,
  genuineComparisons: 400,
  spread: { weight: 0.5, expected: 0.1 },
  quantiles: [
    { fmr: 1e-4, fmrUpper95: 2e-4, distance: 0.1, fnmr: 0.1 },
    { fmr: 1e-2, fmrUpper95: 2e-2, distance: 0.2, fnmr: 0.01 },
  ],
  histogram: { binWidth: 0.01, genuine: [], impostor: [] },
};

function writeManifest(path: string, packs: readonly Pack[]): void {
  writeFileSync(path, JSON.stringify({ version: 2, packs }));
}

function writeFiles(dir: string, files: Readonly<Record<string, Uint8Array>>): void {
  mkdirSync(dir, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content);
}

/** A shelf whose own packs are a whole `core` and a `zoo` that was never fetched. */
function shelf(t: TestContext) {
  const root = temporaryDir(t);
  const manifestPath = join(root, 'manifest.json');
  const modelsDir = join(root, 'core');
  const core = { ...madePack('core', bytes), scores };
  writeManifest(manifestPath, [core, madePack('zoo', bytes)]);
  writeFiles(modelsDir, bytes);
  const dataDir = join(root, 'data');
  const kept = new PackShelf({ manifestPath, modelsDir, dataDir });
  const added = (name: string, packs: readonly Pack[]): string => {
    const dir = join(dataDir, 'packs', name);
    writeFiles(dir, bytes);
    writeManifest(join(dir, 'manifest.json'), packs);
    return dir;
  };
  const names = async (): Promise<string[]> => {
    const all = await kept.all();
    assert.ok(all.ok);
    return all.value.packs.map(({ pack }) => pack.name);
  };
  return { shelf: kept, manifestPath, modelsDir, dataDir, added, names };
}

async function stateOf(kept: PackShelf, name: string): Promise<string> {
  const found = await kept.find(name);
  return found.ok
    ? (await viewPack(found.value, { name: 'core', kin: new Set() })).state
    : found.error.code;
}

test('the station knows its own packs and those that were added, each in its folder', async (t) => {
  const { shelf: kept, names, added, modelsDir, dataDir } = shelf(t);
  assert.deepEqual(await names(), ['core', 'zoo']);
  const mine = added('mine', [madePack('mine', bytes)]);
  assert.deepEqual(await names(), ['core', 'zoo', 'mine']);
  const dirs = await Promise.all(['core', 'zoo', 'mine'].map((name) => kept.find(name)));
  assert.deepEqual(
    dirs.map((found) => found.ok && found.value.dir),
    [modelsDir, join(dataDir, 'packs', 'zoo'), mine],
  );
});

test('a pack is ready, partial, absent or damaged as its files are', async (t) => {
  const { shelf: kept, dataDir } = shelf(t);
  const zoo = join(dataDir, 'packs', 'zoo');
  assert.equal(await stateOf(kept, 'core'), 'ready');
  assert.equal(await stateOf(kept, 'zoo'), 'absent');
  writeFiles(zoo, { 'encoder.onnx.part': new Uint8Array(3) });
  assert.equal(await stateOf(kept, 'zoo'), 'partial');
  writeFiles(zoo, { 'detector.onnx': bytes['detector.onnx'] });
  assert.equal(await stateOf(kept, 'zoo'), 'partial');
  writeFiles(zoo, { 'encoder.onnx': new Uint8Array(100) });
  assert.equal(await stateOf(kept, 'zoo'), 'damaged');
  writeFiles(zoo, bytes);
  assert.equal(await stateOf(kept, 'zoo'), 'ready');
});

test('a folder cannot pass itself off as a pack of the station, or as another', async (t) => {
  const { shelf: kept, added, modelsDir, names } = shelf(t);
  added('core', [{ ...madePack('core', bytes), description: 'false' }]);
  const core = await kept.find('core');
  assert.equal(core.ok && core.value.dir, modelsDir);
  assert.notEqual(core.ok && core.value.pack.description, 'false');
  added('mine', [madePack('yours', bytes)]);
  assert.equal(await stateOf(kept, 'mine'), 'pack-invalid');
  assert.deepEqual(await names(), ['core', 'zoo']);
});

test('a manifest that cannot be used is shown with the reason', async (t) => {
  const { shelf: kept, added } = shelf(t);
  writeFileSync(join(added('one', []), 'manifest.json'), '{"version": 2, "packs": []}');
  writeFileSync(join(added('two', []), 'manifest.json'), 'no JSON');
  added('three', [madePack('three', bytes), madePack('four', bytes)]);
  const all = await kept.all();
  assert.ok(all.ok);
  const views = all.value.broken.map((broken) => viewBroken(broken, ''));
  assert.deepEqual(
    views.map(({ name, state }) => [name, state]),
    [
      ['one', 'damaged'],
      ['three', 'damaged'],
      ['two', 'damaged'],
    ],
  );
  assert.match(views[1]!.description, /2 packs instead of one/);
});

test('names that are no names, and folders without a manifest, are unknown', async (t) => {
  const { shelf: kept, dataDir } = shelf(t);
  writeFiles(join(dataDir, 'packs', 'empty'), {});
  writeFiles(join(dataDir, 'outside'), bytes);
  writeManifest(join(dataDir, 'outside', 'manifest.json'), [madePack('outside', bytes)]);
  for (const name of ['', 'empty', '../outside', 'Core', '.unfinished-1', 'nobody']) {
    const found = await kept.find(name);
    assert.equal(found.ok ? '' : found.error.code, 'pack-unknown', name);
  }
});

test('what was measured here counts for the very models and alignment that were measured', async (t) => {
  const { shelf: kept, added } = shelf(t);
  const pack = madePack('mine', bytes);
  const dir = added('mine', [pack]);
  assert.ok((await keepMeasuredScores(pack, dir, scores)).ok);
  const measured = await kept.find('mine');
  assert.deepEqual(measured.ok && measured.value.pack.scores, scores);

  const alignment = { ...pack.alignment, mirror: true };
  writeManifest(join(dir, 'manifest.json'), [{ ...pack, alignment }]);
  const changed = await kept.find('mine');
  assert.equal(changed.ok && changed.value.pack.scores, null);
});

/** The models that a station over this shelf would use, with a pack set as the one in use. */
async function modelsWith(t: TestContext, kept: PackShelf, setting: string | null) {
  const store = openStore(join(temporaryDir(t), 'threshold.db'), {
    vault: memoryVault(),
    actor: () => madeActor,
  });
  t.after(() => store.close());
  const event = { ...operatorEvent('enrol', '', 1), personId: null };
  if (setting !== null) assert.ok(store.settings.set('pack', setting, event).ok);
  return { models: await describeModels(kept, store.settings), store };
}

test('without a setting the pack in use is core, and its distances come from its scores', async (t) => {
  const { models } = await modelsWith(t, shelf(t).shelf, null);
  assert.ok(models.loaded.ok);
  assert.equal(models.pack, 'core');
  assert.equal(models.encoder.duplicateBelow(100), 0.1);
  assert.equal(models.encoder.differentFrom, 0.2);
});

test('a pack in use that is not there is told, and no other takes its place', async (t) => {
  const { shelf: kept, added } = shelf(t);
  writeFileSync(join(added('broken', []), 'manifest.json'), 'no JSON');
  const expected = [
    ['"gone"', 'gone', 'model-missing'],
    ['"broken"', 'broken', 'model-damaged'],
    ['not JSON', 'not JSON', 'model-missing'],
    ['"../core"', '../core', 'model-missing'],
    ['["core"]', '["core"]', 'model-missing'],
    [`"${'x'.repeat(100_000)}"`, 'x'.repeat(64), 'model-missing'],
  ] as const;
  for (const [setting, pack, code] of expected) {
    const { models, store } = await modelsWith(t, kept, setting);
    assert.equal(packInUse(store.settings), pack);
    assert.equal(models.loaded.ok ? '' : models.loaded.error.code, code, setting);
    assert.deepEqual([models.scores, models.encoder.differentFrom], [null, 0]);
    assert.ok(models.dir.startsWith(kept.root), models.dir);
  }
});

test('settings that cannot be read for a moment do not change the pack in use', async (t) => {
  const { store } = await modelsWith(t, shelf(t).shelf, '"zoo"');
  const { settings } = store;
  assert.deepEqual(
    ['zoo', 'core'].map((pack) => namesAnother(settings, pack)),
    [false, true],
  );
  store.close();
  assert.deepEqual(
    ['zoo', 'core'].map((pack) => namesAnother(settings, pack)),
    [false, false],
  );
});

test('a pack that nobody measured cannot match, even where the setting names it', async (t) => {
  const { models } = await modelsWith(t, shelf(t).shelf, '"zoo"');
  assert.equal(models.loaded.ok ? '' : models.loaded.error.code, 'pack-unmeasured');
  assert.equal(models.scores, null);
  assert.equal(models.encoder.duplicateBelow(100), 0);
});

test('a folder that is a link to somewhere else is not a pack', async (t) => {
  const { names, added, dataDir } = shelf(t);
  added('mine', [madePack('mine', bytes)]);
  symlinkSync(join(dataDir, 'packs', 'mine'), join(dataDir, 'packs', 'linked'));
  assert.deepEqual(await names(), ['core', 'zoo', 'mine']);
});
