import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { fail } from '../../electron/contract/errors.ts';
import type { Station } from '../../electron/hosts/open-station.ts';
import { adopt, adoptedView, goBack } from '../../electron/hosts/training/adoption.ts';
import { openTestStation } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';
import { HandPort } from './hand-driven-vision.ts';

const logistic = { kind: 'logistic', pack: 'core', before: 'distance', now: 'logistic' } as const;

function opener(t: TestContext): () => Promise<Station> {
  const dataDir = temporaryDir(t);
  return () => openTestStation(t, { dataDir, spawnVision: () => new HandPort() });
}

/** A station whose notes of what was adopted cannot be written, as on a full disk. */
function withoutNotes(station: Station): Station {
  const { settings } = station;
  return {
    ...station,
    settings: {
      get: (key) => settings.get(key),
      set: (key, value, event) =>
        key === 'training' ? fail('store-full') : settings.set(key, value, event),
      revision: () => settings.revision(),
    },
  };
}

/** What came of adopting or going back, or of what could not. */
function training(station: Station): (string | null)[] {
  const page = station.events.list(20);
  assert.ok(page.ok);
  return page.value.events.filter(({ kind }) => kind === 'training').map(({ detail }) => detail);
}

test('nothing is used whose way back cannot be written', async (t) => {
  const open = opener(t);
  const station = await open();
  const adopted = await adopt(withoutNotes(station), logistic);
  assert.equal(adopted.ok ? '' : adopted.error.code, 'store-full');
  assert.equal(station.outdated(), false);
  assert.equal((await open()).models.choice, 'distance');
});

test('where the change fails, the way back from what is in use stays', async (t) => {
  const open = opener(t);
  assert.ok((await adopt(await open(), logistic)).ok);
  const station = await open();
  const now = { kind: 'logistic', name: 'logistic', before: 'distance' };
  assert.deepEqual(adoptedView(station), now);
  const refused = await adopt(station, { ...logistic, before: 'logistic', now: 'chi2:0' });
  assert.equal(refused.ok ? '' : refused.error.code, 'invalid-request');
  assert.deepEqual(adoptedView(station), now);
  assert.deepEqual(training(station).slice(0, 2), [
    'not adopted logistic: logistic → chi2',
    'adopted logistic: logistic → chi2',
  ]);
});

test('a note that stays of what is not in use any more shows nothing', async (t) => {
  const open = opener(t);
  assert.ok((await adopt(await open(), logistic)).ok);
  assert.ok((await goBack(withoutNotes(await open()))).ok);
  const station = await open();
  assert.equal(station.models.choice, 'distance');
  assert.equal(adoptedView(station), null);
  const again = await goBack(station);
  assert.equal(again.ok ? '' : again.error.code, 'training-none');
});
