import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Notice } from '../../electron/contract/channels.ts';
import { watchChanges } from '../../electron/hosts/change-watch.ts';
import { openStore } from '../../electron/hosts/open-store.ts';
import { operatorEvent } from '../../electron/station/operator-event.ts';
import { faceOf, madeStation, photo } from '../support/made-station.ts';
import { vaultBeside } from '../support/made-store.ts';
import { temporaryDir } from '../support/temporary.ts';

/** A watched store, and another process's station over the same file. */
function watched(t: TestContext) {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const path = join(temporaryDir(t), 'threshold.db');
  const other = madeStation({ ana: faceOf(0) }, path);
  const mine = openStore(path, { vault: vaultBeside(path), actor: () => 'os:mine' });
  const told: (Notice | 'set')[] = [];
  const station = { isOver: false };
  const stop = watchChanges(
    { ...mine, outdated: () => station.isOver },
    (notice) => told.push(notice),
    () => told.push('set'),
  );
  t.after(() => [stop, mine.close, () => other.db.close()].forEach((end) => end()));
  const pass = (): (Notice | 'set')[] => {
    t.mock.timers.tick(2000);
    return told.splice(0);
  };
  return { other, pass, station };
}

test('whom another process enrolled is told once', async (t) => {
  const { other, pass } = watched(t);
  assert.deepEqual(pass(), []);
  await other.enrolment.enrol({ name: 'Ana', consent: 'in writing', photos: [photo('ana')] });
  assert.deepEqual(pass(), ['people', 'status', 'recognition', 'events']);
  assert.deepEqual(pass(), []);
});

test('a check by another process is told as an event, not as a change of people', async (t) => {
  const { other, pass } = watched(t);
  await other.checks.photo(photo('ana'));
  assert.deepEqual(pass(), ['events']);
});

test('what another process set is told, and first to whoever must act on it', (t) => {
  const { other, pass } = watched(t);
  const event = { ...operatorEvent('enrol', 'ana', 1), kind: 'risk', personId: null } as const;
  assert.ok(other.settings.set('risk.verify', '{}', event).ok);
  assert.deepEqual(pass(), ['set', 'status', 'recognition', 'events']);
  assert.deepEqual(pass(), []);
});

test('a station that has become outdated is told of once, to whoever must act on it', (t) => {
  const { pass, station } = watched(t);
  station.isOver = true;
  assert.deepEqual(pass(), ['set']);
  assert.deepEqual(pass(), []);
});
