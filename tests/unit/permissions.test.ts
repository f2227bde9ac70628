import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roles, type AccessState, type Operator } from '../../electron/contract/access.ts';
import { channelNames, type Channel } from '../../electron/contract/channels.ts';
import { fail, ok, stationError } from '../../electron/contract/errors.ts';
import { Gate } from '../../electron/hosts/access/gate.ts';
import { createHandle, type Caller, type Handlers } from '../../electron/hosts/handle.ts';
import { Sessions } from '../../electron/station/access/sessions.ts';

/**
 * Who may send which message, written out by hand: nobody signed in, administrator, enroller,
 * receptionist, auditor. `+` may, `-` may not, `c` may once the password was given once more.
 * `early`: also before the station is set up or unlocked.
 */
const expected: Record<Channel, readonly [row: string, early?: 'early']> = {
  //                        nobody admin enroller receptionist auditor
  'station.status': ['+ + + + +', 'early'],
  'station.doctor': ['- + - - +'],
  'check.identify': ['+ + + + +'],
  'check.verify': ['+ + + + +'],
  'check.pin': ['+ + + + +'],
  'check.end': ['+ + + + +'],
  'camera.opened': ['+ + + + +'],
  'enrol.assess': ['- + + - -'],
  'enrol.person': ['- + + - -'],
  'people.list': ['- + + + -'],
  'people.get': ['- + + + -'],
  'people.addPhotos': ['- + + - -'],
  'people.picture': ['- + + + -'],
  'people.remove': ['- c c - -'],
  'people.withdraw': ['- c c - -'],
  'people.consent': ['- + + - -'],
  'people.setPin': ['- + + - -'],
  'people.setEnd': ['- + + - -'],
  'people.export': ['- c c - -'],
  'events.list': ['- + - - +'],
  'log.verify': ['- + - - +'],
  'log.export': ['- c - - c'],
  'recognition.get': ['- + + + +'],
  'recognition.setRisk': ['- c - - -'],
  'packs.list': ['- + - - +'],
  'packs.fetch': ['- + - - -'],
  'packs.progress': ['- + + + +'],
  'packs.use': ['- c - - -'],
  'training.get': ['- + - - +'],
  'training.start': ['- + - - -'],
  'training.stop': ['- + - - -'],
  'training.adopt': ['- c - - -'],
  'training.discard': ['- + - - -'],
  'training.back': ['- c - - -'],
  'access.view': ['+ + + + +', 'early'],
  'access.begin': ['+ + + + +', 'early'],
  'access.unlock': ['+ + + + +', 'early'],
  'access.signIn': ['+ + + + +'],
  'access.signOut': ['+ + + + +', 'early'],
  'access.confirm': ['- + + + +'],
  'access.touch': ['+ + + + +', 'early'],
  'access.changePassword': ['- + + + +'],
  'users.list': ['- + - - +'],
  'users.add': ['- c - - -'],
  'users.change': ['- c - - -'],
  'users.remove': ['- c - - -'],
  'keys.view': ['- + - - +'],
  'keys.rotate': ['- c - - -'],
  'keys.protect': ['- c - - -'],
  'keys.newRecovery': ['- c - - -'],
  'keys.recoveryKept': ['- + - - -'],
  'backups.list': ['- + - - +'],
  'backups.make': ['- + - - -'],
  'backups.restore': ['- c - - -'],
  'backups.acceptLoss': ['- c - - -'],
  'privacy.view': ['- + - - +'],
  'privacy.set': ['- c - - -'],
  'privacy.run': ['- + - - -'],
  'privacy.document': ['- + - - +'],
  'privacy.consentText': ['- + + + +'],
};

const people: readonly (Operator | null)[] = [
  null,
  { name: 'adele', role: 'administrator' },
  { name: 'emil', role: 'enroller' },
  { name: 'rosa', role: 'receptionist' },
  { name: 'anton', role: 'auditor' },
];
const window: Caller = { id: 'window:1', trusted: true };

interface Surroundings {
  readonly state?: AccessState;
  readonly stampOf?: () => ReturnType<ConstructorParameters<typeof Gate>[0]['stampOf']>;
}

/** The real gate and the real handle, with somebody signed in; what is behind them says who asked. */
function station(operator: Operator | null, { state = 'open', stampOf }: Surroundings = {}) {
  const sessions = new Sessions({ now: () => 0, tick: () => 0 });
  if (operator) sessions.start(window.id, sessions.arrive(window.id), { operator, stamp: 'one' });
  const handled: { channel: string; actor: string }[] = [];
  const ended: string[] = [];
  let actor = '';
  const handlers = new Proxy({} as Handlers, {
    get: (_, channel) => () => {
      handled.push({ channel: String(channel), actor });
      return Promise.resolve(ok({}));
    },
  });
  const problem = state === 'broken' ? stationError('keys-missing') : null;
  const gate = new Gate({
    lock: { state, problem },
    sessions,
    stampOf: stampOf ?? (() => Promise.resolve(ok('one'))),
    onEnded: ({ name }) => void ended.push(name),
  });
  const handle = createHandle({
    handlers,
    gate,
    as: (name, work) => {
      actor = name;
      return work();
    },
    onUnexpected: () => undefined,
  });
  const ask = async (channel: Channel, payload: unknown = {}, caller = window) => {
    const answer = await handle(caller, channel, payload);
    return answer.ok ? 'ok' : answer.error.code;
  };
  return { ask, sessions, handled, ended };
}

