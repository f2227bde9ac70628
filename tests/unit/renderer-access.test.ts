import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import {
  passwordSchema,
  protections,
  recoveryActor,
  roles,
  userNameSchema,
  type AccessView,
} from '../../electron/contract/access.ts';
import type { Channel, Notice } from '../../electron/contract/channels.ts';
import { fail, ok, type Result } from '../../electron/contract/errors.ts';
import { needsConfirmation, permissions } from '../../electron/contract/permissions.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import { doesWhat } from '../../renderer/components/access/confirm-words.ts';
import { unlockEither } from '../../renderer/components/access/unlock-either.ts';
import {
  protectionNames,
  recoveryName,
  roleNames,
  secretLength,
  userNameLength,
  userNamePattern,
} from '../../renderer/state/access-limits.ts';
import { groupsOf, isGroup, twoPlaces } from '../../renderer/state/recovery-key.ts';
import { chooseWords } from '../../renderer/text/choose-words.ts';
import { AskingTransport } from '../../renderer/transport/asking.ts';
import { allowStateClasses } from '../support/svelte-state.ts';

allowStateClasses();
const { Access } = await import('../../renderer/state/access.svelte.ts');
const { Confirmation } = await import('../../renderer/state/confirmation.svelte.ts');
const { FirstStart } = await import('../../renderer/state/first-start.svelte.ts');
const { KeysState } = await import('../../renderer/state/keys.svelte.ts');
const { Navigation, viewChannels, viewNames } =
  await import('../../renderer/state/navigation.svelte.ts');
const { RecoveryCheck } = await import('../../renderer/state/recovery-check.svelte.ts');
const { Trial } = await import('../../renderer/state/trial.svelte.ts');
const { UsersState } = await import('../../renderer/state/users.svelte.ts');
const { remedyOf } = await import('../../renderer/components/access/banner-remedy.ts');

const english = chooseWords('en', []).text;
const minute = 60_000;
const nobody: AccessView = {
  state: 'open',
  problem: null,
  offers: { keychain: false, passphrase: true, file: true },
  hasUsers: true,
  peopleBefore: 0,
  operator: null,
  idleMs: 15 * minute,
};
const ana: AccessView = { ...nobody, operator: { name: 'ana', role: 'administrator' } };
const recoveryKey = '7K3M-9QXT-B2HD-W0FR-5NPA-81ZE-VJ6C-G4SY';

type Answer = (payload: unknown) => Result<unknown>;

/** A line to a station that answers as the test says, and keeps what it was sent. */
class MadeLine implements Transport {
  readonly sent: [Channel, unknown][] = [];
  readonly answers: Partial<Record<Channel, Answer>>;
  readonly #notices = new Set<(notice: Notice) => void>();
  readonly #connections = new Set<(connected: boolean) => void>();

  constructor(answers: Partial<Record<Channel, Answer>>) {
    this.answers = answers;
  }

  async request(channel: Channel, payload: unknown): Promise<Result<never>> {
    this.sent.push([channel, payload]);
    const answer = this.answers[channel];
    assert.ok(answer, `nobody expected ${channel}`);
    return answer(payload) as Result<never>;
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    this.#notices.add(listener);
    return () => this.#notices.delete(listener);
  }

  onConnection(listener: (connected: boolean) => void): () => void {
    this.#connections.add(listener);
    return () => this.#connections.delete(listener);
  }

  connect(connected: boolean): void {
    for (const listener of this.#connections) listener(connected);
  }

  count(channel: Channel): number {
    return this.sent.filter(([sent]) => sent === channel).length;
  }
}

/** Lets what was answered arrive. */
const settled = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

// Time passes where a test says so: a session's quarter of an hour would keep the process alive.
mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });

