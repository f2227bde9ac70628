import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Request } from '../../electron/contract/channels.ts';
import { fail, ok } from '../../electron/contract/errors.ts';
import { eventKinds, type StationEvent } from '../../electron/contract/messages.ts';
import { logDamages, type LogReport } from '../../electron/contract/trust.ts';
import { verdictOf } from '../../renderer/components/log/log-words.ts';
import { actorWords, rowActor } from '../../renderer/components/event-actor.ts';
import { eventDetail } from '../../renderer/components/event-detail.ts';
import { eventLine, eventOutcome } from '../../renderer/components/event-words.ts';
import { dayEnd, dayOf, dayStart } from '../../renderer/state/day.ts';
import {
  everything,
  kindGroups,
  wantedKinds,
  wantedOf,
} from '../../renderer/state/event-filter.ts';
import { de } from '../../renderer/text/de.ts';
import { en } from '../../renderer/text/en.ts';
import { Formats } from '../../renderer/text/formats.ts';
import { lineTo } from '../support/line-to.ts';
import { allowStateClasses } from '../support/svelte-state.ts';

allowStateClasses();
const { EventList } = await import('../../renderer/state/event-list.svelte.ts');
const { LogCheck } = await import('../../renderer/state/log-check.svelte.ts');

const tongue = { text: en, formats: new Formats('en-GB') };

function row(seq: number, changes: Partial<StationEvent> = {}): StationEvent {
  return {
    ...{ seq, at: seq * 1000, kind: 'identify', outcome: 'no-match', personId: null, name: null },
    ...{ claimedId: null, claimedName: null, distance: null, threshold: null, code: null },
    ...{ source: 'camera', detail: null, actor: null, ...changes },
  };
}

/** A log of these rows, newest first, that is asked as the station's is. */
function logOf(rows: StationEvent[]) {
  const asked: Request<'events.list'>[] = [];
  const line = lineTo({
    'events.list': (request: Request<'events.list'>) => {
      asked.push(request);
      const { before = Infinity, query = '', kinds, from = -Infinity, to = Infinity } = request;
      const found = rows
        .filter((one) => (kinds?.includes(one.kind) ?? true) && (one.name ?? '').includes(query))
        .filter(({ at }) => at >= from && at <= to);
      const events = found.filter(({ seq }) => seq < before).slice(0, request.limit);
      return ok({ total: found.length, events });
    },
  });
  return { list: new EventList(line), asked };
}

const newestFirst = (count: number) => Array.from({ length: count }, (_, i) => row(count - i));

