import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstConsentText } from '../../electron/contract/consent-text.ts';
import { addPhotosRequestSchema } from '../../electron/contract/messages.ts';
import { consentEvent } from '../../electron/station/privacy/privacy-event.ts';
import { day, madePrivacy } from '../support/made-privacy.ts';
import { along, encoder, faceOf, madeStation, photo } from '../support/made-station.ts';

type Answer = { ok: boolean; error?: { code: string } };
const code = (answer: Answer): string => answer.error?.code ?? 'ok';

test('whoever withdraws their consent leaves no template and no photo, and stays by name with a PIN', async () => {
  const { privacy, enrol, db, directory, roster, vault } = madePrivacy();
  enrol('ana', { photo: true });
  await privacy.rights.setPin('ana', '8350');
  const keys = vault.persons.count();
  const receipt = privacy.rights.withdraw('ana');
  assert.ok(receipt.ok);
  const { templates, photos, withdrawn, keyDestroyed, name } = receipt.value;
  assert.deepEqual(
    { templates, photos, withdrawn, keyDestroyed, name },
    { templates: 1, photos: 1, withdrawn: true, keyDestroyed: true, name: 'Name of ana' },
  );
  for (const table of ['templates', 'enrolment_photos']) {
    assert.equal(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), 0);
  }
  assert.equal(vault.persons.count(), keys);
  const search = roster.current();
  assert.ok(search.ok && search.value.size === 0);
  const person = directory.get('ana');
  assert.ok(person.ok && person.value.withdrawnAt !== null && person.value.hasPin);
  assert.ok((await privacy.checkPin('ana', '8350', false)).ok);
});

test('nothing of a face is added for somebody who withdrew, until a new consent is noted', async () => {
  const { privacy, enrol, people, events } = madePrivacy();
  enrol('ana');
  privacy.rights.withdraw('ana');
  const template = {
    ...{ encoderSha256: encoder.sha256, encoding: along(0), quality: 0.8 },
    ...{ source: 'b.jpg', createdAt: 1 },
  };
  const add = () => people.addTemplates('ana', [template], [], null);
  assert.equal(code(add()), 'consent-withdrawn');
  assert.equal(code(people.addMissingTemplates('ana', [template])), 'consent-withdrawn');
  assert.equal(code(privacy.rights.withdraw('ana')), 'consent-withdrawn');
  const again = privacy.rights.consent('ana', 'asked to be recognised again, by mail');
  assert.ok(again.ok && again.value.withdrawnAt === null && again.value.consentTextVersion === 1);
  assert.equal(code(add()), 'ok');
  const rows = events.list(10);
  assert.ok(rows.ok);
  assert.deepEqual(
    rows.value.events.filter(({ kind }) => kind === 'consent').map(({ detail }) => detail),
    ['given', 'withdrawn'],
  );
});

test('photos of somebody who withdrew are not even looked at', async () => {
  const looked: string[] = [];
  const look = (name: string) => () => {
    looked.push(name);
    return faceOf(0);
  };
  const { enrolment, roster, people } = madeStation({ 'a.jpg': look('a'), 'b.jpg': look('b') });
  const enrolled = await enrolment.enrol({
    ...{ id: 'ana', name: 'Ana', consent: 'signed' },
    photos: [photo('a.jpg')],
  });
  assert.ok(enrolled.ok);
  assert.ok(roster.withdraw('ana', consentEvent('ana', 1, 'withdrawn')).ok);
  const request = addPhotosRequestSchema.parse({ id: 'ana', photos: [photo('b.jpg')] });
  assert.equal(code(await enrolment.addPhotos(request)), 'consent-withdrawn');
  assert.deepEqual(looked, ['a']);
  assert.ok(people.get('ana', encoder.sha256).ok);
});

