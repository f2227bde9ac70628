import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { fail, type Result } from '../../electron/contract/errors.ts';
import type { StationEvent } from '../../electron/contract/messages.ts';
import { ScryptPasswords } from '../../electron/hosts/access/passwords.ts';
import { GuardedTries } from '../../electron/station/access/guarded-tries.ts';
import { SignIn } from '../../electron/station/access/sign-in.ts';
import { Users } from '../../electron/station/access/users.ts';
import { openStore, type Store } from '../../electron/hosts/open-store.ts';
import { mostTries } from '../../electron/store/tries-repository.ts';
import { memoryVault } from '../../electron/vault/memory-vault.ts';
import { cheapCost } from '../support/cheap-cost.ts';

const password = 'drei rote Äpfel';
const another = 'vier grüne Birnen';

/** Users over a real database; the clock is the test's. */
function desk(t: TestContext) {
  const vault = memoryVault();
  let actor = ':kiosk';
  const store = openStore(':memory:', { vault, actor: () => actor });
  t.after(() => store.close());
  const clock = { time: 1_700_000_000_000, now: () => clock.time };
  const hasher = new ScryptPasswords(cheapCost);
  const users = new Users({ store: store.users, hasher, clock });
  const as = <T>(name: string, work: () => T): T => {
    const before = actor;
    actor = name;
    try {
      return work();
    } finally {
      actor = before;
    }
  };
  const signIn = new SignIn({ tries: new GuardedTries(clock), hasher, clock, as });
  const enter = (name: string, given: string) => signIn.signIn(store, name, given);
  return { store, clock, users, signIn, enter };
}

function logOf(store: Store): StationEvent[] {
  const page = store.events.list(500);
  assert.ok(page.ok);
  return page.value.events.toReversed();
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code;
}

async function withAna(t: TestContext) {
  const made = desk(t);
  assert.ok((await made.users.add({ name: 'Ana', role: 'administrator', password })).ok);
  return made;
}

test('a user is there under one name, whatever its capitals', async (t) => {
  const { users, enter } = await withAna(t);
  const again = await users.add({ name: 'ANA', role: 'auditor', password: another });
  assert.equal(codeOf(again), 'user-exists');
  const entered = await enter('ana', password);
  assert.ok(entered.ok);
  assert.equal(entered.value.name, 'Ana');
  assert.equal(entered.value.role, 'administrator');
});

test('a wrong password, a wrong name and a disabled user are refused alike', async (t) => {
  const { users, enter } = await withAna(t);
  await users.add({ name: 'ben', role: 'enroller', password: another });
  await users.change({ name: 'ben', disabled: true });
  const answers = await Promise.all([
    enter('Ana', another),
    enter('nobody', password),
    enter('ben', another),
  ]);
  for (const answer of answers) assert.deepEqual(answer, fail('sign-in-wrong'));
  await users.change({ name: 'ben', disabled: false });
  assert.equal(codeOf(await enter('ben', another)), 'ok');
});

test('the delay is the same for names that do not exist', async (t) => {
  const { enter } = await withAna(t);
  for (const name of ['Ana', 'nobody']) {
    const codes: string[] = [];
    for (let tries = 0; tries < 5; tries++) codes.push(codeOf(await enter(name, 'wrong')));
    const [wrong, wait] = ['sign-in-wrong', 'sign-in-wait'];
    assert.deepEqual(codes, [wrong, wrong, wrong, wait, wait], name);
  }
});

test('a sign-in is a row, right or wrong; what was typed is in none', async (t) => {
  const { store, clock, enter } = await withAna(t);
  await enter('Ana', password);
  await enter('Ana', another);
  // A password in the field of the name.
  await enter(another, another);
  clock.time += 1000;
  for (let tries = 0; tries < 4; tries++) await enter('Ana', 'wrong');
  const rows = logOf(store).filter(({ kind }) => kind === 'sign-in');
  assert.deepEqual(
    rows.map(({ outcome, code, actor, detail }) => [outcome, code, actor, detail]),
    [
      ['done', null, 'Ana', 'Ana'],
      ['refused', 'sign-in-wrong', ':kiosk', 'Ana'],
      ['refused', 'sign-in-wrong', ':kiosk', null],
      ['refused', 'sign-in-wrong', ':kiosk', 'Ana'],
      ['refused', 'sign-in-wrong', ':kiosk', 'Ana'],
      ['refused', 'sign-in-wait', ':kiosk', 'Ana'],
    ],
  );
  const text = JSON.stringify(logOf(store));
  for (const secret of [password, another]) assert.ok(!text.includes(secret));
});