/** Lets what was answered at once be taken up. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

function stopClock(t: TestContext): (ms: number) => Promise<void> {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  return async (ms) => {
    t.mock.timers.tick(ms);
    await settle();
  };
}

test('every kind of event is in exactly one group of the log’s filter', () => {
  const grouped = Object.values(kindGroups).flat();
  assert.deepEqual(grouped.toSorted(), [...eventKinds].toSorted());
});

test('a choice of kinds is a group, one kind or everything, and nothing else', () => {
  assert.equal(wantedKinds('all people'), 'all people');
  assert.equal(wantedKinds('station'), 'station');
  assert.equal(wantedKinds('all'), 'all');
  assert.equal(wantedKinds('all of it'), null);
  const asked = (kinds: typeof everything.kinds) => wantedOf({ ...everything, kinds }, 0).kinds;
  assert.deepEqual(asked('station'), ['station']);
  assert.deepEqual(asked('all station'), [...kindGroups.station]);
  assert.equal(asked('all'), undefined);
});

test('a span of days holds both its days whole', () => {
  const span = { ...everything, span: 'own', from: '2026-03-01', to: '2026-03-01' } as const;
  const { from = 0, to = 0 } = wantedOf(span, 0);
  assert.equal(dayOf(from), '2026-03-01');
  assert.equal(dayOf(to), '2026-03-01');
  assert.equal(dayOf(to + 1), '2026-03-02');
  assert.equal(dayOf(from - 1), '2026-02-28');
});

test('a day that is not filled in bounds nothing', () => {
  assert.equal(dayStart(''), null);
  assert.equal(dayEnd('soon'), null);
  const open = { ...everything, span: 'own', from: '', to: '' } as const;
  assert.deepEqual(wantedOf(open, 0), {});
});

test('the last seven days begin with the day six days ago', () => {
  const noon = new Date(2026, 10, 25, 12).getTime();
  const { from = 0, to } = wantedOf({ ...everything, span: 'week' }, noon);
  assert.equal(dayOf(from), '2026-11-19');
  assert.equal(to, undefined);
});

test('words are looked for once typing has paused, and rows stay until the new ones are there', async (t) => {
  const tick = stopClock(t);
  const rows = newestFirst(300).map((one) => ({ ...one, name: one.seq === 7 ? 'Ana' : 'Ben' }));
  const { list, asked } = logOf(rows);
  await list.refresh();
  list.look({ query: 'A' });
  list.look({ query: 'Ana' });
  assert.equal(list.rows.length, 100);
  await tick(1000);
  assert.deepEqual(
    list.rows.map(({ seq }) => seq),
    [7],
  );
  assert.equal(list.total, 1);
  assert.deepEqual(
    asked.map(({ query }) => query),
    [undefined, 'Ana'],
  );
});

test('scrolling a filtered log goes on with rows of that filter', async (t) => {
  const tick = stopClock(t);
  const rows = newestFirst(500).map((one) =>
    one.seq % 2 === 0 ? { ...one, kind: 'enrol' as const } : one,
  );
  const { list } = logOf(rows);
  await list.refresh();
  list.look({ kinds: 'enrol' });
  await tick(0);
  await list.older();
  await list.older();
  assert.equal(list.rows.length, 250);
  assert.ok(list.complete);
  assert.ok(list.rows.every(({ kind }) => kind === 'enrol'));
});

test('a new row on top of a filtered log is counted and the rest stays', async (t) => {
  const tick = stopClock(t);
  const rows = newestFirst(400).map((one) => ({ ...one, kind: 'enrol' as const }));
  const { list } = logOf(rows);
  list.look({ kinds: 'all people' });
  await tick(0);
  await list.older();
  rows.unshift({ ...row(401), kind: 'enrol' });
  assert.equal(await list.refresh(), 1);
  assert.equal(list.rows.length, 201);
  assert.equal(list.rows[0]?.seq, 401);
});

const report: LogReport = {
  ...{ ok: true, rows: 12_345, from: 1, to: 12_345, signedTo: 12_300, signedAt: 0, dropped: 0 },
  publicKey: 'abc',
};

test('a whole log is said to be so, with how far it is signed', () => {
  const { title, lines } = verdictOf(report, tongue);
  assert.equal(title, 'All 12,345 rows are as they were written.');
  assert.match(lines[0] ?? '', /^Signed up to row 12,300, on 1 Jan(uary)? 1970/);
  assert.equal(lines[1], en.log.signedSoon);
});

test('each damage names its row in every language and says what to do', () => {
  for (const text of [en, de]) {
    for (const damage of logDamages) {
      const bad = { ...report, ok: false, firstBad: 812, damage };
      const { title, lines } = verdictOf(bad, { ...tongue, text });
      assert.match(title, /812/, damage);
      assert.equal(lines.at(-1), text.log.damageHelp);
    }
  }
});

test('verifying keeps what was found until it is put away', async () => {
  const check = new LogCheck(lineTo({ 'log.verify': () => ok(report) }), () => undefined);
  await check.verify();
  assert.equal(check.report, report);
  check.close();
  assert.equal(check.report, null);
});

test('an export saves the rows and their signature, and asks for whole days', async () => {
  const saved: string[] = [];
  const asked: Request<'log.export'>[] = [];
  const file = (name: string) => ({ name, bytes: new Uint8Array(1) });
  const line = lineTo({
    'log.export': (request: Request<'log.export'>) => {
      asked.push(request);
      return ok({ file: file('log.csv'), signature: file('log.csv.sig') });
    },
  });
  const check = new LogCheck(line, ({ name }) => saved.push(name));
  assert.ok(await check.export('csv', '2026-11-01', ''));
  assert.deepEqual(saved, ['log.csv', 'log.csv.sig']);
  assert.deepEqual(asked, [{ format: 'csv', from: dayStart('2026-11-01') ?? 0 }]);
});

test('an export that is refused saves nothing and says why', async () => {
  const saved: string[] = [];
  const line = lineTo({ 'log.export': () => fail('store-full') });
  const check = new LogCheck(line, ({ name }) => saved.push(name));
  assert.equal(await check.export('jsonl', '', ''), false);
  assert.deepEqual([saved, check.exportError], [[], 'store-full']);
});

test('every kind with every outcome has words in every language', () => {
  for (const text of [en, de]) {
    for (const kind of eventKinds) {
      for (const outcome of ['match', 'no-match', 'refused', 'done'] as const) {
        assert.notEqual(eventOutcome(row(1, { kind, outcome }), text), '');
      }
    }
  }
});

test('what the station notes in a word of its own is said in the person’s language', () => {
  const done = (kind: StationEvent['kind'], detail: string) =>
    row(1, { kind, outcome: 'done', detail, personId: 'ana', name: 'Ana' });
  const withdrawn = done('consent', 'withdrawn');
  assert.equal(eventOutcome(withdrawn, de), 'Einwilligung widerrufen');
  assert.equal(eventLine(withdrawn, { ...tongue, text: de }), 'Ana');
  const end = done('privacy', 'end 2027-01-04T00:00:00.000Z');
  assert.equal(eventOutcome(end, en), 'End date set');
  assert.match(eventLine(end, tongue) ?? '', /^Ana, \d Jan 2027$/);
  const verified = done('log', '12345 rows verified');
  assert.equal(eventOutcome(verified, en), 'Log verified');
  const user = row(1, { kind: 'user', outcome: 'done', detail: 'bert: added, receptionist' });
  assert.match(eventLine(user, { ...tongue, text: de }) ?? '', /^bert: hinzugefügt, /);
});

test('an actor is named, and whoever did nothing by hand takes no room in a row', () => {
  assert.equal(actorWords('anna', en), 'anna');
  assert.equal(actorWords('os:root', en), 'root, at the command line');
  assert.equal(actorWords(':kiosk', en), 'Nobody signed in');
  assert.equal(rowActor(':station', en), null);
  assert.equal(actorWords(null, en), null);
});

const german = { text: de, formats: new Formats('de-DE') };
const noon = Date.parse('2026-03-01T12:00:00.000Z');

/** What the station writes into rows, and how the window says it in each language. */
const writtenDetails: [StationEvent['kind'], string, english: string, german: string][] = [
  ['start', 'Threshold 1.2.0', 'Threshold 1.2.0', 'Threshold 1.2.0'],
  [
    ...(['start', 'Threshold 1.2.0, without a stop before'] as const),
    ...(['Threshold 1.2.0, not closed properly before'] as const),
    'Threshold 1.2.0, zuvor nicht richtig geschlossen',
  ],
  [
    'clock',
    '7200 s back',
    `${tongue.formats.duration(7200)} back`,
    `${german.formats.duration(7200)} zurück`,
  ],
  [
    ...(['clock', '30 s ahead, or the computer slept'] as const),
    ...([
      `${tongue.formats.duration(30)} ahead, or the computer slept`,
      `${german.formats.duration(30)} vor, oder der Rechner schlief`,
    ] as const),
  ],
  ['key', 'made: passphrase', 'Opened by a passphrase', 'Geöffnet durch eine Passphrase'],
  ['key', 'protected: file', 'Opened by a file', 'Geöffnet durch eine Datei'],
  [
    ...(['log', '1200 rows up to row 1300 dropped'] as const),
    ...([
      'Dropped: 1,200 rows up to row 1,300',
      'Entfallen: 1.200 Zeilen bis Zeile 1.300',
    ] as const),
  ],
  [
    ...(['log', '7 rows taken over from an earlier version'] as const),
    'Taken over from an earlier version: 7 rows',
    'Aus einer früheren Version übernommen: 7 Zeilen',
  ],
  [
    ...(['log', 'rows 5 to 9 accepted as lost'] as const),
    ...(['Rows 5 to 9 accepted as lost', 'Verlust der Zeilen 5 bis 9 hingenommen'] as const),
  ],
  ['log', 'edited 9', 'Row 9 was edited.', 'Zeile 9 wurde verändert.'],
  ['models', 'fetched yunet', 'yunet downloaded', 'yunet heruntergeladen'],
  ['models', 'added our own', 'our own added', 'our own hinzugefügt'],
  ['models', 'core → own', 'core → own', 'core → own'],
  ['models', 'learnt logistic for core', 'Learnt for core: logistic', 'Gelernt für core: logistic'],
  [
    ...(['training', 'started encoder from people of May'] as const),
    ...(['Training started from people of May', 'Training begonnen mit people of May'] as const),
  ],
  ['training', 'stopped', 'Training stopped', 'Training angehalten'],
  ['training', 'discarded', 'Training discarded', 'Training verworfen'],
  [
    ...(['retention', 'people 2, photos 0, rows of the log 100'] as const),
    ...(['people 2; photos 0; rows 100', 'Personen 2; Fotos 0; Zeilen 100'] as const),
  ],
  [
    ...(['privacy', 'templates 30 d, photos never, consent text'] as const),
    'Faces: kept 30 days; Kept photos: kept without end; consent text',
    'Gesichter: 30 Tage aufbewahrt; Aufbewahrte Fotos: ohne Ende aufbewahrt; Einwilligungstext',
  ],
  [
    ...(['restore', 'a.backup of 2026-03-01T12:00:00.000Z; rows kept: 3; and more'] as const),
    `a.backup, of ${tongue.formats.dateTime(noon)}; rows of the log kept: 3; and more`,
    `a.backup, vom ${german.formats.dateTime(noon)}; behaltene Zeilen des Protokolls: 3; and more`,
  ],
  [
    ...(['restore', 'users of then; settings of then: risk, zone'] as const),
    `${en.log.said.usersOfThen}; ${en.log.said.settingsOfThen(`risk, ${en.backups.settings.zone}`)}`,
    `${de.log.said.usersOfThen}; ${de.log.said.settingsOfThen(`risk, ${de.backups.settings.zone}`)}`,
  ],
];

test('what the station writes of itself is said in the window’s language, and else as it is', () => {
  const said = writtenDetails.map(([kind, detail]) => [
    ...[kind, detail, eventDetail({ kind, detail, outcome: 'done' }, tongue)],
    eventDetail({ kind, detail, outcome: 'done' }, german),
  ]);
  assert.deepEqual(said, writtenDetails);
  for (const kind of eventKinds.filter((one) => one !== 'risk' && one !== 'zone')) {
    const detail = 'something newer';
    assert.equal(eventDetail({ kind, detail, outcome: 'refused' }, german), detail, kind);
  }
});