test('the page’s names and bounds of users and secrets are the contract’s', () => {
  assert.deepEqual(roleNames, roles);
  assert.deepEqual(protectionNames, protections);
  assert.equal(recoveryName, recoveryActor);
  assert.ok(passwordSchema.safeParse('x'.repeat(secretLength)).success);
  assert.ok(!passwordSchema.safeParse('x'.repeat(secretLength + 1)).success);
  const names = ['ana', 'Ana Álvarez', ':kiosk', 'a:b', '', ' ana', 'x'.repeat(userNameLength)];
  for (const name of [...names, 'x'.repeat(userNameLength + 1), '李明', 'reception-2']) {
    assert.equal(userNamePattern.test(name), userNameSchema.safeParse(name).success, name);
  }
});

test('every message that needs the password again has words for what it does', () => {
  const confirmed = (Object.keys(permissions) as Channel[]).filter(needsConfirmation);
  assert.deepEqual(Object.keys(english.access.confirm.does).toSorted(), confirmed.toSorted());
  assert.equal(doesWhat('people.remove', { id: 'ana' }, english), 'Erase “ana”');
  assert.equal(
    doesWhat('users.add', { name: 'ben', role: 'auditor' }, english),
    'Add the user “ben”',
  );
  assert.equal(doesWhat('keys.rotate', {}, english), 'Renew the station key');
});

test('whoever has not signed in sees Check alone', () => {
  const access = new Access(new MadeLine({}));
  assert.deepEqual(
    viewNames.filter((name) => access.may(viewChannels[name])),
    ['check'],
  );
});

for (const [role, views] of [
  ['administrator', viewNames],
  ['enroller', ['check', 'enrol', 'people']],
  ['receptionist', ['check', 'people']],
  ['auditor', ['check', 'events', 'recognition', 'privacy', 'station']],
] as const) {
  test(`the views for the role ${role}`, async () => {
    const view = { ...nobody, operator: { name: 'ana', role } };
    const access = new Access(new MadeLine({ 'access.view': () => ok(view) }));
    await access.refresh();
    assert.deepEqual(
      viewNames.filter((name) => access.may(viewChannels[name])),
      views,
    );
  });
}

test('the station hears of somebody at work at most every half minute, and once more at its end', async () => {
  const line = new MadeLine({ 'access.view': () => ok(ana), 'access.touch': () => ok({}) });
  const access = new Access(line);
  await access.refresh();
  access.used();
  assert.equal(line.count('access.touch'), 0, 'the sign-in itself was a touch');
  for (let key = 0; key < 100; key += 1) access.used();
  mock.timers.tick(30_000);
  assert.equal(line.count('access.touch'), 1, 'what came within the half minute is told once');
  mock.timers.tick(30_000);
  assert.equal(line.count('access.touch'), 1, 'nobody touched anything since');
  access.used();
  assert.equal(line.count('access.touch'), 2);
});

test('nobody signed in is no reason to tell the station of keys and pointers', () => {
  const line = new MadeLine({});
  new Access(line).used();
  assert.deepEqual(line.sent, []);
});

test('a session that ran out unused is noticed without a word of the station’s, and why is said', async () => {
  let view = ana;
  const line = new MadeLine({ 'access.view': () => ok(view) });
  const access = new Access(line);
  await access.refresh();
  view = nobody;
  mock.timers.tick(nobody.idleMs + 2000);
  await settled();
  assert.equal(access.operator, null);
  assert.equal(access.ended, 'idle');
});

test('a session that the station ended early, or that a broken line ended, is told as such', async (t) => {
  let view = ana;
  const line = new MadeLine({ 'access.view': () => ok(view) });
  const access = new Access(line);
  t.after(access.watch());
  await access.refresh();
  view = nobody;
  await access.refresh();
  assert.equal(access.ended, 'station');
  view = ana;
  await access.refresh();
  assert.equal(access.ended, null);
  line.connect(false);
  view = nobody;
  line.connect(true);
  await settled();
  assert.equal(access.ended, 'line');
});

test('whoever signs out is not told that something ended', async () => {
  const line = new MadeLine({
    'access.view': () => ok(ana),
    'access.signOut': () => ok(nobody),
  });
  const access = new Access(line);
  await access.refresh();
  await access.signOut();
  assert.equal(access.operator, null);
  assert.equal(access.ended, null);
});