test('every change of a user is a row, without any password', async (t) => {
  const { store, users } = await withAna(t);
  await users.add({ name: 'ben', role: 'enroller', password: another });
  await users.change({ name: 'ben', role: 'auditor', password: 'fünf blaue Pflaumen' });
  await users.change({ name: 'ben', disabled: true });
  users.remove('ben');
  const rows = logOf(store).filter(({ kind }) => kind === 'user');
  assert.deepEqual(
    rows.map(({ detail }) => detail),
    [
      'Ana: added, administrator',
      'ben: added, enroller',
      'ben: auditor, new password',
      'ben: disabled',
      'ben: removed',
    ],
  );
  assert.ok(!JSON.stringify(rows).includes('Pflaumen'));
});

test('the last administrator stays one', async (t) => {
  const { store, users } = await withAna(t);
  await users.add({ name: 'ben', role: 'enroller', password: another });
  const before = logOf(store).length;
  assert.equal(codeOf(users.remove('ana')), 'last-administrator');
  assert.equal(codeOf(await users.change({ name: 'ana', role: 'enroller' })), 'last-administrator');
  assert.equal(codeOf(await users.change({ name: 'ana', disabled: true })), 'last-administrator');
  assert.equal(logOf(store).length, before);
  assert.equal(codeOf(await users.change({ name: 'ana', password: another })), 'ok');
  await users.change({ name: 'ben', role: 'administrator' });
  await users.change({ name: 'ben', disabled: true });
  assert.equal(codeOf(users.remove('ana')), 'last-administrator');
  await users.change({ name: 'ben', disabled: false });
  assert.equal(codeOf(users.remove('ana')), 'ok');
  const left = users.list();
  assert.deepEqual(left.ok && left.value.map(({ name }) => name), ['ben']);
});

test('a stamp is another one after what ends sessions, and of another user of that name', async (t) => {
  const { store, users } = await withAna(t);
  const stamps = new Set<string | null>();
  const look = (): void => {
    const stamp = store.users.stampOf('ana');
    assert.ok(stamp.ok);
    stamps.add(stamp.value);
  };
  look();
  await users.change({ name: 'ana', password: another });
  look();
  await users.add({ name: 'ben', role: 'administrator', password });
  await users.change({ name: 'ana', role: 'auditor' });
  look();
  await users.change({ name: 'ana', disabled: true });
  look();
  assert.ok(stamps.has(null));
  users.remove('ana');
  await users.add({ name: 'ana', role: 'auditor', password });
  look();
  assert.equal(stamps.size, 5);
});

test('the first administrator is made where there is nobody, and by one of two at once', async (t) => {
  const { users } = desk(t);
  const both = await Promise.all([
    users.addFirst({ name: 'ana', password }, false),
    users.addFirst({ name: 'mallory', password: another }, false),
  ]);
  const won = both.map((result) => result.ok && result.value);
  assert.deepEqual(won, [true, false]);
  const list = users.list();
  assert.deepEqual(list.ok && list.value.map(({ name, role }) => [name, role]), [
    ['ana', 'administrator'],
  ]);
});

test('who is enrolled keeps a stranger from becoming the first administrator', async (t) => {
  const { store, users, clock } = desk(t);
  const at = clock.now();
  const person = { id: 'p1', name: 'Paula', consent: 'in writing', enrolledAt: at };
  assert.ok(store.people.add(person, [], [], []).ok);
  const refused = await users.addFirst({ name: 'mallory', password: another }, false);
  assert.deepEqual(refused, { ok: true, value: false });
  const ours = await users.addFirst({ name: 'ana', password }, true);
  assert.deepEqual(ours, { ok: true, value: true });
});

test('a weak password is refused before anything is kept', async (t) => {
  const { store, users } = desk(t);
  const weak = await users.add({ name: 'ana', role: 'administrator', password: 'password123' });
  assert.equal(codeOf(weak), 'password-weak');
  assert.deepEqual(store.users.count(), { ok: true, value: 0 });
  assert.deepEqual(logOf(store), []);
});

test('what is not there is said so', async (t) => {
  const { users } = await withAna(t);
  assert.equal(codeOf(await users.change({ name: 'ben', role: 'auditor' })), 'user-unknown');
  assert.equal(codeOf(users.remove('ben')), 'user-unknown');
});

test('names that were only tried fill no disk', (t) => {
  const { store, clock } = desk(t);
  const { tries } = store.users;
  for (let name = 0; name < mostTries + 5; name++) {
    assert.ok(tries.set(`name-${name}`, { wrong: 1, at: clock.now() + name }).ok);
  }
  assert.deepEqual(tries.get('name-4'), { ok: true, value: null });
  assert.deepEqual(tries.get('name-5'), { ok: true, value: { wrong: 1, at: clock.now() + 5 } });
  assert.ok(tries.set('name-5', null).ok);
  assert.deepEqual(tries.get('name-5'), { ok: true, value: null });
});
