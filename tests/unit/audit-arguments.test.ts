import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spanFrom } from '../../electron/cli/time-arguments.ts';
import { parseCommandLine } from '../../electron/cli/command-line.ts';
import type { Values } from '../../electron/cli/command.ts';

function span(from?: string, to?: string) {
  const given = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  return spanFrom({ json: false, help: false, ...given } as Values);
}

const at = (text: string): number => new Date(text).getTime();

test('a day is the whole day, and a moment that moment, in UTC where nothing else is said', () => {
  assert.deepEqual(span(), { from: undefined, to: undefined });
  assert.deepEqual(span('2026-11-25', '2026-11-25'), {
    from: at('2026-11-25T00:00:00Z'),
    to: at('2026-11-25T23:59:59.999Z'),
  });
  assert.deepEqual(span('2026-11-25T08:30', '2026-11-25T08:30:01.5Z'), {
    from: at('2026-11-25T08:30:00Z'),
    to: at('2026-11-25T08:30:01.500Z'),
  });
  assert.equal(span('2026-11-25T08:30+02:00').from, at('2026-11-25T06:30:00Z'));
});

test('what is no time is refused in words, and so is a span that ends before it begins', () => {
  const wrong = [
    '',
    'today',
    '2026-11',
    '2026-02-31',
    '2026-13-01',
    '2026-11-25T25:00',
    '25.11.2026',
  ];
  for (const text of wrong) {
    assert.throws(() => span(text), /--from (takes a day|is required)/u, text);
    assert.throws(() => span(undefined, text), /--to (takes a day|is required)/u, text);
  }
  assert.throws(() => span('2026-11-26', '2026-11-25'), /--to is before --from/u);
});

test('what can be asked of the log is understood, and what cannot is told before anything is opened', () => {
  const kindOf = (line: string): string => parseCommandLine(line.split(' ')).kind;
  const right = [
    'events list --limit 5 --query ana --kind enrol --kind remove --from 2026-11-25',
    'audit verify',
    'audit verify --expect head.json --json',
    'audit export --out log.jsonl',
    'audit export --format csv --from 2026-01-01 --to 2026-02-01 --out log.csv',
    'audit check log.csv log.csv.sig',
    'audit head',
  ];
  for (const line of right) assert.equal(kindOf(line), 'run', line);
  const wrong = [
    'events list --kind nothing',
    'events list --from yesterday',
    'audit export',
    'audit export --out log.xml --format xml',
    'audit check log.csv',
    'audit verify row',
  ];
  for (const line of wrong) assert.equal(kindOf(line), 'wrong', line);
});
