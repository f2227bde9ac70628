import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test, type TestContext } from 'node:test';
import * as fc from 'fast-check';
import { channelNames, type Channel, type Request } from '../../electron/contract/channels.ts';
import { errorCodes, type Result } from '../../electron/contract/errors.ts';
import type { Caller } from '../../electron/hosts/handle.ts';
import type { StationServices } from '../../electron/hosts/services.ts';
import { changed, strange } from '../support/mutation.ts';
import { photoOf } from '../support/people.ts';
import { openTestServices } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';

const caller: Caller = {
  id: 'hostile',
  trusted: true,
  operator: { name: 'tester', role: 'administrator' },
};
const known: ReadonlySet<string> = new Set(errorCodes);
const frame = {
  format: 'RGBA',
  width: 16,
  height: 16,
  stride: 64,
  data: new Uint8Array(16 * 64),
} as const;
const photo = { kind: 'file', name: 'a.jpg', bytes: photoOf('p01').bytes } as const;
const policy = {
  retention: { templates: 180, photos: 365, events: 90 },
  consentText: 'I agree.',
  controller: '',
  contact: '',
  purpose: '',
  virtualCameras: 'refuse',
} as const;

/** One sensible message of each kind: what is mutated. A new message without one does not compile. */
const sensible: { readonly [C in Channel]: Request<C> } = {
  'station.status': {},
  'station.doctor': {},
  'check.identify': { frame },
  'check.verify': { frame, claimedId: 'ana' },
  'check.pin': { id: 'ana', pin: '7305' },
  'check.end': {},
  'camera.opened': { label: 'camera' },
  'enrol.assess': { photo },
  'enrol.person': { id: 'ana', name: 'Ana', consent: 'in writing', photos: [photo] },
  'people.list': { query: '', offset: 0, limit: 10 },
  'people.get': { id: 'ana' },
  'people.addPhotos': { id: 'ana', photos: [photo] },
  'people.picture': { id: 'ana' },
  'people.remove': { id: 'nobody' },
  'people.withdraw': { id: 'nobody' },
  'people.consent': { id: 'ana', consent: 'in writing' },
  'people.setPin': { id: 'ana', pin: '7305' },
  'people.setEnd': { id: 'ana', endsAt: 4_000_000_000_000 },
  'people.export': { id: 'nobody' },
  'events.list': { limit: 10, query: 'a', kinds: ['enrol'], from: 0, to: 1 },
  'log.verify': {},
  'log.export': { format: 'csv', from: 0, to: 1 },
  'recognition.get': {},
  'recognition.setRisk': { mode: 'identify', risk: { dial: 'balanced', target: 0.001 } },
  'packs.list': {},
  'packs.fetch': { name: 'nobody' },
  'packs.progress': {},
  'packs.use': { name: 'nobody' },
  'training.get': {},
  'training.start': { kind: 'head' },
  'training.stop': {},
  'training.adopt': {},
  'training.discard': {},
  'training.back': {},
  'access.view': {},
  'access.begin': {
    protection: 'file',
    administrator: { name: 'eve', password: 'a long password' },
  },
  'access.unlock': { passphrase: 'not the passphrase' },
  'access.signIn': { name: 'eve', password: 'a long password' },
  'access.signOut': {},
  'access.confirm': { password: 'a long password' },
  'access.touch': {},
  'access.changePassword': { password: 'a long password', next: 'a longer password' },
  'users.list': {},
  'users.add': { name: 'rita', role: 'receptionist', password: 'a long password' },
  'users.change': { name: 'rita', role: 'auditor' },
  'users.remove': { name: 'rita' },
  'keys.view': {},
  'keys.rotate': {},
  'keys.protect': { protection: 'file' },
  'keys.newRecovery': {},
  'keys.recoveryKept': {},
  'backups.list': {},
  'backups.make': {},
  'backups.restore': { name: 'nothing.backup' },
  'backups.acceptLoss': {},
  'privacy.view': {},
  'privacy.set': policy,
  'privacy.run': {},
  'privacy.document': { kind: 'record', format: 'html', language: 'en' },
  'privacy.consentText': {},
};

