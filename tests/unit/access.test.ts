import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { AccessView, User } from '../../electron/contract/access.ts';
import type { Channel, Notice, Request } from '../../electron/contract/channels.ts';
import type { StationEvent } from '../../electron/contract/messages.ts';
import type { ServicesOptions } from '../../electron/hosts/open-services.ts';
import { idleMs } from '../../electron/station/access/sessions.ts';
import { openTestKeys, testKeyPlace } from '../support/keys.ts';
import { openSignedOut, openTestStation, tester } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';
import { HandPort } from './hand-driven-vision.ts';

const password = 'drei rote Äpfel';
const another = 'vier grüne Birnen';
const passphrase = 'several words do well';
const ana = { name: 'ana', password };

/** A window of a station, as nobody in particular. */
async function station(t: TestContext, changes: Partial<ServicesOptions> = {}) {
  const clock = { time: 1_700_000_000_000, now: () => clock.time, tick: () => clock.time };
  const attended = { ...testKeyPlace(), unattended: false };
  const services = await openSignedOut(t, {
    ...{ spawnVision: () => new HandPort(), keyPlace: attended, accessClock: clock },
    ...changes,
  });
  const notices: Notice[] = [];
  services.onNotice((notice) => notices.push(notice));
  const at = (id: string) => ({
    /** The value, or the code of what is wrong. */
    ask: async <C extends Channel>(channel: C, payload: Request<C>): Promise<unknown> => {
      const answer = await services.handle({ id, trusted: true }, channel, payload);
      return answer.ok ? answer.value : answer.error.code;
    },
  });
  const { ask } = at('window:1');
  const view = async (): Promise<AccessView> => (await ask('access.view', {})) as AccessView;
  const begin = (
    request: Partial<Request<'access.begin'>> = {},
  ): Promise<{ recoveryKey: string; view: AccessView }> =>
    ask('access.begin', {
      ...{ protection: 'passphrase', passphrase, administrator: ana },
      ...request,
    }) as Promise<{ recoveryKey: string; view: AccessView }>;
  const asHost = async (channel: Channel, payload: unknown): Promise<unknown> => {
    const answer = await services.handle(
      { id: 'host', trusted: true, operator: tester },
      channel,
      payload,
    );
    return answer.ok ? answer.value : answer.error.code;
  };
  const rows = async (): Promise<StationEvent[]> => {
    const page = (await asHost('events.list', { limit: 500 })) as { events: StationEvent[] };
    return page.events.toReversed();
  };
  return { services, clock, ask, at, view, begin, rows, asHost, notices };
}

/** A data folder that the command line has made, and where somebody may be enrolled. */
async function madeByCommand(t: TestContext, enrolled: boolean): Promise<string> {
  const dataDir = temporaryDir(t);
  const one = await openTestStation(t, { dataDir, spawnVision: () => new HandPort() });
  const person = { id: 'p1', name: 'Paula', consent: 'in writing', enrolledAt: 1 };
  if (enrolled) assert.ok(one.people.add(person, [], [], []).ok);
  one.close();
  return dataDir;
}

test('the first start makes keys and an administrator, who is signed in', async (t) => {
  const { view, begin, ask, rows } = await station(t);
  const before = await view();
  assert.deepEqual([before.state, before.hasUsers, before.operator], ['fresh', false, null]);
  assert.equal(await ask('check.end', {}), 'station-fresh');
  const begun = await begin();
  assert.match(begun.recoveryKey, /\w{4}/);
  assert.deepEqual(begun.view.operator, { name: 'ana', role: 'administrator' });
  assert.deepEqual([begun.view.state, begun.view.hasUsers], ['open', true]);
  assert.deepEqual(await view(), begun.view);
  const made = (await rows()).filter(({ kind }) => ['key', 'user', 'sign-in'].includes(kind));
  assert.deepEqual(
    made.map(({ kind, detail, actor }) => [kind, detail, actor]),
    [
      ['key', 'made: passphrase', 'ana'],
      ['user', 'ana: added, administrator', 'ana'],
      ['sign-in', 'ana', 'ana'],
    ],
  );
  const listed = (await ask('users.list', {})) as readonly User[];
  assert.ok(Number.isInteger(listed[0]?.lastSignInAt), 'nobody reads that ana has not signed in');
});

