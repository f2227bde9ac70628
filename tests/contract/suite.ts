import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { z } from 'zod';
import { channels, type Channel, type Request } from '../../electron/contract/channels.ts';
import { errorCodes } from '../../electron/contract/errors.ts';
import type { Frame } from '../../electron/contract/frame.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import type { StationServices } from '../../electron/hosts/services.ts';
import { photoOf } from '../support/people.ts';
import { openSignedOut, openTestServices, tester } from '../support/station.ts';

export interface Connection {
  readonly transport: Transport;
  /** Sends anything at all, past the types, as a page that broke out could. */
  raw(channel: string, payload: unknown): Promise<unknown>;
}

export type Connect = (t: TestContext, services: StationServices) => Promise<Connection>;

const failureSchema = z.strictObject({
  ok: z.literal(false),
  error: z.strictObject({ code: z.enum(errorCodes), message: z.string().min(1) }),
});

const enrolAna: Request<'enrol.person'> = {
  id: 'ana',
  name: 'Ana',
  consent: 'in writing',
  photos: [photoOf('p01')],
};

const encoderWish: Request<'training.start'> & { kind: 'encoder' } = {
  kind: 'encoder',
  folder: 'staff',
  minutes: 5,
  size: 64,
  margin: 0.2,
  mining: 'semi-hard',
  resume: false,
};