test('an older answer does not undo what a newer one said', async () => {
  const answers: ((result: Result<AccessView>) => void)[] = [];
  const line = new MadeLine({});
  line.request = () => new Promise((settle) => answers.push(settle as never));
  const access = new Access(line);
  const [older, newer] = [access.refresh(), access.refresh()];
  answers[1]?.(ok(ana));
  answers[0]?.(ok(nobody));
  await Promise.all([older, newer]);
  assert.equal(access.operator?.name, 'ana');
});

/** A page whose transport asks, and what it asked; `answer` is what whoever is asked does. */
function asking(line: MadeLine, answer: boolean) {
  const asked: string[] = [];
  const transport = new AskingTransport(line, {
    confirm: async (channel) => {
      asked.push(`confirm ${channel}`);
      return answer;
    },
    signIn: async () => {
      asked.push('sign in');
      return answer;
    },
    signedOut: () => asked.push('signed out'),
  });
  return { transport, asked };
}

test('a message that needs the password again is sent again once it was given', async () => {
  let tries = 0;
  const line = new MadeLine({
    'people.remove': () => ((tries += 1) === 1 ? fail('confirm-needed') : ok({ id: 'ana' })),
  });
  const { transport, asked } = asking(line, true);
  const answer = await transport.request('people.remove', { id: 'ana' });
  assert.ok(answer.ok);
  assert.deepEqual(asked, ['confirm people.remove']);
  assert.deepEqual(line.sent, [
    ['people.remove', { id: 'ana' }],
    ['people.remove', { id: 'ana' }],
  ]);
});

test('where the password is not given, the station’s answer stands and nothing is sent again', async () => {
  const line = new MadeLine({ 'people.remove': () => fail('confirm-needed') });
  const { transport } = asking(line, false);
  const answer = await transport.request('people.remove', { id: 'ana' });
  assert.equal(answer.ok ? null : answer.error.code, 'confirm-needed');
  assert.equal(line.sent.length, 1);
});

test('what somebody does opens a sign-in, and is done after it', async () => {
  let signedIn = false;
  const line = new MadeLine({
    'enrol.person': () => (signedIn ? ok({ personId: 'ana' }) : fail('sign-in-needed')),
  });
  const { transport, asked } = asking(line, true);
  const request = { name: 'Ana', consent: 'yes', photos: [] };
  const first = transport.request('enrol.person', request);
  signedIn = true;
  assert.ok((await first).ok);
  assert.deepEqual(asked, ['signed out', 'sign in']);
});

test('what the page asks by itself opens no dialog at a station that nobody works at', async () => {
  const quiet = ['events.list', 'people.list', 'recognition.get', 'station.status'] as const;
  for (const channel of quiet) {
    const line = new MadeLine({ [channel]: () => fail('sign-in-needed') });
    const { transport, asked } = asking(line, true);
    assert.ok(!(await transport.request(channel, {} as never)).ok);
    assert.deepEqual(asked, ['signed out']);
  }
});

test('other refusals are the caller’s own matter', async () => {
  const line = new MadeLine({ 'people.remove': () => fail('not-permitted') });
  const { transport, asked } = asking(line, true);
  const answer = await transport.request('people.remove', { id: 'ana' });
  assert.equal(answer.ok ? null : answer.error.code, 'not-permitted');
  assert.deepEqual(asked, []);
});

test('the password is asked for one message after the other; a wrong one decides nothing', async () => {
  let right = false;
  const line = new MadeLine({
    'access.confirm': () => (right ? ok({}) : fail('sign-in-wrong')),
  });
  const confirmation = new Confirmation(line);
  const [first, second] = [
    confirmation.ask('people.remove', { id: 'ana' }),
    confirmation.ask('keys.rotate', {}),
  ];
  assert.equal(confirmation.asked?.channel, 'people.remove');
  await confirmation.confirm('wrong');
  assert.equal(confirmation.asked?.channel, 'people.remove');
  right = true;
  await confirmation.confirm('right');
  assert.equal(await first, true);
  assert.equal(confirmation.asked?.channel, 'keys.rotate');
  confirmation.cancel();
  assert.equal(await second, false);
  assert.equal(confirmation.asked, null);
});

