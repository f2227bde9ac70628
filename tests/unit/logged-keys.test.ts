import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Notice } from '../../electron/contract/channels.ts';
import { keysViewSchema } from '../../electron/contract/trust.ts';
import { keysHandlers } from '../../electron/hosts/keys/keys-handlers.ts';
import { LoggedKeys } from '../../electron/hosts/keys/logged-keys.ts';
import { openTestKeys } from '../support/keys.ts';
import { madeStore } from '../support/made-store.ts';
import { temporaryDir } from '../support/temporary.ts';

const passphrase = 'several words do well';
const caller = { id: 'window:1', trusted: true };

/** The messages about keys over a real vault and a real log. */
async function madeHandlers(t: TestContext) {
  const folder = temporaryDir(t);
  const keys = await openTestKeys(t, folder);
  const vault = keys.current();
  assert.ok(vault.ok);
  const { events, db } = madeStore(join(folder, 'threshold.db'), vault.value);
  t.after(() => db.close());
  const told: Notice[] = [];
  const logged = new LoggedKeys({ keys, events, clock: { now: () => 1 } });
  const handlers = keysHandlers({ keys: logged, notify: (notice) => told.push(notice) });
  const rows = (): unknown[] => {
    const list = events.list(10);
    assert.ok(list.ok);
    return list.value.events.map(({ kind, detail }) => `${kind}: ${detail}`).toReversed();
  };
  return { handlers, told, rows };
}

describe('the messages about keys', () => {
  it('write a row for every change, which names no key, and tell the windows', async (t) => {
    const { handlers, told, rows } = await madeHandlers(t);
    const viewed = await handlers['keys.view']({}, caller);
    assert.ok(viewed.ok);
    assert.deepEqual([rows(), told], [[], []]);
    const rotated = await handlers['keys.rotate']({}, caller);
    const recovery = await handlers['keys.newRecovery']({}, caller);
    const kept = await handlers['keys.recoveryKept']({}, caller);
    const wish = { protection: 'passphrase', passphrase } as const;
    const changed = await handlers['keys.protect'](wish, caller);
    assert.ok(rotated.ok && recovery.ok && kept.ok && changed.ok);
    const expected = [
      'key: rotated',
      'key: recovery key replaced',
      'key: recovery key written down',
      'key: protected: passphrase',
    ];
    assert.deepEqual(rows(), expected);
    assert.ok(!rows().join().includes(recovery.value.recoveryKey));
    assert.deepEqual(new Set(told), new Set(['keys', 'events', 'status']));
    for (const view of [viewed.value, rotated.value, kept.value, changed.value]) {
      keysViewSchema.parse(view);
    }
    assert.notEqual(kept.value.recoveryKeptAt, null);
  });

  it('write none where nothing was changed', async (t) => {
    const { handlers, told, rows } = await madeHandlers(t);
    const wishes = [
      { protection: 'passphrase', passphrase: 'short' },
      { protection: 'keychain' },
    ] as const;
    for (const wish of wishes)
      assert.equal((await handlers['keys.protect'](wish, caller)).ok, false);
    assert.deepEqual([rows(), told], [[], []]);
  });
});
