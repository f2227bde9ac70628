import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import type { AccessView } from '../../electron/contract/access.ts';
import type { Channel, Notice } from '../../electron/contract/channels.ts';
import { fail, ok, type Result } from '../../electron/contract/errors.ts';
import type { PersonDetail } from '../../electron/contract/messages.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import type { Verdict } from '../../renderer/state/check-session.svelte.ts';
import { AskingTransport } from '../../renderer/transport/asking.ts';
import { allowStateClasses } from '../support/svelte-state.ts';

allowStateClasses();
const { Access } = await import('../../renderer/state/access.svelte.ts');
const { AtHand } = await import('../../renderer/state/at-hand.svelte.ts');
const { Confirmation } = await import('../../renderer/state/confirmation.svelte.ts');
const { RecentChecks } = await import('../../renderer/state/recent-checks.svelte.ts');

const minute = 60_000;
const nobody: AccessView = {
  ...{
    state: 'open',
    problem: null,
    hasUsers: true,
    peopleBefore: 0,
    operator: null,
    idleMs: 15 * minute,
  },
  offers: { keychain: false, passphrase: true, file: true },
};
const as = (name: string): AccessView => ({ ...nobody, operator: { name, role: 'enroller' } });

type Answer = (payload: unknown) => Result<unknown> | Promise<Result<unknown>>;

/** A line to a station where `view` says who is signed in. */
class MadeLine implements Transport {
  view: AccessView | null = as('ana');
  readonly sent: Channel[] = [];
  readonly answers: Partial<Record<Channel, Answer>> = {};
  readonly #notices = new Set<(notice: Notice) => void>();
  readonly #connections = new Set<(connected: boolean) => void>();

  async request(channel: Channel, payload: unknown): Promise<Result<never>> {
    this.sent.push(channel);
    const answer = this.answers[channel];
    if (answer) return (await answer(payload)) as Result<never>;
    if (channel === 'access.signIn') this.view = as((payload as { name: string }).name);
    if (channel === 'access.signOut') this.view = nobody;
    return (this.view ? ok(this.view) : fail('station-unreachable')) as Result<never>;
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    this.#notices.add(listener);
    return () => this.#notices.delete(listener);
  }

  onConnection(listener: (connected: boolean) => void): () => void {
    this.#connections.add(listener);
    return () => this.#connections.delete(listener);
  }

  say(notice: Notice): void {
    for (const listener of this.#notices) listener(notice);
  }

  connect(connected: boolean): void {
    for (const listener of this.#connections) listener(connected);
  }
}

/** Lets what was answered arrive. */
const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

// Time passes where a test says so.
beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
});

const fileOf = (name: string) => new File([Uint8Array.of(1)], name);

/** A window where Ana is at work, with somebody half enrolled. */
async function atWork() {
  const line = new MadeLine();
  line.answers['enrol.assess'] = () => ok({ accepted: true, quality: 1, image: null, faces: [] });
  const access = new Access(line);
  const confirmation = new Confirmation(line);
  const hand = new AtHand(line);
  access.onEnd(() => {
    confirmation.drop();
    hand.drop();
  });
  access.watch();
  await access.refresh();
  const { enrolment } = hand;
  enrolment.name = 'Ben Bauer';
  enrolment.consent = 'In writing.';
  await enrolment.sitting.addFiles([fileOf('ben.jpg')]);
  hand.addPhotos({ id: 'cem', photosKept: 1 } as PersonDetail);
  await hand.adding?.sitting.addFiles([fileOf('cem.jpg')]);
  await settled();
  assert.equal(enrolment.sitting.photos.length, 1);
  assert.equal(hand.adding?.sitting.photos.length, 1);
  return { line, access, confirmation, hand, before: { enrolment, adding: hand.adding } };
}

type Window = Awaited<ReturnType<typeof atWork>>;

const ends: Record<string, (window: Window) => Promise<unknown>> = {
  'whoever was at work signs out': ({ access }) => access.signOut(),
  'nobody was at work for too long': async ({ line }) => {
    line.view = nobody;
    mock.timers.tick(15 * minute + 1000);
  },
  'somebody else signs in': ({ access }) => access.signIn('ben', 'x'),
  'the station ends the session': async ({ line }) => {
    line.view = nobody;
    line.say('access');
  },
  'the station was started anew': async ({ line }) => {
    line.view = nobody;
    line.connect(false);
    line.connect(true);
  },
};

for (const [how, end] of Object.entries(ends)) {
  test(`nothing typed or photographed stays in the window when ${how}`, async () => {
    const window = await atWork();
    const asked = window.confirmation.ask('people.remove', { id: 'ben' });
    await end(window);
    await settled();
    const { hand, before, access, confirmation } = window;
    assert.equal(access.ends, 1);
    assert.notEqual(hand.enrolment, before.enrolment);
    assert.deepEqual([hand.enrolment.name, hand.enrolment.consent], ['', '']);
    assert.equal(hand.adding, null);
    for (const dropped of [before.enrolment, before.adding]) {
      assert.deepEqual(dropped?.sitting.photos, []);
    }
    assert.equal(before.enrolment.name, '');
    assert.equal(confirmation.asked, null);
    assert.equal(await asked, false);
  });
}

