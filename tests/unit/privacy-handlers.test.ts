import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Channel, Request, Response } from '../../electron/contract/channels.ts';
import { channels } from '../../electron/contract/channels.ts';
import type { Result } from '../../electron/contract/errors.ts';
import type { StationServices } from '../../electron/hosts/services.ts';
import { photoOf } from '../support/people.ts';
import { openSignedOut, tester } from '../support/station.ts';

/** Somebody at a window whom the host says to be an administrator, and somebody who only stands there. */
function voices(services: StationServices) {
  const by =
    (caller: Parameters<StationServices['handle']>[0]) =>
    async <C extends Channel>(channel: C, payload: Request<C>): Promise<Result<Response<C>>> => {
      const answer = (await services.handle(caller, channel, payload)) as Result<Response<C>>;
      if (answer.ok) channels[channel].response.parse(answer.value);
      return answer;
    };
  return {
    operator: by({ id: 'desk', trusted: true, operator: tester }),
    kiosk: by({ id: 'kiosk', trusted: true }),
  };
}

const code = (answer: { ok: boolean; error?: { code: string } }): string =>
  answer.error?.code ?? 'ok';

test('a person’s rights, from enrolment to erasure, by messages', async (t) => {
  const services = await openSignedOut(t);
  const { operator, kiosk } = voices(services);
  const enrolled = await operator('enrol.person', {
    ...{ id: 'ana', name: 'Ana', consent: 'signed a form', keepPhotos: true },
    photos: [photoOf('p01')],
  });
  assert.equal(code(enrolled), 'ok');

  const text = await operator('privacy.consentText', {});
  assert.ok(text.ok && text.value.version === 1);
  assert.equal(code(await operator('people.setPin', { id: 'ana', pin: '1234' })), 'pin-weak');
  const set = await operator('people.setPin', { id: 'ana', pin: '8350' });
  assert.ok(set.ok && set.value.hasPin);

  // Whoever stands there comes in by PIN, and learns nothing else.
  const inside = await kiosk('check.pin', { id: 'ana', pin: '8350' });
  assert.deepEqual(inside.ok && inside.value.person, { id: 'ana', name: 'Ana' });
  const wrong = await kiosk('check.pin', { id: 'ana', pin: '4071' });
  assert.deepEqual(await kiosk('check.pin', { id: 'nobody', pin: '4071' }), wrong);
  assert.equal(code(wrong), 'pin-wrong');
  assert.equal(code(await operator('check.pin', { id: 'nobody', pin: '4071' })), 'unknown-person');
  const data = new Uint8Array(64 * 256);
  const frame = { format: 'RGBA', width: 64, height: 64, stride: 256, data } as const;
  for (const claimedId of ['ana', 'nobody']) {
    const check = await kiosk('check.verify', { frame, claimedId });
    assert.deepEqual(check.ok && check.value.result.claimed, { id: claimedId, name: claimedId });
  }
  const claim = { frame, claimedId: 'nobody' };
  assert.equal(code(await operator('check.verify', claim)), 'unknown-person');
  for (const channel of ['people.withdraw', 'people.export'] as const) {
    assert.equal(code(await kiosk(channel, { id: 'ana' })), 'sign-in-needed');
  }

  const exported = await operator('people.export', { id: 'ana' });
  assert.ok(exported.ok && exported.value.bytes.byteLength > 1000);

  const withdrawn = await operator('people.withdraw', { id: 'ana' });
  assert.ok(withdrawn.ok && withdrawn.value.withdrawn && withdrawn.value.keyDestroyed);
  assert.equal(withdrawn.value.templates + withdrawn.value.photos, 2);
  assert.equal(code(await kiosk('check.pin', { id: 'ana', pin: '8350' })), 'ok');

  const again = await operator('people.consent', { id: 'ana', consent: 'by mail' });
  assert.ok(again.ok && again.value.withdrawnAt === null);
  const ending = await operator('people.setEnd', { id: 'ana', endsAt: Date.now() + 1e9 });
  assert.ok(ending.ok && ending.value.endsAt !== null);
});

test('the policy is changed, run and drafted by messages, and windows are told', async (t) => {
  const services = await openSignedOut(t);
  const { operator } = voices(services);
  const told: string[] = [];
  services.onNotice((notice) => told.push(notice));
  const view = await operator('privacy.view', {});
  assert.ok(view.ok && view.value.lastRun === null);
  const { policy } = view.value;
  const retention = { ...policy.retention, photos: 12 };
  const set = await operator('privacy.set', { ...policy, retention, consentText: 'Other words.' });
  assert.ok(set.ok && set.value.consentTextVersion === 2);
  assert.equal(set.value.policy.retention.photos, 12);
  assert.ok(told.includes('privacy'));
  const run = await operator('privacy.run', {});
  assert.ok(run.ok && run.value.lastRun !== null);
  const file = await operator('privacy.document', {
    ...{ kind: 'record', format: 'html', language: 'de' },
  });
  assert.ok(file.ok && file.value.name.endsWith('.html'));
});
