import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCommandLine } from '../../electron/cli/command-line.ts';
import { readZone, writeZone } from '../../electron/station/zone.ts';
import { madeStation } from '../support/made-station.ts';

const clock = { now: () => 1_700_000_000_000, tick: () => 0 };

test('a zone that is set is read back, lifted again, and each change is in the log', () => {
  const { settings, events } = madeStation({});
  const zone = { x: 0.2, y: 0, width: 0.6, height: 1 };
  assert.deepEqual(readZone(settings), { ok: true, value: null });
  assert.ok(writeZone(zone, { settings, clock }).ok);
  assert.deepEqual(readZone(settings), { ok: true, value: zone });
  assert.ok(writeZone(null, { settings, clock }).ok);
  assert.deepEqual(readZone(settings), { ok: true, value: null });
  const log = events.list(10);
  assert.ok(log.ok);
  assert.deepEqual(
    log.value.events.map(({ kind, source, detail }) => [kind, source, detail]),
    [
      ['zone', 'operator', 'clear'],
      ['zone', 'operator', '0.2 0 0.6 1'],
    ],
  );
});

test('a zone that is none is not set', () => {
  const { settings } = madeStation({});
  const whole = { x: 0, y: 0, width: 1, height: 1 };
  for (const wrong of [{ x: -0.1 }, { x: 0.5 }, { width: 0 }, { height: 1.1 }, { y: NaN }]) {
    const set = writeZone({ ...whole, ...wrong }, { settings, clock });
    assert.equal(set.ok ? '' : set.error.code, 'invalid-request');
  }
  assert.deepEqual(readZone(settings), { ok: true, value: null });
});

test('the command line takes four shares inside the picture and nothing else', () => {
  const kind = (...words: string[]) => parseCommandLine(['zone', 'set', ...words]).kind;
  assert.equal(kind('0.3', '0', '0.7', '1'), 'run');
  for (const words of [
    ['0.2'],
    ['0.5', '0', '0.6', '1'],
    ['a', '0', '1', '1'],
    ['', '0', '1', '1'],
  ]) {
    assert.equal(kind(...words), 'wrong', words.join(' '));
  }
});