test('a photo that was still being read when the session ended is dropped as it comes', async () => {
  const { access, hand } = await atWork();
  const { sitting } = hand.enrolment;
  const reading = sitting.addFiles([fileOf('late.jpg')]);
  await access.signOut();
  await reading;
  await settled();
  assert.deepEqual(sitting.photos, []);
  assert.deepEqual(hand.enrolment.sitting.photos, []);
});

test('a session that goes on, or a sign-in of somebody after nobody, drops nothing', async () => {
  const { line, access, hand } = await atWork();
  line.say('access');
  await settled();
  assert.equal(hand.enrolment.name, 'Ben Bauer');
  await access.signOut();
  hand.enrolment.name = 'Dora';
  await access.signIn('ben', 'x');
  assert.equal(hand.enrolment.name, 'Dora');
  assert.equal(access.ends, 1);
});

for (const [who, goesOn] of [
  ['ana', true],
  ['ben', false],
] as const) {
  test(`what Ana had begun ${goesOn ? 'goes on' : 'is not done'} when ${who} signs in`, async () => {
    const { line, access } = await atWork();
    line.answers['people.setPin'] = () =>
      line.view?.operator ? ok({ done: true }) : fail('sign-in-needed');
    const transport = new AskingTransport(line, {
      confirm: () => Promise.resolve(false),
      signIn: () => access.askAgain(),
      signedOut: () => void access.refresh(),
    });
    line.view = nobody;
    const answer = transport.request('people.setPin', { id: 'cem', pin: '4917' });
    await settled();
    assert.ok(access.asking);
    await access.signIn(who, 'x');
    assert.equal((await answer).ok, goesOn);
  });
}

const conclusion: Verdict = {
  ...{ outcome: 'match', person: { id: 'ana', name: 'Ana Álvarez' }, distance: 0.2 },
  ...{ threshold: 0.5, at: 1, frames: 3, timings: {} as Verdict['timings'] },
};

test('the last checks are this window’s own conclusions, each once and the newest first', () => {
  const recent = new RecentChecks();
  recent.add(conclusion, 'identify', false);
  recent.add(conclusion, 'identify', false);
  const ben = { id: 'ben', name: 'Ben Bauer' };
  recent.add(
    { ...conclusion, at: 2, outcome: 'no-match', person: null, claimed: ben },
    'verify',
    false,
  );
  assert.deepEqual(
    recent.checks.map(({ at, mode, name }) => [at, mode, name]),
    [
      [2, 'verify', null],
      [1, 'identify', 'Ana Álvarez'],
    ],
    'who was not welcomed is not named',
  );
  for (let at = 3; at < 40; at += 1) recent.add({ ...conclusion, at }, 'identify', false);
  assert.equal(recent.checks.length, 12);
  mock.timers.tick(60 * minute);
  assert.equal(recent.checks.length, 12);
});

test('at a kiosk each check goes after some minutes, and all of them with the end of a session', async () => {
  const { access, hand } = await atWork();
  hand.recent.add(conclusion, 'identify', false);
  await access.signOut();
  assert.deepEqual(hand.recent.checks, []);
  hand.recent.add({ ...conclusion, at: 2 }, 'identify', true);
  mock.timers.tick(2 * minute);
  hand.recent.add({ ...conclusion, at: 3 }, 'identify', true);
  mock.timers.tick(minute);
  assert.deepEqual(
    hand.recent.checks.map(({ at }) => at),
    [3],
  );
});

test('a station that did not answer at first is asked again until it does', async () => {
  const line = new MadeLine();
  line.view = null;
  const access = new Access(line);
  access.watch();
  await access.refresh();
  assert.equal(access.error, 'station-unreachable');
  for (let turn = 0; turn < 3; turn += 1) {
    mock.timers.tick(3000);
    await settled();
  }
  assert.equal(line.sent.length, 4);
  line.view = nobody;
  mock.timers.tick(3000);
  await settled();
  assert.equal(access.error, null);
  assert.equal(access.view, nobody);
  mock.timers.tick(minute);
  await settled();
  assert.equal(line.sent.length, 5);
});

test('a page that is loaded anew says why nobody is signed in; one that was left by its operator does not', async () => {
  let signedIn = false;
  const mark = { get: () => signedIn, set: (now: boolean) => (signedIn = now) };
  const line = new MadeLine();
  const load = async (view: AccessView) => {
    line.view = view;
    const access = new Access(line, mark);
    await access.refresh();
    return access;
  };
  assert.equal((await load(nobody)).ended, null, 'nobody has been signed in yet');
  assert.equal((await load(as('ana'))).ended, null);
  const again = await load(nobody);
  assert.equal(again.ended, 'reload');
  assert.equal((await load(nobody)).ended, null, 'that was said');
  const operated = await load(as('ana'));
  line.view = nobody;
  await operated.signOut();
  assert.equal((await load(nobody)).ended, null);
});