test('a wait that the station asks for counts down, and no attempt is made before', async () => {
  const trial = new Trial();
  let attempts = 0;
  const attempt = () => {
    attempts += 1;
    return Promise.resolve(fail('sign-in-wait', '3 s'));
  };
  await trial.run(attempt);
  assert.equal(trial.wait, 3);
  assert.equal(trial.error, 'sign-in-wait');
  await trial.run(attempt);
  assert.equal(attempts, 1);
  mock.timers.tick(1000);
  assert.equal(trial.wait, 2);
  mock.timers.tick(2000);
  assert.equal(trial.wait, 0);
  assert.equal(trial.error, null, 'there is nothing to wait for any more');
  assert.ok(trial.ready);
});

const fresh: AccessView = { ...nobody, state: 'fresh', hasUsers: false };

/** A first start at a fresh station that begins as `begin` says. */
async function firstStart(begin: Answer) {
  const line = new MadeLine({
    'access.view': () => ok(fresh),
    'access.begin': begin,
    'keys.recoveryKept': () => ok({}),
  });
  const access = new Access(line);
  await access.refresh();
  const start = new FirstStart(access, line, () => 0);
  return { line, access, start };
}

type Start = Awaited<ReturnType<typeof firstStart>>['start'];

async function fillIn(start: Start): Promise<void> {
  await start.next();
  await start.next();
  start.passphrase = start.passphraseAgain = 'four words that do';
  await start.next();
  start.name = ' ana ';
  start.password = start.passwordAgain = 'long enough';
  await start.next();
}

test('the first start offers what the computer has, the strongest first', async () => {
  const { start } = await firstStart(() => fail('internal'));
  assert.deepEqual(start.offers, ['passphrase', 'file']);
  assert.equal(start.protection, 'passphrase');
  assert.deepEqual(start.steps, ['protection', 'passphrase', 'administrator', 'recovery']);
  start.choose('file');
  assert.deepEqual(start.steps, ['protection', 'administrator', 'recovery']);
});

test('the first start knows of the people from before, also once the station has sealed them', async () => {
  const line = new MadeLine({
    'access.view': () => ok({ ...fresh, peopleBefore: 2 }),
    'access.begin': () => ok({ recoveryKey, view: ana }),
  });
  const access = new Access(line);
  await access.refresh();
  const start = new FirstStart(access, line, () => 0);
  assert.equal(start.peopleBefore, 2);
  await fillIn(start);
  assert.equal(start.step, 'recovery');
  assert.equal(start.peopleBefore, 2);
});

test('the first start goes from question to question and forgets each secret that has served', async () => {
  const { line, start, access } = await firstStart(() => ok({ recoveryKey, view: ana }));
  await fillIn(start);
  assert.deepEqual(line.sent.at(-1), [
    'access.begin',
    {
      protection: 'passphrase',
      passphrase: 'four words that do',
      administrator: { name: 'ana', password: 'long enough' },
    },
  ]);
  assert.equal(access.operator?.name, 'ana');
  assert.equal(start.step, 'recovery');
  const { passphrase, passphraseAgain, password, passwordAgain } = start;
  assert.deepEqual([passphrase, passphraseAgain, password, passwordAgain], ['', '', '', '']);

  const { recovery } = start;
  assert.ok(recovery);
  assert.deepEqual(recovery.groups, recoveryKey.split('-'));
  recovery.ask();
  assert.deepEqual(recovery.places, [0, 1]);
  recovery.first = '7k3m';
  recovery.second = 'BBBB';
  await start.confirm();
  assert.ok(recovery.wrong);
  assert.equal(line.count('keys.recoveryKept'), 0);
  recovery.second = '9qxt';
  await start.confirm();
  assert.equal(line.count('keys.recoveryKept'), 1);
  assert.deepEqual([start.step, start.kept, start.recovery], ['done', true, null]);
});