/** What holds whichever way the messages travel. */
export function contractSuite(name: string, connect: Connect): void {
  const promise = (title: string, run: (t: TestContext, c: Connection) => Promise<void>): void => {
    test(`${name}: ${title}`, async (t) => run(t, await connect(t, await openTestServices(t))));
  };

  promise('every answer fits its schema', async (_, { transport }) => {
    const enrolled = await fitting(transport, 'enrol.person', enrolAna);
    assert.equal(enrolled.templates, 1);
    await fitting(transport, 'station.status', {});
    await fitting(transport, 'station.doctor', {});
    await fitting(transport, 'enrol.assess', { photo: photoOf('p02') });
    await fitting(transport, 'check.identify', { frame: greyFrame() });
    await fitting(transport, 'check.verify', { frame: greyFrame(), claimedId: 'ana' });
    await fitting(transport, 'check.end', {});
    await fitting(transport, 'people.list', { query: 'an', offset: 0, limit: 10 });
    await fitting(transport, 'people.get', { id: 'ana' });
    const more = { id: 'ana', photos: [photoOf('p01', 2)], keepPhotos: true };
    await fitting(transport, 'people.addPhotos', more);
    const { jpeg } = await fitting(transport, 'people.picture', { id: 'ana' });
    assert.deepEqual(jpeg?.subarray(0, 2), Uint8Array.of(0xff, 0xd8));
    await fitting(transport, 'events.list', { limit: 10 });
    await fitting(transport, 'recognition.get', {});
    await fitting(transport, 'packs.list', {});
    await fitting(transport, 'packs.progress', {});
    await fitting(transport, 'packs.fetch', { name: 'core' });
    const change = await fitting(transport, 'packs.use', { name: 'core' });
    assert.deepEqual(change, {
      from: 'core',
      to: 'core',
      comparable: 1,
      reencoded: 0,
      enrolAgain: [],
    });
    const training = await fitting(transport, 'training.get', {});
    assert.equal(training.site.people, 1);
    await fitting(transport, 'people.remove', { id: 'ana' });
  });

  promise('every answer about trust fits its schema', async (_, { transport }) => {
    const id = 'ana';
    await fitting(transport, 'enrol.person', enrolAna);
    const view = await fitting(transport, 'access.view', {});
    assert.deepEqual(view.operator, tester);
    await fitting(transport, 'access.touch', {});
    const user = { name: 'Ben', role: 'auditor', password: 'drei rote Äpfel' } as const;
    assert.equal((await fitting(transport, 'users.add', user)).length, 1);
    await fitting(transport, 'users.change', { name: 'ben', disabled: true });
    await fitting(transport, 'users.list', {});
    await fitting(transport, 'users.remove', { name: 'BEN' });
    await fitting(transport, 'keys.view', {});
    await fitting(transport, 'keys.rotate', {});
    await fitting(transport, 'keys.newRecovery', {});
    await fitting(transport, 'keys.recoveryKept', {});
    await fitting(transport, 'privacy.consentText', {});
    const { policy } = await fitting(transport, 'privacy.view', {});
    await fitting(transport, 'privacy.set', policy);
    await fitting(transport, 'privacy.run', {});
    const document = { kind: 'record', format: 'markdown', language: 'en' } as const;
    await fitting(transport, 'privacy.document', document);
    await fitting(transport, 'people.consent', { id, consent: 'once more, in writing' });
    await fitting(transport, 'people.setPin', { id, pin: '7391' });
    await fitting(transport, 'check.pin', { id, pin: '7391' });
    await fitting(transport, 'people.setEnd', { id, endsAt: 4_000_000_000_000 });
    await fitting(transport, 'people.export', { id });
    await fitting(transport, 'people.withdraw', { id });
    await fitting(transport, 'camera.opened', { label: 'Integrated Camera' });
    await fitting(transport, 'backups.make', {});
    await fitting(transport, 'backups.list', {});
    await fitting(transport, 'log.export', { format: 'jsonl' });
    const report = await fitting(transport, 'log.verify', {});
    assert.deepEqual([report.ok, report.damage], [true, undefined]);
  });

  test(`${name}: nobody signed in may check and see the state, and nothing else`, async (t) => {
    const { transport } = await connect(t, await openSignedOut(t));
    const administrator = { name: 'ana', password: 'drei rote Äpfel' };
    const page = { query: '', offset: 0, limit: 1 };
    const codeOf = async <C extends Channel>(channel: C, payload: Request<C>): Promise<string> => {
      const answer = await transport.request(channel, payload);
      return answer.ok ? 'ok' : answer.error.code;
    };
    assert.equal(await codeOf('people.list', page), 'sign-in-needed');
    await fitting(transport, 'check.identify', { frame: greyFrame() });
    const begun = await fitting(transport, 'access.begin', { protection: 'file', administrator });
    assert.deepEqual(begun.view.operator, { name: 'ana', role: 'administrator' });
    assert.equal(await codeOf('people.list', page), 'ok');
    const out = await fitting(transport, 'access.signOut', {});
    assert.equal(out.operator, null);
    assert.equal(await codeOf('people.list', page), 'sign-in-needed');
    const wrong = { ...administrator, password: 'vier grüne Birnen' };
    assert.equal(await codeOf('access.signIn', wrong), 'sign-in-wrong');
    const { recoveryKey } = begun;
    assert.equal((await fitting(transport, 'access.unlock', { recoveryKey })).state, 'open');
    await fitting(transport, 'access.signIn', administrator);
    assert.equal(await codeOf('keys.rotate', {}), 'confirm-needed');
    await fitting(transport, 'access.confirm', { password: administrator.password });
    assert.equal(await codeOf('keys.rotate', {}), 'ok');
  });

  promise('what training cannot do now is refused with its reason', async (_, { transport }) => {
    const nowhere = await transport.request('training.start', { ...encoderWish, folder: 'nobody' });
    assert.equal(nowhere.ok ? '' : nowhere.error.code, 'training-data');
    for (const [channel, code] of [
      ['training.stop', 'invalid-request'],
      ['training.adopt', 'training-none'],
      ['training.discard', 'training-none'],
      ['training.back', 'training-none'],
    ] as const) {
      const refused = await transport.request(channel, {});
      assert.equal(refused.ok ? '' : refused.error.code, code, channel);
    }
  });

  promise(
    'the bytes of a photo arrive whole: a known face is enrolled',
    async (_, { transport }) => {
      await fitting(transport, 'enrol.person', enrolAna);
      const { people } = await fitting(transport, 'people.list', {
        query: '',
        offset: 0,
        limit: 9,
      });
      assert.deepEqual(
        people.map(({ id, name: who, templates }) => ({ id, who, templates })),
        [{ id: 'ana', who: 'Ana', templates: 1 }],
      );
    },
  );

  promise('what goes wrong is a value of the closed set', async (_, { transport }) => {
    const answer = await transport.request('people.get', { id: 'nobody' });
    assert.equal(failureSchema.parse(answer).error.code, 'unknown-person');
  });

  promise('whoever is connected is told of changes', async (_, { transport }) => {
    const told = new Promise<void>((resolve) => {
      transport.onNotice((notice) => notice === 'people' && resolve());
    });
    await fitting(transport, 'enrol.person', enrolAna);
    await told;
  });

  promise(
    'a risk that is set holds, and one beyond the data is refused',
    async (_, { transport }) => {
      const before = await fitting(transport, 'recognition.get', {});
      const risk = { dial: 'convenience', target: 1e-2 } as const;
      const after = await fitting(transport, 'recognition.setRisk', { mode: 'identify', risk });
      assert.equal(after.identify.dial, 'convenience');
      assert.ok(after.identify.threshold > before.identify.threshold);
      const beyond = { dial: 'custom', target: 1e-9 } as const;
      const refused = await transport.request('recognition.setRisk', {
        mode: 'verify',
        risk: beyond,
      });
      assert.equal(refused.ok ? '' : refused.error.code, 'target-unsupported');
    },
  );

  promise('a pack that cannot be used is refused with its reason', async (_, { transport }) => {
    const missing = await transport.request('packs.use', { name: 'nobodys' });
    assert.equal(missing.ok ? '' : missing.error.code, 'pack-unknown');
    const absent = await transport.request('packs.use', { name: 'zoo' });
    assert.equal(absent.ok ? '' : absent.error.code, 'pack-incomplete');
  });

  promise(
    'messages that are none are refused, and nothing is done',
    async (_, { transport, raw }) => {
      await fitting(transport, 'enrol.person', enrolAna);
      for (const [channel, payload] of hostileMessages()) {
        const answer = failureSchema.safeParse(await raw(channel, payload));
        assert.ok(answer.success, `${channel} ${JSON.stringify(payload)?.slice(0, 80)}`);
        assert.match(answer.data.error.code, /^(invalid-request|not-allowed)$/);
      }
      const { total } = await fitting(transport, 'people.list', { query: '', offset: 0, limit: 9 });
      assert.equal(total, 1);
    },
  );

  promise('a frame that lies about its size is never looked at', async (_, { raw }) => {
    for (const lie of lyingFrames()) {
      const answer = failureSchema.parse(await raw('check.identify', { frame: lie }));
      assert.equal(answer.error.code, 'invalid-request');
    }
  });

  promise('many questions at once each get their own answer', async (_, { transport }) => {
    const ids = Array.from({ length: 40 }, (_unused, i) => `nobody-${i}`);
    const answers = await Promise.all(ids.map((id) => transport.request('people.get', { id })));
    answers.forEach((answer, i) => {
      assert.ok(!answer.ok && answer.error.message.includes(`nobody-${i}`));
    });
  });
}

