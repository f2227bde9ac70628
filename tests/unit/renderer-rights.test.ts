import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { fail, ok } from '../../electron/contract/errors.ts';
import type { PersonDetail, Removal } from '../../electron/contract/messages.ts';
import { pinSchema } from '../../electron/contract/trust.ts';
import { channels } from '../../electron/contract/channels.ts';
import { answerOf } from '../../renderer/components/verdict-words.ts';
import type { AllowCamera } from '../../renderer/state/camera.svelte.ts';
import { limits } from '../../renderer/state/limits.ts';
import { en } from '../../renderer/text/en.ts';
import { lineTo, type Answers } from '../support/line-to.ts';
import { allowStateClasses } from '../support/svelte-state.ts';

allowStateClasses();
const { Camera } = await import('../../renderer/state/camera.svelte.ts');
const { PersonCard } = await import('../../renderer/state/person-card.svelte.ts');
const { PersonDeeds } = await import('../../renderer/state/person-deeds.svelte.ts');
const { PinEntry, pinPattern } = await import('../../renderer/state/pin-entry.svelte.ts');

const ana: PersonDetail = {
  ...{ id: 'ana', name: 'Ana', enrolledAt: 0, templates: 2, comparable: true },
  ...{ consent: 'in writing', consentAt: 0, consentTextVersion: 1, consentBy: 'anna' },
  ...{ withdrawnAt: null, hasPin: false, endsAt: null, spread: null, photosKept: 0 },
  ...{ templateList: [], lastSeenAt: null },
};

const receipt: Removal = {
  ...{ id: 'ana', name: 'Ana', templates: 2, photos: 0, at: 0, seq: 9, withdrawn: false },
  ...{ keyDestroyed: true, copiesRenewed: 1, copies: [] },
};

/** Lets what was answered at once be taken up. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

/** The card of a person, open, with the deeds that can be done to them. */
async function cardOf(answers: Answers, person = ana) {
  const line = lineTo({
    'people.get': ({ id }: { id: string }) => ok({ ...person, id }),
    ...answers,
  });
  const card = new PersonCard(line);
  const saved: string[] = [];
  const deeds = new PersonDeeds(line, card, ({ name }) => saved.push(name));
  card.open(person.id);
  await settle();
  assert.equal(card.detail?.name, person.name);
  return { card, deeds, saved };
}

test('an erased person’s card is closed and the receipt stays until it is put away', async () => {
  const { card, deeds } = await cardOf({ 'people.remove': () => ok(receipt) });
  assert.ok(await deeds.remove());
  assert.equal(card.id, null);
  assert.equal(deeds.receipt, receipt);
  deeds.putAway();
  assert.equal(deeds.receipt, null);
});

test('whoever withdraws their consent stays open, as the station knows them now', async () => {
  let withdrawnAt: number | null = null;
  const { card, deeds } = await cardOf({
    'people.get': () => ok({ ...ana, withdrawnAt }),
    'people.withdraw': () => {
      withdrawnAt = 5;
      return ok({ ...receipt, withdrawn: true });
    },
  });
  assert.ok(await deeds.withdraw());
  assert.equal(card.detail?.withdrawnAt, 5);
  assert.ok(deeds.receipt?.withdrawn);
});

test('a PIN, an end date and a new consent change what the card shows', async () => {
  const { card, deeds } = await cardOf({
    'people.setPin': ({ pin }: { pin: string | null }) => ok({ ...ana, hasPin: pin !== null }),
    'people.setEnd': ({ endsAt }: { endsAt: number | null }) => ok({ ...ana, endsAt }),
    'people.consent': ({ consent }: { consent: string }) => ok({ ...ana, consent }),
  });
  assert.ok(await deeds.setPin('2580'));
  assert.ok(card.detail?.hasPin);
  assert.ok(await deeds.setPin(null));
  assert.equal(card.detail?.hasPin, false);
  assert.ok(await deeds.setEnd(77));
  assert.equal(card.detail?.endsAt, 77);
  assert.ok(await deeds.consent('  by phone '));
  assert.equal(card.detail?.consent, 'by phone');
});

test('a refusal is told until something else is begun, and nothing is shown as done', async () => {
  const { card, deeds } = await cardOf({ 'people.setPin': () => fail('pin-weak') });
  assert.equal(await deeds.setPin('1234'), false);
  assert.deepEqual([deeds.error, card.detail?.hasPin], ['pin-weak', false]);
  deeds.begin();
  assert.equal(deeds.error, null);
});

test('a refusal about somebody whose card is open no more is not told of the next one', async () => {
  let answer: (value: unknown) => void = () => undefined;
  const late = new Promise((resolve) => (answer = resolve));
  const { card, deeds } = await cardOf({
    'people.withdraw': () => late.then(() => fail('store-full')),
  });
  const withdrawing = deeds.withdraw();
  card.open('ben');
  await settle();
  answer(null);
  assert.equal(await withdrawing, false);
  assert.equal(deeds.error, null);
  assert.equal(card.id, 'ben');
});

