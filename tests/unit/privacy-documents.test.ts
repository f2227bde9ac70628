import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  documentFormats,
  documentKinds,
  documentLanguages,
} from '../../electron/contract/trust.ts';
import { day, madePrivacy } from '../support/made-privacy.ts';

type Made = ReturnType<typeof madePrivacy>;
type Wish = Parameters<Made['privacy']['document']>[0];

async function draft({ privacy }: Made, wish: Partial<Wish> = {}): Promise<string> {
  const file = await privacy.document({
    kind: 'record',
    format: 'markdown',
    language: 'en',
    ...wish,
  });
  assert.ok(file.ok, JSON.stringify(file));
  return Buffer.from(file.value.bytes).toString('utf8');
}

async function setPolicy(
  { privacy }: Made,
  change: Partial<Parameters<Made['privacy']['setPolicy']>[0]>,
): Promise<void> {
  const policy = privacy.policy();
  assert.ok(policy.ok);
  assert.ok((await privacy.setPolicy({ ...policy.value, ...change })).ok);
}

for (const kind of documentKinds) {
  for (const language of documentLanguages) {
    for (const format of documentFormats) {
      test(`the ${kind} is drafted in ${language} as ${format}, with blanks for what only the operator knows`, async () => {
        const made = madePrivacy();
        made.enrol('ana', { photo: true });
        const text = await draft(made, { kind, language, format });
        assert.ok(!/undefined|NaN|\[object/u.test(text));
        const blanks = text.match(
          format === 'html' ? /<mark>\[ .+? \]<\/mark>/gu : /\*\*\[ .+? \]\*\*/gu,
        );
        assert.ok((blanks?.length ?? 0) >= 5);
        if (format === 'html') {
          assert.match(text, new RegExp(`^<!doctype html>\n<html lang="${language}">`, 'u'));
          assert.match(
            text,
            /Content-Security-Policy" content="default-src 'none'; style-src 'sha256-/u,
          );
          assert.doesNotMatch(text, /<script|https?:|src=/u);
        }
      });
    }
  }
}

test('the record has the headings of Art. 30(1)', async () => {
  const headings = (await draft(madePrivacy())).match(/^## .+$/gmu);
  assert.deepEqual(headings, [
    '## 1. Controller',
    '## 2. Purposes',
    '## 3. Categories of people and of data',
    '## 4. Recipients',
    '## 5. Transfers to third countries',
    '## 6. Time limits for erasure',
    '## 7. Technical and organisational measures (Art. 32)',
    '## State of the station',
  ]);
});

test('the assessment has the parts of Art. 35(7), and says what is not defended', async () => {
  const text = await draft(madePrivacy(), { kind: 'assessment' });
  for (const part of ['(a)', '(b)', '(c)', '(d)']) assert.ok(text.includes(`Art. 35(7)${part}`));
  assert.match(text, /A photo, a screen or a mask held before the camera: there is no proof yet/u);
});

test('what is set is what the documents say', async () => {
  const made = madePrivacy();
  await setPolicy(made, {
    controller: 'Example Ltd, Berlin',
    purpose: 'access to the laboratory',
    retention: { templates: 42, photos: null, events: 17 },
    virtualCameras: 'allow',
  });
  const text = await draft(made);
  assert.match(text, /Example Ltd, Berlin/u);
  assert.match(text, /access to the laboratory/u);
  assert.match(text, /\| 42 days \|/u);
  assert.match(text, /\| without end \|/u);
  assert.match(text, /\| 17 days \|/u);
  assert.match(text, /are allowed and logged/u);
  assert.match(text, /The key of the station lies in a file of this account/u);
  assert.match(
    await draft(made, { kind: 'assessment' }),
    /Cameras that are programs: they are allowed\./u,
  );
});

test('a fact that fails says so in the document', async () => {
  const made = madePrivacy();
  made.enrol('ana');
  assert.match(await draft(made), /\| Sealing \| yes \| 2 of 2 rows/u);
  made.db.prepare('UPDATE templates SET sealed = zeroblob(100)').run();
  assert.match(await draft(made), /\| Sealing \| needs attention \| 1 of 2 rows/u);
  assert.match(await draft(made), /\| Backups \| needs attention \| last one: never \|/u);
});

test('what an operator wrote is text, and neither markup nor more lines of a table', async () => {
  const made = madePrivacy();
  const controller = '<img src=x onerror=alert(1)> | **bold** \n## heading';
  await setPolicy(made, { controller });
  const html = await draft(made, { format: 'html' });
  assert.ok(html.includes('&lt;img src=x onerror=alert(1)&gt;'));
  assert.ok(!html.includes('<img'));
  const markdown = await draft(made);
  assert.ok(
    markdown.includes(String.raw`\<img src=x onerror=alert(1)\> \| \*\*bold\*\* \#\# heading`),
  );
  assert.ok(!/^## heading/mu.test(markdown));
});

test('a draft is a row of the log', async () => {
  const made = madePrivacy();
  await draft(made, { kind: 'assessment' });
  const rows = made.events.list(1);
  assert.ok(rows.ok);
  assert.deepEqual(
    rows.value.events.map(({ kind, detail }) => [kind, detail]),
    [['export', 'assessment']],
  );
});

test('dates are of the day of the draft, as the language writes them', async () => {
  const made = madePrivacy();
  made.time.now = Date.UTC(2027, 2, 4, 12);
  assert.match(await draft(made), /Drafted on 4 March 2027/u);
  assert.match(await draft(made, { language: 'de' }), /Entworfen am 4\. März 2027/u);
  made.pass(day);
  const file = await made.privacy.document({ kind: 'record', format: 'html', language: 'de' });
  assert.ok(file.ok && file.value.name === 'verzeichnis-der-verarbeitung-2027-03-05.html');
});