async function fitting<C extends Channel>(
  transport: Transport,
  channel: C,
  payload: Request<C>,
): Promise<z.output<(typeof channels)[C]['response']>> {
  const answer = await transport.request(channel, payload);
  assert.ok(answer.ok, `${channel}: ${answer.ok ? '' : answer.error.message}`);
  const parsed = channels[channel].response.parse(answer.value);
  assert.deepEqual(parsed, answer.value);
  return parsed as z.output<(typeof channels)[C]['response']>;
}

function greyFrame(): Frame {
  const [width, height] = [64, 48];
  const data = new Uint8Array(width * height + (width * height) / 2).fill(128);
  return { format: 'I420', width, height, stride: width, data };
}

function lyingFrames(): unknown[] {
  const frame = greyFrame();
  return [
    { ...frame, width: 65 },
    { ...frame, height: 4096 },
    { ...frame, stride: 32 },
    { ...frame, format: 'RGBA' },
    { ...frame, format: 'NV12' },
    { ...frame, width: NaN },
    { ...frame, width: 64.5 },
    { ...frame, width: -64 },
    { ...frame, data: [...frame.data] },
    { ...frame, data: frame.data.subarray(1) },
    { ...frame, data: new Uint8Array(0) },
    { ...frame, extra: true },
  ];
}

