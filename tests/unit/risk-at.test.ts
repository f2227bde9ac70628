import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  dialTargets,
  type CheckMode,
  type RiskSetting,
} from '../../electron/contract/recognition.ts';
import { allowedFmr, leastPeople, targetAt } from '../../electron/station/risk/allowed-fmr.ts';
import {
  distanceAtFmr,
  distanceHolding,
  fmrAt,
  fnmrAt,
  genuineQuantile,
  isOrderly,
} from '../../electron/station/risk/quantiles.ts';
import { leastTarget, riskAt } from '../../electron/station/risk/risk-at.ts';
import { readRiskSetting } from '../../electron/station/risk/risk-setting.ts';
import { roundedUp } from '../../electron/station/risk/unsupported.ts';
import { madeQuantiles } from '../support/made-scores.ts';

function custom(target: number): RiskSetting {
  return { dial: 'custom', target };
}

function at(people: number, mode: CheckMode, target: number) {
  return riskAt({ quantiles: madeQuantiles, people, site: null }, mode, custom(target)).view;
}

function near(actual: number, expected: number, within = 1e-9): void {
  assert.ok(Math.abs(actual - expected) <= within, `${actual}, not ${expected}`);
}

test('verification compares once, so its target is the FMR allowed', () => {
  const view = at(5000, 'verify', 2e-4);
  assert.equal(view.fmrAllowed, 2e-4);
  near(view.threshold, 0.12);
  near(view.fmr, 1e-4);
  near(view.fmrUpper95, 2e-4);
  near(view.fnmr, 0.1);
});

test('rows far apart are not interpolated between: the lower one holds', () => {
  const [first, , , fourth] = madeQuantiles;
  const sparse = [first!, fourth!];
  const found = (fmr: number) => distanceHolding(sparse, fmr);
  assert.equal(found(2e-6), 0.1);
  assert.equal(found(1.999e-3), 0.1);
  near(found(2e-3) ?? NaN, 0.13);
  assert.equal(found(0.5), 0.13);
});

test('identification shares its target among the people enrolled', () => {
  const view = at(1000, 'identify', 1e-2);
  near(1 - (1 - view.fmrAllowed) ** 1000, 1e-2);
  // Half of 1.005e-5 is estimated there, and the bound is what counts.
  near(view.fmrUpper95, view.fmrAllowed, 1e-12);
  assert.ok(view.threshold > 0.1 && view.threshold < 0.11);
});

test('between rows the threshold is read off evenly in the logarithm of the FMR', () => {
  near(at(1, 'verify', 2e-5 * Math.sqrt(10)).threshold, 0.115);
});

test('the threshold falls as people are enrolled, and not before there are a hundred', () => {
  const thresholds = [1, 10, leastPeople, 101, 200, 500, 1000, 4000].map(
    (people) => at(people, 'identify', 1e-2).threshold,
  );
  assert.equal(thresholds[0], thresholds[2]);
  for (const [index, threshold] of thresholds.slice(3).entries()) {
    assert.ok(threshold < thresholds[index + 2]!, `${thresholds.join(', ')}`);
  }
});

test('a target beyond what was measured is not supported, and the strictest threshold holds', () => {
  const view = at(10_000, 'identify', 1e-3);
  assert.equal(view.supported, false);
  assert.equal(view.threshold, 0.1);
  near(view.leastTarget, 1 - (1 - 2e-6) ** 10_000);
});

test('the least target that is promised is supported, as it is and as it is shown', () => {
  for (const people of [1, 100, 999, 12_345]) {
    for (const mode of ['verify', 'identify'] as const) {
      const least = leastTarget(madeQuantiles, mode, people);
      assert.equal(at(people, mode, least).supported, true);
      assert.equal(at(people, mode, Number(roundedUp(least))).supported, true);
      assert.equal(at(people, mode, least * 0.999).supported, false);
    }
  }
});

test('rounding up never goes below the value', () => {
  assert.equal(roundedUp(1.139e-6), '1.2e-6');
  assert.equal(roundedUp(9.96e-5), '1.0e-4');
  assert.equal(roundedUp(2e-3), '2.0e-3');
});

test('without a table nothing matches and nothing is promised', () => {
  const { view } = riskAt({ quantiles: [], people: 5, site: null }, 'verify', custom(0.1));
  assert.equal(view.threshold, 0);
  assert.equal(view.supported, false);
  assert.equal(view.leastTarget, 1);
  assert.equal(view.fnmr, 1);
});

test('the target and the FMR it allows are each other’s inverse', () => {
  for (const people of [1, 100, 1e6]) {
    near(targetAt('identify', allowedFmr('identify', 1e-3, people), people), 1e-3, 1e-15);
  }
  assert.equal(allowedFmr('verify', 1e-3, 1e6), 1e-3);
});

test('estimates are read off the table and never beyond it', () => {
  near(distanceAtFmr(madeQuantiles, 1e-4), 0.12);
  assert.equal(distanceAtFmr(madeQuantiles, 1e-9), 0.1);
  assert.equal(distanceAtFmr(madeQuantiles, 0.9), 0.15);
  assert.equal(distanceAtFmr([], 1e-3), 0);
  assert.equal(distanceHolding(madeQuantiles, 1e-6), null);
  assert.equal(distanceHolding(madeQuantiles, NaN), null);
  near(fmrAt(madeQuantiles, 0.125), 1e-3 / Math.sqrt(10));
  near(fmrAt(madeQuantiles, 0.01), 1e-6);
});

test('below the table the expected FNMR rises to 1 at distance 0', () => {
  near(fnmrAt(madeQuantiles, 0.05), 0.7);
  assert.equal(fnmrAt(madeQuantiles, 0), 1);
  assert.equal(fnmrAt(madeQuantiles, NaN), 1);
  near(fnmrAt(madeQuantiles, genuineQuantile(madeQuantiles, 0.5)), 0.5);
  near(fnmrAt(madeQuantiles, genuineQuantile(madeQuantiles, 0.85)), 0.15);
});

test('a table that contradicts itself is noticed', () => {
  assert.equal(isOrderly(madeQuantiles), true);
  assert.equal(isOrderly([]), false);
  const [first, second] = [madeQuantiles[0]!, madeQuantiles[1]!];
  for (const wrong of [
    { ...second, fmr: first.fmr },
    { ...second, distance: 0.05 },
    { ...second, fmrUpper95: second.fmr / 2 },
    { ...second, fnmr: 0.9 },
    { ...second, distance: NaN },
  ]) {
    assert.equal(isOrderly([first, wrong]), false);
  }
});

test('a risk that was set is read, the default where none was, and nothing else', () => {
  assert.deepEqual(readRiskSetting('verify', null), { dial: 'balanced', target: 1e-5 });
  const custom = { dial: 'custom', target: 0.03 };
  assert.deepEqual(readRiskSetting('verify', JSON.stringify(custom)), custom);
  // A dial means what it means, whatever was written beside it.
  assert.deepEqual(readRiskSetting('identify', '{"dial":"strict","target":0.5}'), {
    dial: 'strict',
    target: dialTargets.identify.strict,
  });
  for (const broken of ['', '{', '{}', 'null', '{"dial":"custom","target":2}', '"strict"']) {
    assert.equal(readRiskSetting('identify', broken), null);
  }
});
