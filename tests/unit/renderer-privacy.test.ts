import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fail, ok } from '../../electron/contract/errors.ts';
import {
  privacyFactSchema,
  privacyPolicySchema,
  type BackupsView,
  type PrivacyPolicy,
  type PrivacyView,
} from '../../electron/contract/trust.ts';
import * as parts from '../../electron/hosts/privacy/documents/document.ts';
import { toMarkdown } from '../../electron/hosts/privacy/documents/markdown.ts';
import { factLines, factState } from '../../renderer/components/privacy/fact-words.ts';
import { limits } from '../../renderer/state/limits.ts';
import { readMarkdown, type Line } from '../../renderer/state/markdown.ts';
import { de } from '../../renderer/text/de.ts';
import { en } from '../../renderer/text/en.ts';
import { Formats } from '../../renderer/text/formats.ts';
import { lineTo } from '../support/line-to.ts';
import { allowStateClasses } from '../support/svelte-state.ts';

allowStateClasses();
const { BackupsState } = await import('../../renderer/state/backups.svelte.ts');
const { PrivacyForm, mostDays } = await import('../../renderer/state/privacy-form.svelte.ts');
const { PrivacyState } = await import('../../renderer/state/privacy.svelte.ts');

const policy: PrivacyPolicy = {
  retention: { templates: 180, photos: null, events: 90 },
  consentText: 'I agree.',
  ...{ controller: '', contact: '', purpose: 'Letting staff in', virtualCameras: 'refuse' },
};

function shown(): InstanceType<typeof PrivacyForm> {
  const form = new PrivacyForm();
  form.show(policy);
  return form;
}

test('settings that are only shown are no change, and come back as they were', () => {
  const form = shown();
  assert.equal(form.changed, false);
  assert.deepEqual(form.policy, policy);
});

test('what is typed is a change until it is discarded', () => {
  const form = shown();
  form.days.templates = '30';
  form.endless.photos = false;
  assert.ok(form.changed);
  assert.deepEqual(form.policy?.retention, { templates: 30, photos: 365, events: 90 });
  form.discard();
  assert.equal(form.changed, false);
  assert.deepEqual(form.policy, policy);
});

test('days that are none, and an empty consent text, cannot be saved', () => {
  for (const days of ['', '0', '-1', '1.5', 'ten', String(mostDays + 1)]) {
    const form = shown();
    form.days.events = days;
    assert.ok(form.invalid, days);
    form.endless.events = true;
    assert.equal(form.policy?.retention.events, null, days);
  }
  const form = shown();
  form.consentText = '  ';
  assert.equal(form.policy, null);
});

test('settings that somebody else changed do not overwrite what is being typed', () => {
  const form = shown();
  form.controller = 'Harbour Works';
  form.show({ ...policy, contact: 'dpo' });
  assert.equal(form.controller, 'Harbour Works');
  form.show({ ...policy, contact: 'dpo' }, true);
  assert.deepEqual([form.controller, form.contact], ['', 'dpo']);
});

test('the privacy form’s limits are the contract’s', () => {
  const takes = (change: Partial<PrivacyPolicy>) =>
    privacyPolicySchema.safeParse({ ...policy, ...change }).success;
  const words = (length: number) => 'x'.repeat(length);
  for (const [name, most] of [
    ['consentText', limits.consentTextLength],
    ['controller', limits.controllerLength],
    ['contact', limits.controllerLength],
    ['purpose', limits.purposeLength],
  ] as const) {
    assert.ok(takes({ [name]: words(most) }), name);
    assert.ok(!takes({ [name]: words(most + 1) }), name);
  }
  assert.ok(takes({ retention: { ...policy.retention, events: mostDays } }));
  assert.ok(!takes({ retention: { ...policy.retention, events: mostDays + 1 } }));
});

const view: PrivacyView = { policy, consentTextVersion: 1, facts: [], lastRun: null };

test('an answer that was overtaken by a saved change is not shown', async () => {
  let answerLate: (value: unknown) => void = () => undefined;
  const late = new Promise((resolve) => (answerLate = resolve));
  const state = new PrivacyState(
    lineTo({
      'privacy.view': () => late.then(() => ok(view)),
      'privacy.set': () => ok({ ...view, consentTextVersion: 2 }),
    }),
  );
  const asked = state.refresh();
  assert.ok(await state.save(policy));
  answerLate(null);
  await asked;
  assert.equal(state.view?.consentTextVersion, 2);
});

test('what could not be done is said beside what was tried, and the next try clears it', async () => {
  let refused = true;
  const state = new PrivacyState(
    lineTo({ 'privacy.run': () => (refused ? fail('store-full') : ok(view)) }),
  );
  assert.equal(await state.run(), false);
  assert.deepEqual(state.failed, { deed: 'run', code: 'store-full' });
  refused = false;
  assert.ok(await state.run());
  assert.deepEqual([state.failed, state.done], [null, 'run']);
});

test('a document that could not be drafted is null, and one that could is the station’s file', async () => {
  const file = { name: 'record.md', bytes: new Uint8Array(2) };
  const state = new PrivacyState(lineTo({ 'privacy.document': () => ok(file) }));
  const wish = { kind: 'record', format: 'markdown', language: 'en' } as const;
  assert.equal(await state.draft(wish), file);
  const broken = new PrivacyState(lineTo({ 'privacy.document': () => fail('store-damaged') }));
  assert.equal(await broken.draft(wish), null);
  assert.equal(broken.failed?.deed, 'draft');
});

test('every fact is told in every language, whatever figures it has', () => {
  for (const [lang, text] of [
    ['en', en],
    ['de', de],
  ] as const) {
    for (const topic of privacyFactSchema.shape.topic.options) {
      for (const fact of [true, false].map((good) => ({ topic, ok: good, figures: {} }))) {
        const lines = factLines(fact, { text, formats: new Formats(lang) });
        assert.ok(lines.length > 0 && lines.every((line) => line.length > 0), topic);
      }
    }
  }
});