test('there is one first start: whoever comes second becomes nobody', async (t) => {
  const { begin, at } = await station(t);
  const mallory = { name: 'mallory', password: another };
  const second = (passphraseOf: string) =>
    at('window:2').ask('access.begin', {
      ...{ protection: 'passphrase', passphrase: passphraseOf, administrator: mallory },
    });
  const [first, meanwhile] = await Promise.all([begin(), second('another few words')]);
  assert.equal(first.view.operator?.name, 'ana');
  assert.equal(meanwhile, 'sign-in-needed');
  assert.equal(await second('another few words'), 'sign-in-needed');
  assert.equal(await at('window:2').ask('users.list', {}), 'sign-in-needed');
});

test('a weak password or passphrase leaves the station as it was', async (t) => {
  const { begin, view } = await station(t);
  assert.equal(await begin({ administrator: { ...ana, password: 'short' } }), 'password-weak');
  assert.equal(await begin({ passphrase: 'short' }), 'passphrase-weak');
  assert.equal(await begin({ protection: 'keychain' }), 'keychain-unavailable');
  assert.equal((await view()).state, 'fresh');
});

test('a page cannot make itself administrator where the command line has enrolled somebody', async (t) => {
  const dataDir = await madeByCommand(t, true);
  const { begin, view, ask } = await station(t, { dataDir });
  assert.deepEqual(
    [(await view()).state, (await view()).hasUsers, await begin()],
    ['open', true, 'sign-in-needed'],
  );
  assert.equal(await ask('users.add', { ...ana, role: 'administrator' }), 'sign-in-needed');
});

test('there the recovery key lets somebody in, who can make a user', async (t) => {
  const dataDir = await madeByCommand(t, true);
  const made = await (await openTestKeys(t, dataDir)).newRecovery();
  assert.ok(made.ok);
  const { recoveryKey } = made.value;
  const { ask, view, rows } = await station(t, { dataDir });
  assert.equal(await ask('access.unlock', { recoveryKey: 'AAAA-BBBB-CCCC' }), 'recovery-wrong');
  assert.equal((await view()).operator, null);
  await ask('access.unlock', { recoveryKey });
  assert.deepEqual((await view()).operator, { name: ':recovery', role: 'administrator' });
  const wish = { ...ana, role: 'administrator' } as const;
  assert.equal(await ask('users.add', wish), 'confirm-needed');
  assert.equal(await ask('access.confirm', { password: 'something else' }), 'passphrase-wrong');
  assert.deepEqual(await ask('access.confirm', { password: recoveryKey }), {});
  assert.ok(Array.isArray(await ask('users.add', wish)));
  await ask('access.signOut', {});
  await ask('access.signIn', ana);
  assert.equal((await view()).operator?.name, 'ana');
  const actors = (await rows()).map(({ kind, outcome, actor }) => `${kind} ${outcome} ${actor}`);
  assert.ok(actors.includes('sign-in refused :kiosk'));
  assert.ok(actors.includes('sign-in done :recovery'));
  assert.ok(actors.includes('user done :recovery'));
  assert.ok(actors.includes('sign-in done ana'));
});

test('an empty station of the command line’s may be begun in the window', async (t) => {
  const dataDir = await madeByCommand(t, false);
  const { begin, view, rows } = await station(t, { dataDir });
  assert.deepEqual([(await view()).state, (await view()).hasUsers], ['open', false]);
  const begun = await begin();
  assert.equal(begun.view.operator?.name, 'ana');
  const keyRows = (await rows()).filter(({ kind }) => kind === 'key');
  assert.deepEqual(
    keyRows.map(({ detail }) => detail),
    ['protected: passphrase', 'recovery key replaced'],
  );
  const elsewhere = await openTestKeys(t, dataDir);
  assert.equal(elsewhere.state, 'locked');
  assert.ok((await elsewhere.unlock({ recoveryKey: begun.recoveryKey })).ok);
});

test('a locked station opens by its passphrase, and signs nobody in by it', async (t) => {
  const dataDir = temporaryDir(t);
  const first = await station(t, { dataDir });
  await first.begin();
  await first.services.close();
  const { view, ask, notices } = await station(t, { dataDir });
  assert.equal((await view()).state, 'locked');
  assert.equal(await ask('access.signIn', ana), 'station-locked');
  assert.equal(await ask('check.end', {}), 'station-locked');
  assert.equal(
    await ask('access.begin', { protection: 'file', administrator: ana }),
    'station-locked',
  );
  assert.equal(await ask('access.unlock', { passphrase: another }), 'passphrase-wrong');
  await ask('access.unlock', { passphrase });
  assert.deepEqual([(await view()).state, (await view()).operator], ['open', null]);
  assert.ok(notices.includes('access'));
  await ask('access.signIn', ana);
  assert.deepEqual(await ask('people.list', { query: '', offset: 0, limit: 1 }), {
    total: 0,
    people: [],
  });
});

