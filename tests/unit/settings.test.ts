import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { openStore } from '../../electron/hosts/open-store.ts';
import { settingEvent } from '../../electron/station/operator-event.ts';
import { memoryVault } from '../../electron/vault/memory-vault.ts';
import { madeActor, madeStore } from '../support/made-store.ts';
import { temporaryDir } from '../support/temporary.ts';

const event = settingEvent('models', 1_700_000_000_000, 'core → own');

function open(t: TestContext, path = join(temporaryDir(t), 'threshold.db')) {
  const { db, settings, events, vault } = madeStore(path);
  t.after(() => {
    db.close();
    vault.close();
  });
  const logged = (): number => {
    const rows = events.list(10);
    assert.ok(rows.ok);
    return rows.value.total;
  };
  return { db, settings, logged, path };
}

test('what was never set is null', (t) => {
  const { settings } = open(t);
  assert.deepEqual(settings.get('pack'), { ok: true, value: null });
});

test('a setting has its log row, and outlives the process', (t) => {
  const { settings, logged, path } = open(t);
  assert.ok(settings.set('pack', '"zoo"', event).ok);
  assert.ok(settings.set('pack', '"mine"', event).ok);
  assert.equal(logged(), 2);
  const again = open(t, path);
  assert.deepEqual(again.settings.get('pack'), { ok: true, value: '"mine"' });
});

test('a setting whose log row cannot be written is not set', (t) => {
  const { db, settings, logged } = open(t);
  assert.ok(settings.set('pack', '"zoo"', event).ok);
  const before = settings.revision();
  db.exec(`CREATE TRIGGER no_log BEFORE INSERT ON events
    BEGIN SELECT RAISE(ABORT, 'no room'); END`);
  assert.equal(settings.set('pack', '"mine"', event).ok, false);
  assert.deepEqual(settings.get('pack'), { ok: true, value: '"zoo"' });
  assert.deepEqual(settings.revision(), before);
  assert.equal(logged(), 1);
});

test('every change is counted, for other processes to notice', (t) => {
  const { settings, path } = open(t);
  const other = open(t, path).settings;
  const before = other.revision();
  assert.ok(before.ok);
  settings.set('risk.verify', '{}', event);
  assert.deepEqual(other.revision(), { ok: true, value: before.value + 1 });
});

test('a store that cannot be opened gives its reason for every setting', (t) => {
  const store = openStore(temporaryDir(t), { vault: memoryVault(), actor: () => madeActor });
  for (const answer of [
    store.settings.get('pack'),
    store.settings.set('pack', '"zoo"', event),
    store.settings.revision(),
    store.photos.people(),
  ]) {
    assert.equal(answer.ok, false);
  }
});