test('the recovery key can be put off, and then it is not confirmed', async () => {
  const { line, start } = await firstStart(() => ok({ recoveryKey, view: ana }));
  await fillIn(start);
  start.later();
  assert.deepEqual([start.step, start.kept, start.recovery], ['done', false, null]);
  assert.equal(line.count('keys.recoveryKept'), 0);
});

test('a page is not left before its question is answered', async () => {
  const { start } = await firstStart(() => fail('internal'));
  await start.next();
  await start.next();
  await start.next();
  assert.deepEqual([start.step, start.fault], ['passphrase', 'short']);
  start.passphrase = 'four words that do';
  start.passphraseAgain = 'four words that';
  await start.next();
  assert.deepEqual([start.step, start.fault], ['passphrase', 'different']);
  start.passphraseAgain = 'four words that do';
  await start.next();
  start.name = ':kiosk';
  await start.next();
  assert.deepEqual([start.step, start.fault], ['administrator', 'name']);
});

test('what the station refuses is shown on the page where it can be mended', async () => {
  for (const [code, step] of [
    ['passphrase-weak', 'passphrase'],
    ['password-weak', 'administrator'],
    ['keychain-unavailable', 'protection'],
    ['store-full', 'administrator'],
  ] as const) {
    const { start } = await firstStart(() => fail(code));
    await fillIn(start);
    assert.deepEqual([start.step, start.trial.error, start.begun], [step, code, false]);
  }
});

test('the way back from the first start’s pages ends where the keys have been made', async () => {
  const { start } = await firstStart(() => ok({ recoveryKey, view: ana }));
  await start.next();
  await start.next();
  start.back();
  start.back();
  assert.equal(start.step, 'welcome');
  await fillIn(start);
  start.back();
  assert.equal(start.step, 'recovery');
});

test('two different groups are asked for, whatever chance says', () => {
  for (let one = 0; one < 1; one += 0.07) {
    for (let two = 0; two < 1; two += 0.07) {
      const draws = [one, two];
      const [first, second] = twoPlaces(8, () => draws.shift() ?? 0);
      assert.ok(first >= 0 && first < second && second < 8, `${first} ${second}`);
    }
  }
});

test('a group is known however it was copied by hand, and nothing is no group', () => {
  assert.deepEqual(groupsOf(recoveryKey).length, 8);
  for (const typed of ['w0fr', 'WOFR', ' w0-fr ']) assert.ok(isGroup(typed, 'W0FR'), typed);
  for (const typed of ['', '-', 'w0f', 'w0frx']) assert.ok(!isGroup(typed, 'W0FR'), typed);
  const check = new RecoveryCheck('', () => 0);
  check.ask();
  assert.ok(!check.matches(), 'a key that is not there is never confirmed');
});

/** What a station is sent where somebody types this for its secret. */
async function unlockedWith(secret: string, right: 'passphrase' | 'recoveryKey') {
  const line = new MadeLine({
    'access.unlock': (payload) => {
      if (Object.hasOwn(payload as object, right)) return ok(ana);
      return fail(right === 'passphrase' ? 'recovery-wrong' : 'passphrase-wrong');
    },
  });
  const answer = await unlockEither(new Access(line), secret);
  const kinds = line.sent.map(([, payload]) => Object.keys(payload as object)[0]);
  return { ok: answer.ok, kinds };
}

test('a recovery key and a passphrase are told apart by their looks, and a doubtful one is tried as both', async () => {
  const both = ['recoveryKey', 'passphrase'];
  assert.deepEqual(await unlockedWith(recoveryKey, 'recoveryKey'), {
    ok: true,
    kinds: ['recoveryKey'],
  });
  assert.deepEqual(await unlockedWith('four words that do!', 'passphrase'), {
    ok: true,
    kinds: ['passphrase'],
  });
  const doubtful = 'correct horse battery staple 42';
  assert.deepEqual(await unlockedWith(doubtful, 'passphrase'), { ok: true, kinds: both });
  assert.deepEqual(await unlockedWith('no such words', 'recoveryKey'), {
    ok: false,
    kinds: ['passphrase'],
  });
});