test('guessing at the passphrase of a locked station is slowed down', async (t) => {
  const dataDir = temporaryDir(t);
  const first = await station(t, { dataDir });
  await first.begin();
  await first.services.close();
  const { ask, clock } = await station(t, { dataDir });
  const codes: unknown[] = [];
  for (let tries = 0; tries < 4; tries++) {
    codes.push(await ask('access.unlock', { passphrase: `guess number ${tries}` }));
  }
  assert.deepEqual(codes.slice(2), ['passphrase-wrong', 'sign-in-wait']);
  assert.equal(await ask('access.unlock', { passphrase }), 'sign-in-wait');
  clock.time += 1000;
  assert.equal(((await ask('access.unlock', { passphrase })) as AccessView).state, 'open');
});

test('the delay after wrong passwords outlives a restart', async (t) => {
  const dataDir = temporaryDir(t);
  const first = await station(t, { dataDir });
  await first.begin({ protection: 'file' });
  for (let tries = 0; tries < 3; tries++) {
    assert.equal(await first.ask('access.signIn', { ...ana, password: another }), 'sign-in-wrong');
  }
  await first.services.close();
  const { ask, clock } = await station(t, { dataDir });
  assert.equal(await ask('access.signIn', ana), 'sign-in-wait');
  clock.time -= 60_000;
  assert.equal(await ask('access.signIn', ana), 'sign-in-wait');
  clock.time += 1000;
  assert.equal(((await ask('access.signIn', ana)) as AccessView).operator?.name, 'ana');
});

test('a session ends when nobody touches it, and the log and the windows are told', async (t) => {
  const { begin, ask, view, clock, rows, notices } = await station(t);
  await begin();
  clock.time += idleMs - 1;
  await ask('access.touch', {});
  clock.time += idleMs - 1;
  assert.notEqual((await view()).operator, null);
  clock.time += 1;
  notices.length = 0;
  assert.equal((await view()).operator, null);
  assert.ok(notices.includes('access'));
  assert.equal(await ask('users.list', {}), 'sign-in-needed');
  // Nobody is there to sign out any more.
  await ask('access.signOut', {});
  const ends = (await rows()).filter(({ kind }) => kind === 'sign-out');
  assert.deepEqual(
    ends.map(({ detail, actor }) => [detail, actor]),
    [['ana', ':station']],
  );
});

test('a session ends with its window, and no other', async (t) => {
  const { begin, services, at, rows } = await station(t);
  await begin();
  await at('window:2').ask('access.signIn', ana);
  services.forgetCaller('window:1');
  services.forgetCaller('window:3');
  assert.equal(await at('window:1').ask('users.list', {}), 'sign-in-needed');
  assert.equal(((await at('window:2').ask('users.list', {})) as unknown[]).length, 1);
  await at('window:2').ask('access.signOut', {});
  assert.equal(await at('window:2').ask('users.list', {}), 'sign-in-needed');
  const ends = (await rows()).filter(({ kind }) => kind === 'sign-out');
  assert.deepEqual(
    ends.map(({ actor }) => actor),
    [':station', 'ana'],
  );
});

test('a station that closes ends its sessions first, and what comes after it is no alarm', async (t) => {
  const dataDir = temporaryDir(t);
  const keyPlace = { ...testKeyPlace(), unattended: false };
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const one = await station(t, { dataDir, keyPlace, log });
  await one.begin({ protection: 'file', passphrase: undefined });
  await one.services.close();
  one.services.forgetCaller('window:1');
  const { rows } = await station(t, { dataDir, keyPlace });
  const kinds = (await rows()).map(({ kind }) => kind);
  assert.deepEqual(kinds.slice(kinds.indexOf('sign-out')), ['sign-out', 'stop', 'start']);
  assert.deepEqual(lines, []);
});

test('whose role, password or place is taken away is signed out everywhere', async (t) => {
  const { begin, at, asHost } = await station(t);
  await begin();
  const ben = { name: 'ben', password: another };
  const changes = [
    { name: 'ben', role: 'auditor' },
    { name: 'ben', password },
    { name: 'ben', disabled: true },
  ] as const;
  for (const [place, change] of changes.entries()) {
    await asHost('users.add', { ...ben, role: 'enroller' });
    const window = at(`window:${place + 2}`);
    await window.ask('access.signIn', ben);
    const list = { query: '', offset: 0, limit: 1 };
    assert.notEqual(await window.ask('people.list', list), 'sign-in-needed');
    await asHost('users.change', change);
    assert.equal(await window.ask('people.list', list), 'sign-in-needed');
    await asHost('users.remove', { name: 'ben' });
  }
});

