import assert from 'node:assert/strict';
import { createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto';
import { test } from 'node:test';
import { newPassphrase, plainPassphrase } from '../../electron/hosts/privacy/passphrase.ts';
import { distinctEvent } from '../../electron/station/operator-event.ts';
import { checkEvent } from '../../electron/station/check-event.ts';
import { firstConsentText } from '../../electron/contract/consent-text.ts';
import { along } from '../support/made-station.ts';
import { madePrivacy } from '../support/made-privacy.ts';

interface Envelope {
  readonly iterations: number;
  readonly salt: string;
  readonly nonce: string;
  readonly sealed: string;
}

interface Data {
  readonly format: string;
  readonly person: { readonly id: string; readonly name: string; readonly pinSetAt: string | null };
  readonly consents: { readonly note: string; readonly withdrawnAt: string | null }[];
  readonly consentTexts: { readonly version: number; readonly text: string }[];
  readonly templates: { readonly encoding: number[]; readonly encoder: string }[];
  readonly photos: { readonly jpeg: string }[];
  readonly events: { readonly kind: string; readonly claimed: boolean }[];
}

function envelopeIn(html: string): Envelope {
  const [, text] =
    /<script type="application\/json" id="sealed">([^<]*)<\/script>/u.exec(html) ?? [];
  assert.ok(text);
  return JSON.parse(text) as Envelope;
}

/** What the page does with Web Crypto, by another implementation. */
function openEnvelope({ iterations, salt, nonce, sealed }: Envelope, passphrase: string): Data {
  const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');
  const secret = plainPassphrase(passphrase);
  const key = pbkdf2Sync(secret, bytes(salt), iterations, 32, 'sha256');
  const all = bytes(sealed);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes(nonce));
  decipher.setAuthTag(all.subarray(-16));
  const plain = Buffer.concat([decipher.update(all.subarray(0, -16)), decipher.final()]);
  return JSON.parse(plain.toString('utf8')) as Data;
}

async function exported(made: ReturnType<typeof madePrivacy>, id: string) {
  const file = await made.privacy.exportPerson(id);
  assert.ok(file.ok, JSON.stringify(file));
  const html = Buffer.from(file.value.bytes).toString('utf8');
  return { ...file.value, html, data: openEnvelope(envelopeIn(html), file.value.passphrase) };
}

test('the file holds everything that is kept, and nothing of it in plain', async () => {
  const made = madePrivacy();
  made.enrol('ana', { photo: true });
  await made.privacy.rights.setPin('ana', '8350');
  const { html, data, name } = await exported(made, 'ana');
  assert.equal(name, 'threshold-ana.html');
  assert.equal(data.format, 'threshold-subject-data');
  assert.equal(data.person.name, 'Name of ana');
  assert.ok(data.person.pinSetAt !== null);
  assert.equal(data.consents[0]?.note, 'signed a form');
  assert.deepEqual(
    data.consentTexts.map(({ version, text }) => [version, text]),
    [[1, firstConsentText]],
  );
  assert.deepEqual(data.templates[0]?.encoding, [...along(0)]);
  assert.equal(Buffer.from(data.photos[0]?.jpeg ?? '', 'base64').toString(), 'the face of ana');
  assert.deepEqual(
    data.events.map(({ kind }) => kind),
    ['pin'],
  );
  for (const secret of ['Name of ana', 'signed a form', 'the face of ana']) {
    assert.ok(!html.includes(secret), secret);
    assert.ok(!html.includes(Buffer.from(secret).toString('base64').slice(0, -2)), secret);
  }
});

test('the key costs 600,000 rounds of PBKDF2 and salt and nonce are new each time', async () => {
  const made = madePrivacy();
  made.enrol('ana');
  const files = [await exported(made, 'ana'), await exported(made, 'ana')];
  const envelopes = files.map(({ html }) => envelopeIn(html));
  for (const { iterations } of envelopes) assert.ok(iterations >= 600_000);
  for (const field of ['salt', 'nonce', 'sealed'] as const) {
    assert.notEqual(envelopes[0]?.[field], envelopes[1]?.[field]);
  }
  assert.notEqual(files[0]?.passphrase, files[1]?.passphrase);
});

