import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { floatsToBase64, loadManifest, type Pack } from '../../native-models/manifest.ts';
import { fail, ok, type Result } from '../../electron/contract/errors.ts';
import type { SettingsStore } from '../../electron/station/interfaces.ts';
import { describeModels, isOutdated } from '../../electron/hosts/models.ts';
import { openStore } from '../../electron/hosts/open-store.ts';
import {
  comparatorChoice,
  comparatorChoices,
  findComparator,
  setComparatorChoice,
} from '../../electron/hosts/packs/choose-comparator.ts';
import {
  choiceOfLearnt,
  keepLearntComparator,
  readChallenger,
  writeChallenger,
  type LearntHere,
} from '../../electron/hosts/packs/learnt-comparators.ts';
import { PackShelf } from '../../electron/hosts/packs/pack-shelf.ts';
import { withScores } from '../../electron/hosts/training/learn-comparator.ts';
import { madePack } from '../support/made-pack.ts';
import { madeScores } from '../support/made-scores.ts';
import { memoryVault } from '../../electron/vault/memory-vault.ts';
import { madeActor } from '../support/made-store.ts';
import { temporaryDir } from '../support/temporary.ts';

function valueOf(set: Result<string | null>): string {
  return set.ok && set.value !== null ? set.value : assert.fail('nothing is set');
}

const clock = { now: () => 1_700_000_000_000 };
const calibration = { slope: 40, bias: 20 };

/** A comparator for four components; its table is `farther` than the made one's. */
function learnt(kind: 'logistic' | 'chi2', farther = 0): LearntHere {
  const quantiles = madeScores.quantiles.map((row) => ({
    ...row,
    distance: row.distance + farther,
  }));
  const weights = Float32Array.from([1, 1, 1, 1]);
  return withScores(kind, weights, calibration, { ...madeScores, quantiles });
}

function packWith(comparators: Pack['comparators']): Pack {
  const pack = madePack('core', { 'encoder.onnx': new Uint8Array(8) });
  const { spread, quantiles, histogram } = madeScores;
  const scores = {
    ...madeScores,
    measure: 'squared L2 distance of unit encodings' as const,
    spread: { ...spread },
    quantiles: [...quantiles],
    histogram: {
      ...histogram,
      genuine: [...histogram.genuine],
      impostor: [...histogram.impostor],
    },
  };
  return { ...pack, scores, comparators };
}

function site(t: TestContext, pack: Pack) {
  const dataDir = temporaryDir(t);
  const manifestPath = join(dataDir, 'manifest.json');
  writeFileSync(manifestPath, JSON.stringify({ version: 2, packs: [pack] }));
  const shelf = new PackShelf({ manifestPath, modelsDir: dataDir, dataDir });
  const store = openStore(join(dataDir, 'threshold.db'), {
    vault: memoryVault(),
    actor: () => madeActor,
  });
  t.after(() => store.close());
  return { shelf, store, manifestPath, dir: shelf.dirOf('core'), settings: store.settings };
}

const logistic = learnt('logistic', 0.3);
const own = logistic.kind === 'logistic' ? { logistic: logistic.learnt } : {};

test('a pack compares by the distance until another comparator is chosen, with its own scores', async (t) => {
  const { shelf, settings, store } = site(t, packWith(own));
  const before = await describeModels(shelf, settings);
  assert.deepEqual([before.comparator.kind, before.encoder.differentFrom], ['distance', 0.14]);
  assert.ok(!isOutdated(settings, before));

  assert.ok(setComparatorChoice(settings, clock, 'core', 'logistic').ok);
  assert.ok(isOutdated(settings, before));
  const after = await describeModels(shelf, settings);
  assert.ok(after.loaded.ok);
  assert.equal(after.comparator.kind, 'logistic');
  assert.equal(after.encoder.comparator, after.comparator);
  assert.ok(Math.abs(after.encoder.differentFrom - 0.44) < 1e-9);
  assert.ok(!isOutdated(settings, after));
  const events = store.events.list(1);
  assert.ok(events.ok);
  assert.equal(events.value.events[0]?.detail, 'core: distance → logistic');
});

test("a choice is one pack's: another pack compares by the distance", (t) => {
  const { settings } = site(t, packWith(own));
  assert.ok(setComparatorChoice(settings, clock, 'core', 'logistic').ok);
  assert.ok(!isOutdated(settings, { pack: 'core', choice: 'logistic' }));
  assert.ok(setComparatorChoice(settings, clock, 'zoo', 'chi2').ok);
  assert.ok(!isOutdated(settings, { pack: 'core', choice: 'logistic' }));
});

test('where what was chosen is not there or cannot be read, nobody matches', async (t) => {
  const { shelf, settings } = site(t, packWith(own));
  const event = { at: 1, kind: 'models', outcome: 'done', source: 'operator' } as const;
  const none = { personId: null, claimedId: null, distance: null, threshold: null, code: null };
  for (const value of [
    '{"core":"chi2"}',
    '{"core":"logistic:000000000000"}',
    '{"core":"constructor"}',
    '{"core":7}',
    'no JSON',
    '["distance"]',
  ]) {
    assert.ok(settings.set('comparator', value, { ...event, ...none }).ok);
    const models = await describeModels(shelf, settings);
    assert.equal(models.loaded.ok ? '' : models.loaded.error.code, 'comparator-missing', value);
    assert.equal(models.scores, null);
    assert.deepEqual([models.encoder.differentFrom, models.encoder.duplicateBelow(10)], [0, 0]);
    // What cannot be had is not opened again and again.
    assert.ok(!isOutdated(settings, models), value);
  }
});

