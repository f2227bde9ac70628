import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from '../../electron/vision/backoff.ts';

test('the first death is answered at once, later ones ever more slowly, up to a limit', () => {
  const backoff = new Backoff();
  const delays = Array.from({ length: 12 }, () => backoff.nextDelay(0));
  assert.deepEqual(delays.slice(0, 4), [0, 100, 200, 400]);
  assert.equal(delays.at(-1), 10_000);
});

test('after a healthy life a death counts as the first again', () => {
  const backoff = new Backoff();
  for (let i = 0; i < 6; i++) backoff.nextDelay(0);
  backoff.started(1000);
  assert.equal(backoff.nextDelay(1000 + 30_000), 0);
});

test('a short life does not count as healthy', () => {
  const backoff = new Backoff();
  backoff.nextDelay(0);
  backoff.started(1000);
  assert.equal(backoff.nextDelay(2000), 100);
});