let services: StationServices;
let outside: string;
let dataDir: string;

before(async (t) => {
  const context = t as TestContext;
  const folder = temporaryDir(context);
  outside = join(folder, 'outside');
  dataDir = join(folder, 'data');
  mkdirSync(outside);
  writeFileSync(join(outside, 'theirs.txt'), 'not the station’s');
  services = await openTestServices(context, { dataDir });
});

/** Sends it and checks that what comes back is a result with a known code. */
async function send(channel: unknown, payload: unknown, from: Caller = caller): Promise<string> {
  const result = (await services.handle(from, channel, payload)) as Result<unknown>;
  if (result.ok) return 'ok';
  assert.ok(known.has(result.error.code), result.error.code);
  if (result.error.code === 'internal') assert.fail(`${String(channel)} ${shown(payload)}`);
  return result.error.code;
}

/** Everything below a folder, with sizes and times: what touching it would change. */
function picture(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((path) => {
      const { size, mtimeMs } = statSync(join(folder, path));
      return `${path} ${size} ${mtimeMs}`;
    })
    .join('\n');
}

test('a message that is anything at all gets a code, on every channel', async () => {
  const seen = picture(outside);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...channelNames), strange, async (channel, payload) => {
      await send(channel, payload);
    }),
    { numRuns: 600 },
  );
  assert.equal(picture(outside), seen);
});

test('a sensible message with one part changed gets an answer or a code, on every channel', async () => {
  const seen = picture(outside);
  for (const channel of channelNames) {
    await fc.assert(
      fc.asyncProperty(fc.nat(), strange, async (at, value) => {
        await send(channel, changed(sensible[channel], at, value));
      }),
      { numRuns: heavy.has(channel) ? 4 : 12 },
    );
  }
  assert.equal(picture(outside), seen);
});

test('names that are paths are no names anywhere', async () => {
  const names = [
    '../../outside/theirs.txt',
    '..',
    '.',
    '/etc/passwd',
    'C:\\Windows',
    'a/../../b',
    'a\\..\\b',
    'a\u0000.backup',
    '%2e%2e%2f',
    'con',
    '-rf',
    'a'.repeat(5000),
  ];
  const seen = picture(outside);
  for (const name of names) {
    for (const [channel, payload] of [
      ['packs.use', { name }],
      ['packs.fetch', { name }],
      ['backups.restore', { name }],
      ['training.start', { kind: 'encoder', folder: name }],
      ['people.picture', { id: name }],
      ['enrol.person', { id: name, name, consent: 'in writing', photos: [] }],
    ] as const) {
      assert.notEqual(await send(channel, payload), 'ok', `${channel} ${name}`);
    }
  }
  assert.equal(picture(outside), seen);
});

test('what is no channel is refused, whatever it is called', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.anything()), async (channel) => {
      fc.pre(!channelNames.includes(channel as Channel));
      assert.equal(await send(channel, {}), 'invalid-request');
    }),
    { numRuns: 200 },
  );
  for (const channel of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    assert.equal(await send(channel, {}), 'invalid-request');
  }
});

test('a sender that is not our page is refused before anything of its message is read', async () => {
  const trap = new Proxy({}, { get: () => assert.fail('it was read') });
  for (const channel of channelNames) {
    const stranger = { id: 'stranger', trusted: false };
    assert.equal(await send(channel, trap, stranger), 'not-allowed', channel);
  }
});

/** Messages that cost a hash, a model or a new station each. */
const heavy: ReadonlySet<Channel> = new Set<Channel>([
  'access.begin',
  'access.unlock',
  'access.signIn',
  'access.confirm',
  'access.changePassword',
  'users.add',
  'users.change',
  'keys.rotate',
  'keys.protect',
  'keys.newRecovery',
  'backups.make',
  'check.pin',
  'people.setPin',
  'enrol.assess',
  'enrol.person',
  'people.addPhotos',
  'station.doctor',
]);

function shown(payload: unknown): string {
  return fc.stringify(payload).slice(0, 300);
}