/** Let through: the message itself is not right, which only whoever may send it is told. */
const nonsense = { nonsense: true };
const letThrough = 'invalid-request';

test('the table written here has a row for every message, and five columns', () => {
  assert.deepEqual(Object.keys(expected).sort(), [...channelNames].sort());
  for (const [row] of Object.values(expected)) assert.match(row, /^[-+c]( [-+c]){4}$/);
  assert.deepEqual(
    people.slice(1).map((operator) => operator?.role),
    [...roles],
  );
});

for (const [column, operator] of people.entries()) {
  test(`an open station: what ${operator?.role ?? 'nobody'} may send, message by message`, async () => {
    for (const channel of channelNames) {
      const mark = expected[channel][0].split(' ')[column];
      const { ask, sessions } = station(operator);
      const refused = operator === null ? 'sign-in-needed' : 'not-permitted';
      const first = { '+': letThrough, '-': refused, c: 'confirm-needed' }[mark ?? ''];
      assert.equal(await ask(channel, nonsense), first, channel);
      sessions.confirm(window.id);
      const then = mark === '-' ? refused : letThrough;
      assert.equal(await ask(channel, nonsense), then, `${channel}, confirmed`);
    }
  });
}

for (const [state, code] of [
  ['fresh', 'station-fresh'],
  ['locked', 'station-locked'],
  ['broken', 'keys-missing'],
] as const) {
  test(`a station that is ${state} does next to nothing, whoever asks`, async () => {
    for (const operator of people) {
      const { ask, sessions } = station(operator, { state });
      for (const channel of channelNames) {
        sessions.confirm(window.id);
        const wanted = expected[channel][1] === 'early' ? letThrough : code;
        assert.equal(await ask(channel, nonsense), wanted, channel);
      }
    }
  });
}

test('nothing is done for a sender that is not the station’s own page, whoever is signed in', async () => {
  for (const operator of people) {
    const { ask, handled } = station(operator);
    for (const channel of channelNames) {
      assert.equal(await ask(channel, {}, { id: window.id, trusted: false }), 'not-allowed');
    }
    assert.deepEqual(handled, []);
  }
});

test('a confirmation is good for one message, and what needs none leaves it alone', async () => {
  const { ask, sessions } = station({ name: 'adele', role: 'administrator' });
  sessions.confirm(window.id);
  assert.equal(await ask('people.list', nonsense), letThrough);
  assert.equal(await ask('keys.rotate'), 'ok');
  assert.equal(await ask('keys.rotate'), 'confirm-needed');
});

test('somebody signed in at one window is nobody at another', async () => {
  const { ask } = station({ name: 'adele', role: 'administrator' });
  assert.equal(await ask('users.list'), 'ok');
  assert.equal(await ask('users.list', {}, { id: 'window:2', trusted: true }), 'sign-in-needed');
});

test('what is done is done in the name of whoever is signed in, and of nobody at a kiosk', async () => {
  const signedIn = station({ name: 'adele', role: 'administrator' });
  await signedIn.ask('check.end');
  await signedIn.ask('users.list');
  assert.deepEqual(
    signedIn.handled.map(({ actor }) => actor),
    ['adele', 'adele'],
  );
  const nobody = station(null);
  await nobody.ask('check.end');
  assert.deepEqual(nobody.handled, [{ channel: 'check.end', actor: ':kiosk' }]);
});

test('whom the host has established needs no password and can be asked for none', async () => {
  const { ask, handled } = station(null);
  const caller = { ...window, operator: { name: 'os:ana', role: 'administrator' as const } };
  assert.equal(await ask('keys.rotate', {}, caller), 'ok');
  assert.deepEqual(handled, [{ channel: 'keys.rotate', actor: 'os:ana' }]);
  const auditor = { ...window, operator: { name: 'os:ben', role: 'auditor' as const } };
  assert.equal(await ask('keys.rotate', {}, auditor), 'not-permitted');
});

test('a payload cannot say who sent it', async () => {
  const { ask } = station(null);
  const operator = { name: 'adele', role: 'administrator' };
  assert.equal(await ask('users.list', { operator }), 'sign-in-needed');
  assert.equal(await ask('check.end', { operator, caller: { operator } }), letThrough);
});

test('whoever is changed, disabled or removed is signed out at their next message', async () => {
  for (const stamp of ['two', null]) {
    const { ask, ended, sessions } = station(
      { name: 'adele', role: 'administrator' },
      { stampOf: () => Promise.resolve(ok(stamp)) },
    );
    assert.equal(await ask('users.list'), 'sign-in-needed');
    assert.deepEqual(ended, ['adele']);
    assert.equal(sessions.of(window.id), null);
  }
});

test('where it cannot be found out who somebody is, they may do what nobody may', async () => {
  const { ask, handled, sessions } = station(
    { name: 'adele', role: 'administrator' },
    { stampOf: () => Promise.resolve(fail('store-damaged')) },
  );
  assert.equal(await ask('users.list'), 'store-damaged');
  assert.equal(await ask('check.end'), 'ok');
  assert.deepEqual(handled, [{ channel: 'check.end', actor: ':kiosk' }]);
  assert.notEqual(sessions.of(window.id), null);
});

test('a gate that fails lets nobody through', async () => {
  const { ask, handled } = station(
    { name: 'adele', role: 'administrator' },
    { stampOf: () => Promise.reject(new Error('gone')) },
  );
  assert.equal(await ask('users.list'), 'internal');
  assert.deepEqual(handled, []);
});