test('a sign-in that was asked for answers whoever asked, and so does a refusal', async () => {
  const line = new MadeLine({
    'access.signIn': (payload) =>
      (payload as { password: string }).password === 'right' ? ok(ana) : fail('sign-in-wrong'),
  });
  const access = new Access(line);
  const wanted = access.ask();
  assert.ok(access.asking);
  await access.signIn('ana', 'wrong');
  assert.ok(access.asking, 'a wrong password decides nothing');
  await access.signIn('ana', 'right');
  assert.equal(await wanted, true);
  assert.ok(!access.asking);
  const unwanted = access.ask();
  access.dismiss();
  assert.equal(await unwanted, false);
});

const user = {
  ...{ name: 'ana', role: 'administrator', createdAt: 1, lastSignInAt: null, disabled: false },
} as const;

test('the users are what the station answers; what it refuses changes nothing and is said', async () => {
  const line = new MadeLine({
    'users.list': () => ok([user]),
    'users.remove': () => fail('last-administrator'),
    'users.add': (payload) => ok([user, { ...user, ...(payload as object) }]),
  });
  const users = new UsersState(line);
  await users.refresh();
  assert.equal(await users.remove('ana'), false);
  assert.equal(users.trial.error, 'last-administrator');
  assert.equal(users.users?.length, 1);
  assert.equal(await users.add({ name: 'ben', role: 'auditor', password: 'long enough' }), true);
  assert.deepEqual(
    users.users?.map(({ name }) => name),
    ['ana', 'ben'],
  );
});

test('a new recovery key is shown until it is confirmed, and then forgotten', async () => {
  const view = { slots: [], keySince: 1, recoveryKeptAt: null, personKeys: 3 };
  const line = new MadeLine({
    'keys.newRecovery': () => ok({ recoveryKey, view }),
    'keys.recoveryKept': () => ok({ ...view, recoveryKeptAt: 2 }),
  });
  const keys = new KeysState(line);
  await keys.newRecovery();
  assert.ok(keys.recovery);
  keys.recovery.ask();
  await keys.confirm();
  assert.equal(line.count('keys.recoveryKept'), 0, 'nothing was typed');
  const [one, other] = keys.recovery.places;
  keys.recovery.first = keys.recovery.groups[one] ?? '';
  keys.recovery.second = keys.recovery.groups[other] ?? '';
  await keys.confirm();
  assert.deepEqual([keys.recovery, keys.news, keys.view?.recoveryKeptAt], [null, 'kept', 2]);
});

test('only a passphrase sends one', async () => {
  const line = new MadeLine({ 'keys.protect': () => ok({}) });
  const keys = new KeysState(line);
  await keys.protect('keychain', 'typed before another choice');
  await keys.protect('passphrase', 'four words that do');
  assert.deepEqual(
    line.sent.map(([, payload]) => payload),
    [{ protection: 'keychain' }, { protection: 'passphrase', passphrase: 'four words that do' }],
  );
});

test('the address carries the page of the Station view', (t) => {
  const addresses: unknown[] = [];
  const replaceState = (...[, , address]: unknown[]) => addresses.push(address);
  Object.defineProperty(globalThis, 'history', { value: { replaceState }, configurable: true });
  t.after(() => Reflect.deleteProperty(globalThis, 'history'));
  const navigation = new Navigation('#station/keys');
  assert.deepEqual([navigation.view, navigation.stationPage], ['station', 'keys']);
  navigation.goToStation('backups');
  navigation.goToStation('users');
  navigation.go('privacy');
  assert.deepEqual(addresses, ['#station/backups', '#station', '#privacy']);
});

test('a banner leads to where what it says can be mended', () => {
  assert.equal(remedyOf('recovery-unconfirmed')?.page, 'keys');
  assert.equal(remedyOf('store-behind')?.page, 'backups');
  assert.equal(remedyOf('log-damaged')?.view, 'events');
  assert.equal(remedyOf('camera-frozen'), null);
});