test('nobody is enrolled without a note of how they agreed, nor kept by the store', async () => {
  const { enrolment, people } = madeStation({ 'a.jpg': faceOf(0) });
  for (const consent of ['', '  ', '\n']) {
    const request = { id: 'ana', name: 'Ana', consent, photos: [photo('a.jpg')] };
    assert.equal(code(await enrolment.enrol(request)), 'consent-missing');
    const person = { id: 'ana', name: 'Ana', consent, enrolledAt: 1 };
    assert.equal(code(people.add(person, [], [], [])), 'consent-missing');
  }
  assert.equal(code(people.get('ana', encoder.sha256)), 'unknown-person');
});

test('a consent is kept with its text’s version, who wrote it down and when', () => {
  const { privacy, enrol, directory, time } = madePrivacy();
  enrol('ana');
  const person = directory.get('ana');
  assert.ok(person.ok);
  const { consent, consentAt, consentTextVersion, consentBy } = person.value;
  assert.deepEqual(
    { consent, consentAt, consentTextVersion, consentBy },
    { consent: 'signed a form', consentAt: time.now, consentTextVersion: 1, consentBy: 'os:made' },
  );
  assert.equal(code(privacy.rights.consent('ana', '  ')), 'consent-missing');
  assert.equal(code(privacy.rights.consent('nobody', 'signed')), 'unknown-person');
});

test('a changed text is a new version, and who agreed to an older one stays noted as such', async () => {
  const { privacy, store, enrol, directory } = madePrivacy();
  enrol('ana');
  const policy = privacy.policy();
  assert.ok(policy.ok && policy.value.consentText === firstConsentText);
  const change = { ...policy.value, consentText: 'Another text.' };
  const set = await privacy.setPolicy(change);
  assert.ok(set.ok && set.value.consentTextVersion === 2);
  // The same once more, or another setting, is no new version.
  assert.ok((await privacy.setPolicy({ ...change, controller: 'Example Ltd' })).ok);
  const texts = store.consentTexts();
  assert.ok(texts.ok);
  assert.deepEqual(
    texts.value.map(({ version, text }) => [version, text]),
    [
      [1, firstConsentText],
      [2, 'Another text.'],
    ],
  );
  const person = directory.get('ana');
  assert.ok(person.ok && person.value.consentTextVersion === 1);
  enrol('ben');
  const newer = directory.get('ben');
  assert.ok(newer.ok && newer.value.consentTextVersion === 2);
});

test('a change of the policy is a row that says which parts, and no change is none', async () => {
  const { privacy, events } = madePrivacy();
  const policy = privacy.policy();
  assert.ok(policy.ok);
  assert.deepEqual(policy.value.retention, { templates: 180, photos: 365, events: 90 });
  assert.equal(policy.value.virtualCameras, 'refuse');
  assert.ok((await privacy.setPolicy(policy.value)).ok);
  const retention = { templates: 30, photos: null, events: 90 };
  assert.ok((await privacy.setPolicy({ ...policy.value, retention, virtualCameras: 'allow' })).ok);
  const rows = events.list(10);
  assert.ok(rows.ok);
  assert.deepEqual(
    rows.value.events.map(({ kind, detail, actor }) => [kind, detail, actor]),
    [['privacy', 'templates 30 d, photos never, virtual cameras allow', 'os:made']],
  );
});

test('an end date is a moment to come, or none', () => {
  const { privacy, enrol, time } = madePrivacy();
  enrol('ana');
  const { rights } = privacy;
  for (const endsAt of [time.now, time.now - day, NaN, 9e15]) {
    assert.equal(code(rights.setEnd('ana', endsAt)), 'invalid-request');
  }
  const set = rights.setEnd('ana', time.now + day);
  assert.ok(set.ok && set.value.endsAt === time.now + day);
  const cleared = rights.setEnd('ana', null);
  assert.ok(cleared.ok && cleared.value.endsAt === null);
  assert.equal(code(rights.setEnd('nobody', null)), 'unknown-person');
});