test('a change that another process made ends the session, too', async (t) => {
  const dataDir = temporaryDir(t);
  const { begin, ask, asHost } = await station(t, { dataDir });
  await begin({ protection: 'file' });
  await asHost('users.add', { name: 'ben', password: another, role: 'administrator' });
  assert.notEqual(await ask('users.list', {}), 'sign-in-needed');
  const beside = await openTestStation(t, { dataDir, spawnVision: () => new HandPort() });
  const event = { ...(await eventOf(beside)), detail: 'ana: disabled' };
  assert.ok(beside.users.change('ana', { disabled: true }, event).ok);
  assert.equal(await ask('users.list', {}), 'sign-in-needed');
});

async function eventOf({ events }: Awaited<ReturnType<typeof openTestStation>>) {
  const page = events.list(1);
  assert.ok(page.ok);
  const [row] = page.value.events;
  assert.ok(row);
  return { ...row, kind: 'user' as const, detail: '' };
}

test('an own new password keeps this session and ends the others', async (t) => {
  const { begin, ask, at } = await station(t);
  await begin();
  await at('window:2').ask('access.signIn', ana);
  assert.equal(
    await ask('access.changePassword', { password: another, next: 'fünf blaue Pflaumen' }),
    'sign-in-wrong',
  );
  assert.equal(await ask('access.changePassword', { password, next: 'short' }), 'password-weak');
  assert.deepEqual(await ask('access.changePassword', { password, next: another }), {});
  assert.notEqual(await ask('users.list', {}), 'sign-in-needed');
  assert.equal(await at('window:2').ask('users.list', {}), 'sign-in-needed');
  assert.equal(await at('window:2').ask('access.signIn', ana), 'sign-in-wrong');
});

test('what needs the password once more is done once for it', async (t) => {
  const { begin, ask } = await station(t);
  await begin();
  const wish = (name: string) => ({ name, password: another, role: 'auditor' }) as const;
  assert.equal(await ask('users.add', wish('ben')), 'confirm-needed');
  assert.equal(await ask('access.confirm', { password: another }), 'sign-in-wrong');
  assert.equal(await ask('users.add', wish('ben')), 'confirm-needed');
  await ask('access.confirm', { password });
  assert.equal(((await ask('users.add', wish('ben'))) as unknown[]).length, 2);
  assert.equal(await ask('users.add', wish('cleo')), 'confirm-needed');
});

test('whoever knows the passphrase of an open station administers it', async (t) => {
  const { begin, at, view } = await station(t);
  await begin();
  const other = at('window:2');
  assert.equal(await other.ask('access.unlock', { passphrase: another }), 'passphrase-wrong');
  const seen = (await other.ask('access.unlock', { passphrase })) as AccessView;
  assert.deepEqual(seen.operator, { name: ':recovery', role: 'administrator' });
  assert.deepEqual((await view()).operator, { name: 'ana', role: 'administrator' });
});

test('keys that are damaged are said to be so, and offer no first start', async (t) => {
  const dataDir = temporaryDir(t);
  writeFileSync(join(dataDir, 'vault.db'), 'no database at all, and too long to be an empty one');
  const { view, begin } = await station(t, { dataDir });
  const seen = await view();
  assert.deepEqual([seen.state, seen.hasUsers, seen.operator], ['broken', true, null]);
  assert.equal(seen.problem?.code, 'keys-damaged');
  assert.equal(await begin(), 'keys-damaged');
});

test('a database that cannot be read still lets in whoever has the recovery key', async (t) => {
  const dataDir = temporaryDir(t);
  const first = await station(t, { dataDir });
  const { recoveryKey } = await first.begin({ protection: 'file' });
  await first.services.close();
  writeFileSync(join(dataDir, 'threshold.db'), 'this was a database once, of some length');
  const { ask, view } = await station(t, { dataDir });
  assert.equal((await view()).hasUsers, true);
  assert.equal(await ask('access.signIn', ana), 'store-foreign');
  await ask('access.unlock', { recoveryKey });
  assert.deepEqual((await view()).operator, { name: ':recovery', role: 'administrator' });
  assert.deepEqual(await ask('access.confirm', { password: recoveryKey }), {});
  assert.equal(await ask('backups.restore', { name: 'none' }), 'backup-unknown');
});

test('what a window is told of a user has no part of their password', async (t) => {
  const { asHost, begin } = await station(t);
  await begin();
  const list = (await asHost('users.list', {})) as object[];
  assert.deepEqual(Object.keys(list[0] ?? {}).sort(), [
    'createdAt',
    'disabled',
    'lastSignInAt',
    'name',
    'role',
  ]);
});
