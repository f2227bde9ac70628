import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recognitionSchema } from '../../electron/contract/recognition.ts';
import { along } from '../support/made-station.ts';
import { madeScores } from '../support/made-scores.ts';
import { madeSite, onCircle } from '../support/made-site.ts';

function recognition({ recognition }: ReturnType<typeof madeSite>) {
  const found = recognition.get();
  assert.ok(found.ok);
  return recognitionSchema.parse(found.value);
}

test('the page has the pack, its reference, both risks, what growth costs and who is alike', () => {
  const site = madeSite();
  site.enrol('ana', along(2));
  site.enrol('ben', onCircle(0));
  site.enrol('cem', onCircle(0.11));
  const { reference, people, templates, growth, site: here } = recognition(site);
  assert.equal(reference?.name, 'made');
  assert.deepEqual(reference?.histogram, madeScores.histogram);
  assert.equal(reference?.det.length, madeScores.quantiles.length);
  assert.deepEqual([people, templates], [3, 3]);
  assert.deepEqual(
    growth.map((step) => step.people),
    [3, 10, 100, 1000, 10_000],
  );
  assert.deepEqual(
    growth.map(({ supported }) => supported),
    [true, true, true, false, false],
  );
  assert.equal(here.comparisons, 3);
  const names = [here.closest[0]!.one, here.closest[0]!.other].map(({ name }) => name).sort();
  assert.deepEqual(names, ['Name of ben', 'Name of cem']);
});

test('a pack that nobody measured has a page too, and can be set no risk', () => {
  const site = madeSite({ scores: null });
  const { reference, verify } = recognition(site);
  assert.equal(reference, null);
  assert.deepEqual([verify.threshold, verify.supported, verify.leastTarget], [0, false, 1]);
  const set = site.recognition.setRisk('verify', { dial: 'custom', target: 0.1 });
  assert.equal(set.ok ? null : set.error.code, 'pack-unmeasured');
});

test('a risk that is set holds at once and leaves a row in the log with its threshold', () => {
  const site = madeSite();
  const set = site.recognition.setRisk('verify', { dial: 'convenience', target: 0.5 });
  assert.ok(set.ok);
  const { verify } = set.value;
  assert.deepEqual([verify.dial, verify.target], ['convenience', 1e-4]);
  const threshold = site.thresholds.of('verify');
  assert.ok(threshold.ok);
  assert.equal(threshold.value, verify.threshold);
  const log = site.events.list(1);
  assert.ok(log.ok);
  const [row] = log.value.events;
  assert.deepEqual([row?.kind, row?.threshold, row?.source], ['risk', threshold.value, 'operator']);
  assert.match(row?.detail ?? '', /^identify |^verify /);
});

test('a target beyond the data is refused with the reason, and nothing changes', () => {
  const site = madeSite();
  const before = site.settings.get('risk.identify');
  const set = site.recognition.setRisk('identify', { dial: 'custom', target: 1e-5 });
  assert.ok(!set.ok);
  assert.equal(set.error.code, 'target-unsupported');
  assert.match(set.error.message, /12,000,000 comparisons between 1,000 people/);
  assert.match(set.error.message, /count as 100/);
  assert.deepEqual(site.settings.get('risk.identify'), before);
  // The one that the sentence names is accepted.
  const named = Number(/they support is ([\d.e-]+)/.exec(set.error.message)?.[1]);
  assert.ok(site.recognition.setRisk('identify', { dial: 'custom', target: named }).ok);
});

test('a target that was supported stays in force as the strictest threshold when people come', () => {
  const site = madeSite({ dims: 256 });
  assert.ok(site.recognition.setRisk('identify', { dial: 'custom', target: 2.1e-4 }).ok);
  const axis = (index: number): Float32Array => new Float32Array(256).fill(1, index, index + 1);
  for (let index = 0; index < 150; index++) site.enrol(`p${index}`, axis(index));
  const { identify } = recognition(site);
  assert.equal(identify.supported, false);
  assert.equal(identify.threshold, 0.1);
  assert.ok(identify.leastTarget > identify.target);
});

test('people who were removed are not among the closest', () => {
  const site = madeSite({ msPerLook: 2 });
  site.enrol('ana', along(2));
  site.enrol('ben', onCircle(0));
  site.enrol('cem', onCircle(0.11));
  recognition(site);
  while (site.waiting.length > 0) site.turn();
  assert.equal(recognition(site).site.closest.length, 3);
  site.remove('cem');
  const names = recognition(site).site.closest.flatMap(({ one, other }) => [one.id, other.id]);
  assert.ok(!names.includes('cem'));
});