test('a wrong passphrase or one flipped bit opens nothing', async () => {
  const made = madePrivacy();
  made.enrol('ana');
  const { html, passphrase } = await exported(made, 'ana');
  const envelope = envelopeIn(html);
  assert.throws(() => openEnvelope(envelope, newPassphrase()));
  const bytes = Buffer.from(envelope.sealed, 'base64');
  bytes[10] = (bytes[10] ?? 0) ^ 1;
  assert.throws(() => openEnvelope({ ...envelope, sealed: bytes.toString('base64') }, passphrase));
});

test('the page allows its own script and style only, and refers to nothing outside', async () => {
  const made = madePrivacy();
  made.enrol('ana');
  const { html } = await exported(made, 'ana');
  const [, policy = ''] =
    /http-equiv="Content-Security-Policy" content="([^"]*)"/u.exec(html) ?? [];
  const hash = (text: string): string =>
    `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const [, script = ''] = /<script>([^]*?)<\/script>/u.exec(html) ?? [];
  const [, style = ''] = /<style>([^]*?)<\/style>/u.exec(html) ?? [];
  assert.deepEqual(policy.split('; '), [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  assert.doesNotMatch(html, /https?:|\bsrc=|<link|@import|url\(/u);
});

test('that somebody’s data left is a row of the log, and without the row there is no file', async () => {
  const made = madePrivacy();
  made.enrol('ana');
  await exported(made, 'ana');
  const rows = made.events.list(1);
  assert.ok(rows.ok);
  const [row] = rows.value.events;
  assert.deepEqual([row?.kind, row?.personId, row?.actor], ['export', 'ana', 'os:made']);
  made.db.exec('CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(FAIL, "full"); END');
  assert.equal((await made.privacy.exportPerson('ana')).ok, false);
});

test('rows that name somebody else too are there without them', async () => {
  const made = madePrivacy();
  made.enrol('ana');
  made.enrol('badge-4711');
  const duplicate = { person: { id: 'ana', name: 'Ana' }, distance: 0.1, threshold: 0.2 };
  made.events.append(distinctEvent('badge-4711', duplicate, 1));
  const timings = { decode: 0, detect: 0, align: 0, encode: 0, match: 0, total: 0 };
  const ana = { id: 'ana', name: 'Ana' };
  const claim = { outcome: 'no-match', person: null, claimed: ana, distance: 1 } as const;
  made.events.append(checkEvent({ ...claim, threshold: 0.3, timings }, 2, 'camera'));
  const { data } = await exported(made, 'ana');
  assert.deepEqual(
    data.events.map(({ kind, claimed }) => [kind, claimed]),
    [
      ['distinct', true],
      ['verify', true],
    ],
  );
  assert.ok(!JSON.stringify(data).includes('badge-4711'));
  assert.ok(!JSON.stringify(data).includes('os:made'));
});

test('somebody whose row was altered gets no part of their data as if it were all', async () => {
  const made = madePrivacy();
  made.enrol('ana', { photo: true });
  made.db.prepare('UPDATE enrolment_photos SET sealed = zeroblob(40)').run();
  const refused = await made.privacy.exportPerson('ana');
  assert.equal(!refused.ok && refused.error.code, 'sealed-unreadable');
  const unknown = await made.privacy.exportPerson('nobody');
  assert.equal(!unknown.ok && unknown.error.code, 'unknown-person');
});

test('whoever withdrew still gets what is left', async () => {
  const made = madePrivacy();
  made.enrol('ana', { photo: true });
  made.privacy.rights.withdraw('ana');
  const { data } = await exported(made, 'ana');
  assert.deepEqual([data.templates, data.photos], [[], []]);
  assert.ok(data.consents[0]?.withdrawnAt !== null);
});

test('a passphrase has over 100 bits, is typed without care for case and dashes, and has no look-alikes', () => {
  const passphrases = new Set(Array.from({ length: 200 }, newPassphrase));
  assert.equal(passphrases.size, 200);
  for (const passphrase of passphrases) {
    assert.match(passphrase, /^([2-9a-hjkmnp-z]{4}-){5}[2-9a-hjkmnp-z]{4}$/u);
    const typed = passphrase.toUpperCase().replaceAll('-', ' ');
    assert.equal(plainPassphrase(typed), plainPassphrase(passphrase));
  }
  const letters = new Set([...passphrases].join('').replaceAll('-', ''));
  assert.ok(24 * Math.log2(letters.size) > 100);
});
