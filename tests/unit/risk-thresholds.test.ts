import assert from 'node:assert/strict';
import { test } from 'node:test';
import { along } from '../support/made-station.ts';
import { madeQuantiles, madeScores } from '../support/made-scores.ts';
import { madeSite, onCircle } from '../support/made-site.ts';

type Site = ReturnType<typeof madeSite>;

function threshold({ thresholds }: Site, mode: 'verify' | 'identify' = 'verify'): number {
  const found = thresholds.of(mode);
  assert.ok(found.ok);
  return found.value;
}

function custom(target: number): string {
  return JSON.stringify({ dial: 'custom', target });
}

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-6, `${actual}, not ${expected}`);
}

test('without any setting both modes are balanced', () => {
  const site = madeSite();
  const [verify, identify] = [site.thresholds.risk('verify'), site.thresholds.risk('identify')];
  assert.ok(verify.ok && identify.ok);
  assert.deepEqual([verify.value.view.dial, verify.value.view.target], ['balanced', 1e-5]);
  assert.deepEqual([identify.value.view.dial, identify.value.view.target], ['balanced', 1e-3]);
});

test('a changed setting is followed at once, whoever changed it', () => {
  const site = madeSite();
  site.set('risk.verify', custom(2e-4));
  near(threshold(site), 0.12);
  site.set('risk.verify', custom(2e-3));
  near(threshold(site), 0.13);
});

test('identification becomes stricter as people are enrolled, and looser as they leave', () => {
  const site = madeSite({ dims: 256 });
  site.set('risk.identify', custom(0.02));
  const axis = (index: number): Float32Array => new Float32Array(256).fill(1, index, index + 1);
  for (let index = 0; index < 100; index++) site.enrol(`p${index}`, axis(index));
  const atHundred = threshold(site, 'identify');
  // 2 % of a hundred comparisons is a little more than 2 in 10,000 each.
  assert.ok(atHundred > 0.12 && atHundred < 0.1201);
  for (let index = 100; index < 150; index++) site.enrol(`p${index}`, axis(index));
  const later = threshold(site, 'identify');
  assert.ok(later < atHundred);
  for (let index = 0; index < 50; index++) site.remove(`p${index}`);
  near(threshold(site, 'identify'), atHundred);
});

test('a pack that nobody measured, or whose table contradicts itself, matches nobody', () => {
  assert.equal(threshold(madeSite({ scores: null })), 0);
  const quantiles = madeQuantiles.toReversed();
  assert.equal(threshold(madeSite({ scores: { ...madeScores, quantiles } })), 0);
});

test('a risk that cannot be read means the strictest threshold, and is told once', () => {
  const site = madeSite();
  site.set('risk.verify', '{"dial":"convenience"');
  assert.equal(threshold(site), 0.1);
  site.enrol('ana', along(0));
  assert.equal(threshold(site), 0.1);
  assert.equal(site.problems.length, 1);
  assert.match(site.problems[0]!, /verify/);
  // The other mode is not affected.
  site.set('risk.identify', custom(0.1));
  assert.ok(threshold(site, 'identify') > 0.1);
});

test('a store that cannot be read gives an error, never a threshold', () => {
  const site = madeSite();
  site.enrol('ana', along(0));
  assert.ok(threshold(site) > 0);
  site.db.close();
  const found = site.thresholds.of('verify');
  assert.equal(found.ok ? null : found.error.code, 'store-unavailable');
});

test('two people here who are more alike than strangers may be make the threshold stricter', () => {
  const site = madeSite();
  site.set('risk.verify', custom(2e-3));
  site.enrol('ana', along(2));
  site.enrol('ben', onCircle(0));
  near(threshold(site), 0.13);
  // Closer than 0.13, and one match in three comparisons is far beyond 2 in 1,000.
  site.enrol('cem', onCircle(0.11));
  near(threshold(site), 0.11);
  const derived = site.thresholds.risk('verify');
  assert.ok(derived.ok && derived.value.stricter);
  assert.deepEqual(
    site.thresholds.closestPairs.slice(0, 1).map(({ one, other }) => [one, other].sort()),
    [['ben', 'cem']],
  );
  site.remove('ben');
  near(threshold(site), 0.13);
});

test('the site never makes the threshold looser, however unlike its people are', () => {
  const site = madeSite();
  site.set('risk.verify', custom(2e-3));
  for (const axis of [0, 1, 2, 3]) site.enrol(`p${axis}`, along(axis));
  near(threshold(site), 0.13);
  const derived = site.thresholds.risk('verify');
  assert.ok(derived.ok && !derived.value.stricter);
});

test('a pair as close as one person’s photos is shown, but shuts nobody out', () => {
  const site = madeSite();
  site.set('risk.verify', custom(2e-3));
  // Half of one person's photos lie below 0.0833 in the made table.
  site.enrol('twice', onCircle(0));
  site.enrol('again', onCircle(0.05));
  near(threshold(site), 0.13);
  near(site.thresholds.closestPairs[0]!.distance, 0.05);
});

test('pooled templates are compared stretched for their spread', () => {
  const site = madeSite();
  site.enrol('ana', onCircle(0));
  // Their mean lies in the middle of the arc, and the shorter for half of its angle.
  site.enrol('ben', onCircle(0.09), onCircle(0.25));
  threshold(site);
  const [pair] = site.thresholds.closestPairs;
  const middle = (Math.acos(1 - 0.09 / 2) + Math.acos(1 - 0.25 / 2)) / 2;
  const half = (Math.acos(1 - 0.25 / 2) - Math.acos(1 - 0.09 / 2)) / 2;
  near(pair!.distance, (2 - 2 * Math.cos(middle)) * (1 + 0.5 * Math.sin(half) ** 2));
});

test('until everybody was compared the reference alone holds, in slices that let others in', () => {
  // Each look at the clock costs more than a slice may take: one row at a time.
  const site = madeSite({ msPerLook: 2 });
  site.set('risk.verify', custom(2e-3));
  site.enrol('ana', along(2));
  site.enrol('ben', onCircle(0));
  site.enrol('cem', onCircle(0.11));
  near(threshold(site), 0.13);
  let turns = 0;
  for (; site.waiting.length > 0; turns++) {
    near(threshold(site), 0.13);
    site.turn();
  }
  assert.ok(turns > 1, `${turns} turns`);
  near(threshold(site), 0.11);
});

test('who asks once can have everybody compared before the answer, and the slices end there', () => {
  const site = madeSite({ msPerLook: 2 });
  site.set('risk.verify', custom(2e-3));
  site.enrol('ana', along(2));
  site.enrol('ben', onCircle(0));
  site.enrol('cem', onCircle(0.11));
  const whole = site.recognition.whole();
  assert.ok(whole.ok);
  near(whole.value.verify.threshold, 0.11);
  assert.equal(whole.value.site.comparisons, 3);
  assert.equal(whole.value.site.closest.length, 3);
  site.turn();
  assert.equal(site.waiting.length, 0);
  near(threshold(site), 0.11);
});

test('a closed station compares nobody any more', () => {
  const site = madeSite({ msPerLook: 2 });
  site.enrol('ana', along(2));
  site.enrol('ben', onCircle(0));
  threshold(site);
  site.thresholds.close();
  site.turn();
  assert.equal(site.waiting.length, 0);
});