test('a choice keeps what other packs have, readable or not, and says what it could not keep', async (t) => {
  const { shelf, settings, store } = site(t, packWith(own));
  const event = { at: 1, kind: 'models', outcome: 'done', source: 'operator' } as const;
  const none = { personId: null, claimedId: null, distance: null, threshold: null, code: null };
  const before = '{"core":7,"zoo":"chi2","own":["logistic"]}';
  assert.ok(settings.set('comparator', before, { ...event, ...none }).ok);
  assert.deepEqual(
    ['core', 'zoo', 'own', 'new'].map((pack) => comparatorChoice(settings, pack)),
    [null, 'chi2', null, 'distance'],
  );
  assert.ok(setComparatorChoice(settings, clock, 'core', 'logistic').ok);
  assert.deepEqual(JSON.parse(valueOf(settings.get('comparator'))), {
    ...{ core: 'logistic', zoo: 'chi2', own: ['logistic'] },
  });
  assert.equal((await describeModels(shelf, settings)).comparator.kind, 'logistic');

  assert.ok(settings.set('comparator', 'no JSON', { ...event, ...none }).ok);
  assert.ok(setComparatorChoice(settings, clock, 'core', 'distance').ok);
  const events = store.events.list(1);
  assert.ok(events.ok);
  assert.match(events.value.events[0]?.detail ?? '', /unreadable → distance; what other packs had/);
});

test('where the settings cannot be read at all, nothing is written over', (t) => {
  const { settings } = site(t, packWith(own));
  let written = 0;
  const closed: SettingsStore = {
    get: () => fail('store-unavailable'),
    set: () => ((written += 1), ok(undefined)),
    revision: () => settings.revision(),
  };
  const refused = setComparatorChoice(closed, clock, 'core', 'logistic');
  assert.equal(refused.ok ? '' : refused.error.code, 'store-unavailable');
  assert.equal(written, 0);
});

test('what was learnt here is chosen by its content, and kept with what it was learnt for', async (t) => {
  const pack = packWith(undefined);
  const { dir } = site(t, pack);
  const kept = await keepLearntComparator(pack, dir, logistic);
  assert.ok(kept.ok);
  assert.deepEqual(await comparatorChoices(pack, dir), ['distance', kept.value]);
  const found = await findComparator(pack, dir, kept.value);
  assert.ok(found.ok && found.value.comparator.kind === 'logistic');

  const other = { ...pack, alignment: { ...pack.alignment, mirror: true } };
  const stale = await findComparator(other, dir, kept.value);
  assert.equal(stale.ok ? '' : stale.error.code, 'comparator-missing');

  const path = join(dir, 'comparators.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace('"slope":40', '"slope":-40'));
  const damaged = await findComparator(pack, dir, kept.value);
  assert.equal(damaged.ok ? '' : damaged.error.code, 'comparator-missing');
  assert.ok((await findComparator(pack, dir, 'distance')).ok);
});

test('the newest comparators learnt here are kept, and those in use however old', async (t) => {
  const pack = packWith(undefined);
  const { dir } = site(t, pack);
  const all = Array.from({ length: 12 }, (_, at) => learnt('logistic', at / 100));
  const [first] = all.map(choiceOfLearnt);
  for (const one of all) assert.ok((await keepLearntComparator(pack, dir, one, [first!])).ok);
  const choices = await comparatorChoices(pack, dir);
  assert.deepEqual(choices, ['distance', first, ...all.slice(-7).map(choiceOfLearnt)]);
});

test('a challenger is taken for the very pack it was learnt for', async (t) => {
  const pack = packWith(undefined);
  const path = join(temporaryDir(t), 'challenger.json');
  assert.ok((await writeChallenger(pack, path, logistic)).ok);
  assert.deepEqual(await readChallenger(pack, path), { ok: true, value: logistic });
  for (const wrong of [
    { ...pack, encodingLength: 8 },
    { ...pack, models: [] },
  ]) {
    const read = await readChallenger(wrong, path);
    assert.equal(read.ok ? '' : read.error.code, 'comparator-missing');
  }
});

test('a manifest with weights that are none is refused, and says so', async (t) => {
  const { logistic } = own;
  assert.ok(logistic);
  const bad = [
    [[1, 1, 1], /weights/],
    [[1, 1, 1, 0.5], /weights of length 2/],
    [[-1, 1, 1, 1], /none of them negative/],
    [[NaN, 1, 1, 1], /none of them negative/],
  ] as const;
  for (const [weights, message] of bad) {
    const wrong = { ...logistic, weights: floatsToBase64(Float32Array.from(weights)) };
    const { manifestPath } = site(t, packWith({ logistic: wrong }));
    await assert.rejects(loadManifest(manifestPath), ({ cause }: Error) =>
      message.test(String(cause)),
    );
  }
});