function hostileMessages(): [channel: string, payload: unknown][] {
  return [
    ['people.erase-all', {}],
    ['__proto__', {}],
    ['constructor', {}],
    ['', {}],
    ['people.remove', {}],
    ['people.remove', { id: '' }],
    ['people.remove', { id: '../ana' }],
    ['people.remove', { id: ['ana'] }],
    ['people.remove', { id: 'ana', also: 'ben' }],
    ['people.remove', null],
    ['people.remove', 'ana'],
    ['people.list', { query: 'x', offset: -1, limit: 10 }],
    ['people.list', { query: 'x', offset: 0, limit: 1e9 }],
    ['enrol.person', { ...enrolAna, id: 'eve', consent: '  ' }],
    ['enrol.person', { ...enrolAna, id: 'eve', consent: undefined }],
    ['enrol.person', { ...enrolAna, id: 'eve', name: '' }],
    ['enrol.person', { ...enrolAna, id: 'eve', name: 'Eve\u0000' }],
    ['enrol.person', { ...enrolAna, id: 'eve', photos: [] }],
    ['enrol.person', { ...enrolAna, id: 'eve', photos: [{ kind: 'path', name: '/etc/passwd' }] }],
    ['events.list', { limit: 0 }],
    ['station.status', { verbose: true }],
    ['people.addPhotos', { id: 'ana', photos: [] }],
    ['people.picture', { id: '../ana' }],
    ['packs.use', { name: '../zoo' }],
    ['packs.use', { name: 'zoo', from: '/tmp' }],
    ['packs.fetch', { name: 'zoo', address: 'https://attacker.example/' }],
    ['recognition.setRisk', { mode: 'verify', risk: { dial: 'custom', target: 0 } }],
    ['recognition.setRisk', { mode: 'verify', risk: { dial: 'custom', target: NaN } }],
    ['recognition.setRisk', { mode: 'door', risk: { dial: 'strict', target: 1e-6 } }],
    ['training.start', { ...encoderWish, folder: '../staff' }],
    ['training.start', { ...encoderWish, folder: '.state' }],
    ['training.start', { ...encoderWish, minutes: NaN }],
    ['training.start', { ...encoderWish, size: 65 }],
    ['training.start', { ...encoderWish, out: '/tmp' }],
    ['training.start', { kind: 'head', folder: 'staff' }],
    ['training.adopt', { pack: 'zoo' }],
    ['access.signIn', { name: ':recovery', password: 'x' }],
    ['access.signIn', { name: 'ana', password: 'x', role: 'administrator' }],
    ['access.unlock', { passphrase: 'x', recoveryKey: 'y' }],
    ['access.confirm', { password: '' }],
    ['users.add', { name: 'eve', role: 'root', password: 'drei rote Äpfel' }],
    ['users.change', { name: 'eve\u202e', disabled: true }],
    ['keys.protect', { protection: 'none' }],
    ['people.setPin', { id: 'ana', pin: '12' }],
    ['log.export', { format: 'xml' }],
    ['backups.restore', { name: '../backup' }],
    ['privacy.set', {}],
    ['privacy.document', { kind: 'record', format: 'html', language: 'xx' }],
  ];
}
