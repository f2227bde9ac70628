import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LivingStation } from '../../electron/hosts/living-station.ts';

/** Stations that are opened for the pack that is wanted at that moment. */
function stations(opening: Promise<void> = Promise.resolve(), patienceMs?: number) {
  const state = { wanted: 'core', renewed: 0, opening };
  const opened: { pack: string; closed: boolean }[] = [];
  const living = new LivingStation(
    async () => {
      await state.opening;
      const one = { pack: state.wanted, closed: false };
      opened.push(one);
      return {
        pack: one.pack,
        outdated: () => one.pack !== state.wanted,
        close: () => void (one.closed = true),
      };
    },
    () => void (state.renewed += 1),
    patienceMs,
  );
  const ask = (): Promise<string> => living.with(({ pack }) => Promise.resolve(pack));
  return { state, opened, living, ask };
}

test('another station takes the place of the one whose models are not wanted any more', async () => {
  const { state, opened, living, ask } = stations();
  assert.equal(await ask(), 'core');
  state.wanted = 'zoo';
  await living.refresh();
  assert.equal(await ask(), 'zoo');
  assert.deepEqual(opened, [
    { pack: 'core', closed: true },
    { pack: 'zoo', closed: false },
  ]);
  assert.equal(state.renewed, 1);
});

test('a station with the right models stays', async () => {
  const { opened, living, state } = stations();
  await living.refresh();
  await living.refresh();
  assert.equal(opened.length, 1);
  assert.equal(state.renewed, 0);
});

test('what comes during the change waits for the new station', async () => {
  const { state, living, ask } = stations();
  await ask();
  const gate = Promise.withResolvers<void>();
  state.opening = gate.promise;
  state.wanted = 'zoo';
  const changed = living.refresh();
  const asked = ask();
  gate.resolve();
  assert.equal(await asked, 'zoo');
  await changed;
});

test('what was begun ends with the station it began with, which is closed only then', async () => {
  const { state, opened, living, ask } = stations();
  await ask();
  const gate = Promise.withResolvers<void>();
  const begun = living.with(async ({ pack }) => {
    await gate.promise;
    return pack;
  });
  state.wanted = 'zoo';
  await living.refresh();
  assert.equal(opened[0]?.closed, false);
  gate.resolve();
  assert.equal(await begun, 'core');
  assert.equal(opened[0]?.closed, true);
  assert.equal(opened[1]?.closed, false);
});

test('a change can be asked for by what is under way, without waiting for itself', async () => {
  const { state, opened, living, ask } = stations();
  await living.with(async () => {
    state.wanted = 'zoo';
    await living.refresh();
  });
  assert.equal(await ask(), 'zoo');
  assert.equal(opened[0]?.closed, true);
});

test('many changes at once end with what is wanted last, and all others closed', async () => {
  const { state, opened, living, ask } = stations();
  const changes = ['zoo', 'mine', 'core', 'zoo'].map((pack) => {
    state.wanted = pack;
    return living.refresh();
  });
  await Promise.all(changes);
  assert.equal(await ask(), 'zoo');
  assert.deepEqual(
    opened.filter(({ closed }) => !closed).map(({ pack }) => pack),
    ['zoo'],
  );
});

test('where no station can be opened for the models wanted, the one before stays', async () => {
  const { state, opened, living, ask } = stations();
  await ask();
  const gate = Promise.withResolvers<void>();
  state.opening = gate.promise;
  state.wanted = 'zoo';
  const changed = living.refresh();
  const asked = ask();
  gate.reject(new Error('no process'));
  await assert.rejects(changed, /no process/);
  assert.equal(await asked, 'core');
  // And the next try finds it as it was.
  state.opening = Promise.resolve();
  await living.refresh();
  assert.equal(await ask(), 'zoo');
  assert.equal(opened[0]?.closed, true);
});

test('a first station that cannot be opened is told to whoever asks', async () => {
  const { living, ask } = stations(Promise.reject(new Error('no folder')));
  await assert.rejects(living.refresh(), /no folder/);
  await assert.rejects(ask(), /no folder/);
});

test('closing closes every station, those with work under way too', async () => {
  const { state, opened, living, ask } = stations();
  await ask();
  const gate = Promise.withResolvers<void>();
  const begun = living.with(() => gate.promise);
  state.wanted = 'zoo';
  await living.refresh();
  await living.close();
  assert.ok(opened.every(({ closed }) => closed));
  gate.resolve();
  await begun;
});

test('while a station is replaced nobody has one open, and what comes waits for the next', async () => {
  const { opened, living, ask, state } = stations();
  await ask();
  let asked: Promise<string> | undefined;
  const worth = await living.replace(() => {
    assert.deepEqual(opened, [{ pack: 'core', closed: true }]);
    state.wanted = 'zoo';
    asked = ask();
    return 'done';
  });
  assert.equal(worth, 'done');
  assert.equal(await asked, 'zoo');
  assert.equal(state.renewed, 1);
});

test('a replacement waits for what was begun', async () => {
  const { opened, living } = stations();
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const work = living.with(async () => {
    begun.resolve();
    await gate.promise;
    return opened[0]?.closed;
  });
  await begun.promise;
  const replaced = living.replace(() => opened[0]?.closed);
  gate.resolve();
  assert.equal(await work, false, 'the work ended with its station open');
  assert.equal(await replaced, true);
});

test('work that does not end holds a replacement up for a while only', async () => {
  const { opened, living } = stations(Promise.resolve(), 1);
  const begun = Promise.withResolvers<void>();
  void living.with(() => {
    begun.resolve();
    return new Promise(() => undefined);
  });
  await begun.promise;
  assert.equal(await living.replace(() => opened[0]?.closed), true);
});

test('a replacement whose work fails opens the station again', async () => {
  const { opened, living, ask } = stations();
  await ask();
  const replaced = living.replace(() => Promise.reject(new Error('no')));
  await assert.rejects(replaced, /no/);
  assert.equal(await ask(), 'core');
  assert.equal(opened.length, 2);
});