test('what is not in order comes before what is', () => {
  const tongue = { text: en, formats: new Formats('en-GB') };
  const unsealed = { topic: 'sealed', ok: false, figures: { rows: 214, sealed: 211 } } as const;
  assert.match(factLines(unsealed, tongue)[0] ?? '', /^3 entries are not sealed/);
  const unkept = {
    topic: 'keys',
    ok: false,
    figures: { kinds: 'file recovery', since: 0, recoveryKeptAt: null },
  } as const;
  const [first, ...rest] = factLines(unkept, tongue);
  assert.equal(first, en.facts.recoveryUnconfirmed);
  assert.match(
    rest.at(-1) ?? '',
    /a file of this account \(weaker\) and the recovery key on paper/,
  );
});

const words = (line: Line) => line.map(({ text }) => text).join('');

test('a document is read as headings, lists, tables and paragraphs', () => {
  const blocks = readMarkdown(
    '# Record\n\nDrafted **today** by `core`.\n\n- one\n- two\n  and more\n\n| a | b |\n| --- | --- |\n| 1 \\| 2 | **[ blank ]** |\n\n> quoted',
  );
  assert.deepEqual(
    blocks.map(({ kind }) => kind),
    ['heading', 'paragraph', 'list', 'table', 'quote'],
  );
  const [, paragraph, list, table] = blocks;
  assert.ok(paragraph?.kind === 'paragraph' && list?.kind === 'list' && table?.kind === 'table');
  assert.deepEqual(
    paragraph.line.map(({ look }) => look),
    ['plain', 'strong', 'plain', 'code', 'plain'],
  );
  assert.deepEqual(list.items.map(words), ['one', 'two and more']);
  assert.deepEqual(
    table.rows.map((cells) => cells.map(words)),
    [['1 | 2', '[ blank ]']],
  );
});

test('the station’s own drafts are read as they were meant, whatever an operator wrote', () => {
  const wild = '# 1 *of* | `two` & [three](x) _four_ <b> ~~five~~';
  const { heading, paragraph, list, table } = parts;
  const markdown = toMarkdown({
    ...{ language: 'en', title: wild },
    blocks: [heading(wild), paragraph(wild), list(wild, wild), table([wild], [wild])],
  });
  const [title, second, third, items, cells] = readMarkdown(markdown);
  assert.ok(title?.kind === 'heading' && second?.kind === 'heading' && third?.kind === 'paragraph');
  assert.ok(items?.kind === 'list' && cells?.kind === 'table');
  const read = [title.line, second.line, third.line, ...items.items, ...cells.head];
  for (const line of [...read, ...cells.rows.flat()]) assert.equal(words(line), wild);
});

test('what is no part of a document’s language is shown as it stands', () => {
  const [block] = readMarkdown('<b>bold</b> \\*not strong\\* [link](https://example.org)');
  assert.ok(block?.kind === 'paragraph');
  assert.equal(words(block.line), '<b>bold</b> *not strong* [link](https://example.org)');
});

const shelf: BackupsView = { backups: [], folder: '/backups', keysCopiedAt: null };
const backup = (name: string, madeAt: number) => ({
  ...{ name, madeAt, bytes: 1, people: 1, events: 1, usable: true },
});
const status = (code?: string) =>
  ok({ store: code ? { ok: false, code } : { ok: true }, banners: [] });

test('a backup that was made is named, and the newest comes first', async () => {
  const state = new BackupsState(
    lineTo({
      'backups.list': () => ok({ ...shelf, backups: [backup('old', 1)] }),
      'backups.make': () => ok({ ...shelf, backups: [backup('old', 1), backup('new', 2)] }),
      'station.status': () => status(),
    }),
  );
  await state.refresh();
  await state.make();
  assert.equal(state.made, 'new');
  assert.deepEqual(
    state.view?.backups.map(({ name }) => name),
    ['new', 'old'],
  );
});

test('one thing is done with backups at a time, and what failed is said', async () => {
  let finish: (value: unknown) => void = () => undefined;
  const restoring = new Promise((resolve) => (finish = resolve));
  const asked: string[] = [];
  const state = new BackupsState(
    lineTo({
      'backups.restore': () => restoring.then(() => fail('backup-foreign')),
      'backups.make': () => {
        asked.push('make');
        return ok(shelf);
      },
      'backups.list': () => ok(shelf),
      'station.status': () => status(),
    }),
  );
  const restored = state.restore('old');
  await state.make();
  assert.deepEqual([state.doing, asked], ['restore', []]);
  finish(null);
  await restored;
  assert.deepEqual(state.failed, { deed: 'restore', code: 'backup-foreign' });
  assert.equal(state.restored, null);
});

test('a database that lacks what was written last is told, even where backups can be listed', async () => {
  const state = new BackupsState(
    lineTo({ 'backups.list': () => ok(shelf), 'station.status': () => status('store-behind') }),
  );
  await state.refresh();
  assert.ok(state.behind);
});

test('retention that has not run for the first time is waiting, neither in order nor at fault', () => {
  const figures = { lastRunAt: null, overdue: 0, clockDoubted: 0 };
  assert.equal(factState({ topic: 'retention', ok: true, figures }), 'waiting');
  assert.equal(
    factState({ topic: 'retention', ok: true, figures: { ...figures, lastRunAt: 1 } }),
    'ok',
  );
  assert.equal(factState({ topic: 'retention', ok: false, figures }), 'notOk');
  assert.equal(factState({ topic: 'snapshots', ok: true, figures: {} }), 'ok');
});
