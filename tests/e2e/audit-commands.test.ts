import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { threshold } from '../support/command.ts';
import { Forger } from '../support/made-log.ts';
import { temporaryDir } from '../support/temporary.ts';

interface Answer {
  readonly code: number;
  readonly answer: Record<string, unknown>;
}

function station(data: string) {
  return async (...argv: string[]): Promise<Answer> => {
    const { code, stdout } = await threshold(...argv, '--json', '--data', data);
    return { code, answer: JSON.parse(stdout) as Record<string, unknown> };
  };
}

test('an auditor’s day, from the command line', async (t) => {
  const data = temporaryDir(t);
  const run = station(data);
  const file = (name: string): string => join(data, name);
  await run('zone', 'set', '0.2', '0', '0.6', '1');

  const head = await run('audit', 'head');
  writeFileSync(file('head.json'), JSON.stringify(head.answer));
  const whole = await run('audit', 'verify', '--expect', file('head.json'));
  assert.equal(whole.code, 0);
  assert.deepEqual([whole.answer['ok'], whole.answer['rows']], [true, 1]);

  const exported = await run('audit', 'export', '--format', 'csv', '--out', file('log.csv'));
  assert.deepEqual([exported.code, exported.answer['rows']], [0, 2]);
  assert.match(readFileSync(file('log.csv'), 'utf8'), /"0\.2 0 0\.6 1","os:/u);
  const checked = await run('audit', 'check', file('log.csv'), file('log.csv.sig'));
  assert.deepEqual([checked.code, checked.answer['ok'], checked.answer['ours']], [0, true, true]);

  const db = new Database(file('threshold.db'));
  new Forger(db).edit(1, { detail: 'anywhere' });
  db.close();
  const damaged = await run('audit', 'verify');
  assert.equal(damaged.code, 1);
  const { ok, damage, firstBad } = damaged.answer;
  assert.deepEqual({ ok, damage, firstBad }, { ok: false, damage: 'edited', firstBad: 1 });
});