test('a person’s exported data is saved and its passphrase shown until it is put away', async () => {
  const file = { name: 'ana.html', bytes: new Uint8Array(1), passphrase: 'seven words' };
  const { deeds, saved } = await cardOf({ 'people.export': () => ok(file) });
  assert.ok(await deeds.export());
  assert.deepEqual(saved, ['ana.html']);
  assert.equal(deeds.exported?.passphrase, 'seven words');
  deeds.putAway();
  assert.equal(deeds.exported, null);
});

test('the window takes a PIN exactly where the contract does', () => {
  for (const pin of ['2580', '1234567890123456', '123', '12345678901234567', '12a4', '', ' 2580']) {
    assert.equal(pinPattern.test(pin), pinSchema.safeParse(pin).success, pin);
  }
});

test('a PIN is forgotten as soon as it was sent, whatever the answer', async () => {
  const entry = new PinEntry(lineTo({ 'check.pin': () => fail('pin-wrong') }));
  entry.pin = '2580';
  await entry.check('ana');
  assert.deepEqual([entry.pin, entry.error, entry.person], ['', 'pin-wrong', null]);
});

test('a right PIN is answered for a while and then forgotten', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const entry = new PinEntry(lineTo({ 'check.pin': () => ok({ person: ana }) }));
  entry.pin = '2580';
  await entry.check('ana');
  assert.equal(entry.person?.name, 'Ana');
  t.mock.timers.tick(60_000);
  assert.equal(entry.person, null);
});

test('an answer to a PIN that comes after its person has gone is not shown', async () => {
  let answer: (value: unknown) => void = () => undefined;
  const late = new Promise((resolve) => (answer = resolve));
  const entry = new PinEntry(lineTo({ 'check.pin': () => late.then(() => ok({ person: ana })) }));
  entry.pin = '2580';
  const checking = entry.check('ana');
  entry.reset();
  answer(null);
  await checking;
  assert.deepEqual([entry.person, entry.checking], [null, false]);
});

test('whoever has withdrawn their consent is asked for a PIN, not told about it', () => {
  const sitting = {
    mode: 'verify',
    claimed: { id: 'ana', name: 'Ana' },
    claimError: 'consent-withdrawn',
    ...{ verdict: null, trouble: null, latest: null, hint: null },
  } as const;
  const { title, help } = answerOf(sitting, true, en);
  assert.equal(title, en.rights.byPinTitle);
  assert.doesNotMatch(`${title} ${help}`, /consent/i);
});

/** A made camera, and what became of its picture. */
function madeCamera(t: TestContext, allow: AllowCamera, label = 'Front camera') {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let stopped = 0;
  const track = {
    label,
    stop: () => void (stopped += 1),
    addEventListener: () => undefined,
    getSettings: () => ({ deviceId: 'front' }),
  };
  const stream = { getVideoTracks: () => [track], getTracks: () => [track] };
  const media = {
    addEventListener: () => undefined,
    getUserMedia: () => Promise.resolve(stream),
    enumerateDevices: () => Promise.resolve([]),
  };
  const camera = new Camera(media as unknown as MediaDevices, undefined, allow);
  return { camera, stopped: () => stopped };
}

test('no picture of a camera is used before the station has allowed it by name', async (t) => {
  const asked: string[] = [];
  const { camera, stopped } = madeCamera(t, (label) => {
    asked.push(label);
    assert.equal(camera.stream, null);
    return Promise.resolve(true);
  });
  camera.hold();
  await settle();
  assert.deepEqual([camera.state, asked, stopped()], ['live', ['Front camera'], 0]);
});

test('a camera that is refused is stopped, and said to be a program', async (t) => {
  const { camera, stopped } = madeCamera(t, () => Promise.resolve(false));
  camera.hold();
  await settle();
  assert.deepEqual([camera.state, camera.stream, stopped()], ['virtual', null, 1]);
});

test('a station that cannot be asked lets no camera on, and is asked again', async (t) => {
  let answer: boolean | null = null;
  const { camera, stopped } = madeCamera(t, () => Promise.resolve(answer));
  camera.hold();
  await settle();
  assert.deepEqual([camera.state, stopped()], ['unasked', 1]);
  answer = true;
  t.mock.timers.tick(10_000);
  await settle();
  assert.equal(camera.state, 'live');
});

test('a camera’s name is cut to what the contract takes', async (t) => {
  const asked: string[] = [];
  const { camera } = madeCamera(
    t,
    (label) => {
      asked.push(label);
      return Promise.resolve(true);
    },
    'x'.repeat(1000),
  );
  camera.hold();
  await settle();
  assert.equal(asked[0]?.length, limits.cameraLabelLength);
  const request = channels['camera.opened'].request;
  assert.ok(request.safeParse({ label: asked[0] }).success);
  assert.ok(!request.safeParse({ label: `${asked[0]}x` }).success);
});
