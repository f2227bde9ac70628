import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import type { Channel, Request, Response } from '../../electron/contract/channels.ts';
import { eventKinds } from '../../electron/contract/messages.ts';
import { checkExport } from '../../electron/hosts/log/check-export.ts';
import type { StationServices } from '../../electron/hosts/services.ts';
import { openTestServices } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';

function asker({ handle }: StationServices) {
  return async <C extends Channel>(channel: C, payload: Request<C>): Promise<Response<C>> => {
    const answer = await handle({ id: 'one', trusted: true }, channel, payload);
    assert.ok(answer.ok, answer.ok ? '' : `${channel}: ${answer.error.message}`);
    return answer.value as Response<C>;
  };
}

test('an auditor searches, verifies and exports the log at a window', async (t) => {
  const dataDir = temporaryDir(t);
  const services = await openTestServices(t, { dataDir });
  const ask = asker(services);
  const told: string[] = [];
  services.onNotice((notice) => told.push(notice));

  const risk = { dial: 'strict', target: 1e-5 } as const;
  await ask('recognition.setRisk', { mode: 'verify', risk });
  const found = await ask('events.list', { limit: 10, query: 'tester strict', kinds: ['risk'] });
  assert.equal(found.total, 1);
  const nothing = await ask('events.list', { limit: 10, to: 1 });
  assert.deepEqual(nothing, { total: 0, events: [] });
  const all = await ask('events.list', { limit: 10, kinds: [...eventKinds] });

  const report = await ask('log.verify', {});
  assert.equal(report.ok, true);
  assert.equal(report.rows, all.total);
  assert.ok(told.includes('events'));

  const { file, signature } = await ask('log.export', { format: 'jsonl' });
  assert.match(file.name, /^threshold-log-\d{4}-\d\d-\d\d\.jsonl$/u);
  assert.equal(signature.name, `${file.name}.sig`);
  const saved = [file, signature].map(({ name, bytes }) => {
    const path = join(dataDir, name);
    writeFileSync(path, bytes);
    return path;
  });
  const [path = '', sig = ''] = saved;
  const checked = await checkExport(path, sig, report.publicKey);
  assert.ok(checked.ok && checked.value.ok && checked.value.ours);
  assert.equal(checked.value.signature.rows, all.total + 1);
  const newest = await ask('events.list', { limit: 2 });
  assert.deepEqual(
    newest.events.map(({ kind, actor }) => [kind, actor]),
    [
      ['export', 'os:tester'],
      ['log', 'os:tester'],
    ],
  );
});

test('a station with a window says in its log when it started and stopped', async (t) => {
  const dataDir = temporaryDir(t);
  const services = await openTestServices(t, { dataDir });
  await services.close();
  const db = new Database(join(dataDir, 'threshold.db'), { readonly: true });
  t.after(() => db.close());
  const rows = db.prepare('SELECT kind, actor FROM events ORDER BY seq').all();
  const hours = rows.filter((row) => ['start', 'stop'].includes((row as { kind: string }).kind));
  assert.deepEqual(hours, [
    { kind: 'start', actor: ':station' },
    { kind: 'stop', actor: ':station' },
  ]);
  const signed = db.prepare('SELECT max(seq) FROM log_heads').pluck().get();
  assert.equal(signed, rows.length);
});
