import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  checkModes,
  dials,
  dialTargets,
  targetLimits,
  type Recognition,
  type RiskView,
} from '../../electron/contract/recognition.ts';
import { agreementOf } from '../../renderer/components/agreement.ts';
import { eventDetail } from '../../renderer/components/event-detail.ts';
import { detPlot, histogramPlot } from '../../renderer/components/plots.ts';
import { closenessOf, odds, promiseOf, shareWords } from '../../renderer/components/risk-words.ts';
import { dialNames, dialRisks, modeNames, oddsLimits } from '../../renderer/state/dials.ts';
import { oddsOf, parseOdds } from '../../renderer/state/odds.ts';
import { chooseWords } from '../../renderer/text/choose-words.ts';

const english = chooseWords('en', []);
const german = chooseWords('de', []);
/** Odds keep their words together with spaces that do not break. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('the log says which risk was set to what, in words', () => {
  const line = (detail: string | null) =>
    plain(eventDetail({ kind: 'risk', detail }, english) ?? 'nothing');
  assert.equal(line('identify strict 0.0001'), 'Who is this? Strict, 1 in 10,000');
  assert.equal(line('verify custom 0.002'), 'Is this …? Custom, 1 in 500');
  assert.equal(line('something else'), 'something else');
  assert.equal(line(null), 'nothing');
  assert.equal(eventDetail({ kind: 'models', detail: 'core → own' }, english), 'core → own');
});

test('the page’s dials are the contract’s', () => {
  assert.deepEqual(dialNames, dials);
  assert.deepEqual(modeNames.toSorted(), checkModes.toSorted());
  assert.deepEqual(dialRisks, dialTargets);
  assert.ok(1 / oddsLimits.least <= targetLimits.most);
  assert.ok(1 / oddsLimits.most >= targetLimits.least);
});

test('“1 in N” is understood however its thousands are set apart', () => {
  const typed = [
    '5000',
    '5,000',
    '5.000',
    '5 000',
    '5’000',
    ' 1 in 5,000 ',
    '1 von 5.000',
    '1:5000',
  ];
  for (const text of typed) assert.equal(parseOdds(text), 1 / 5000, text);
  assert.equal(parseOdds('1,000,000'), 1e-6);
});

test('what is no whole number within limits is not taken for one', () => {
  const typed = [
    '',
    '0',
    '1',
    '-5',
    '1e6',
    '5,00',
    '5,0000',
    '1.5',
    '5,000.000',
    'many',
    '10000000000',
  ];
  for (const text of typed) assert.equal(parseOdds(text), null, text);
});

test('a share is said as the odds it came from, any other as odds no better than it is', () => {
  for (const n of [2, 3, 7, 100, 1000, 5000, 123_457, 1_000_000]) assert.equal(oddsOf(1 / n), n);
  assert.equal(oddsOf(1.4469e-4), 6900);
  assert.equal(oddsOf(1.139e-6), 870_000);
  for (const share of [0.5, 0.31, 0.013, 1.234e-5, 1e-9]) assert.ok(1 / oddsOf(share) >= share);
});

test('second looks are counted out of a hundred, or out of a thousand where they are few', () => {
  const said = (share: number) => plain(shareWords(share, english));
  assert.equal(said(0.31), '31 in 100');
  assert.equal(said(0.0104), '1 in 100');
  assert.equal(said(0.004), '4 in 1,000');
  assert.equal(said(0.0001), 'under 1 in 1,000');
  assert.equal(said(1), 'nearly all');
  assert.equal(plain(shareWords(0.004, german)), '4 von 1.000');
});

const risk: RiskView = {
  dial: 'balanced',
  target: 1e-3,
  threshold: 0.09,
  fmrAllowed: 1e-5,
  fmr: 9e-6,
  fmrUpper95: 1e-5,
  fnmr: 0.12,
  supported: true,
  leastTarget: 1.4469e-4,
};
const recognition: Recognition = {
  pack: { name: 'core', description: '', encoderSha256: '', comparator: 'distance', models: [] },
  reference: {
    name: 'made',
    date: '2026-11-24',
    people: 10,
    photos: 20,
    impostorComparisons: 1000,
    genuineComparisons: 100,
    histogram: { binWidth: 0.01, genuine: [1], impostor: [0, 1] },
    det: [],
  },
  people: 212,
  templates: 300,
  verify: risk,
  identify: risk,
  growth: [],
  site: { comparisons: 0, stricter: false, closest: [] },
};

test('the headline says what is promised and what it costs', () => {
  const { promise, cost } = promiseOf(recognition, english);
  assert.equal(
    plain(promise),
    'At most 1 in 1,000 strangers is taken for somebody, with 212 people enrolled.',
  );
  assert.equal(plain(cost), 'About 12 in 100 looks at known people will need a second look.');
});

test('a promise that today’s people do not allow is not made: the one that is held is said', () => {
  const identify = { ...risk, target: 1e-5, supported: false };
  const { promise } = promiseOf({ ...recognition, identify }, english);
  assert.match(plain(promise), /^1 in 100,000 cannot be promised with 212 people enrolled\./);
  assert.match(plain(promise), /At most 1 in 6,900 strangers/);
});

test('with nobody enrolled, or nothing measured, the headline says that', () => {
  assert.match(
    promiseOf({ ...recognition, people: 0 }, english).promise,
    /^Nobody is enrolled yet/,
  );
  assert.match(promiseOf({ ...recognition, reference: null }, english).promise, /no threshold/);
  const nothing = { ...risk, threshold: 0, fnmr: 1 };
  const { cost } = promiseOf({ ...recognition, identify: nothing }, english);
  assert.equal(cost, english.text.recognition.costAll);
});

test('odds stay on one line', () => {
  assert.doesNotMatch(odds(1e-3, english), / /);
  assert.doesNotMatch(odds(1e-3, german), / /);
});

test('how close two people are is said against the threshold in use; NaN is never confusable', () => {
  assert.equal(closenessOf(0.08, 0.09), 'confusable');
  assert.equal(closenessOf(0.09, 0.09), 'alike');
  assert.equal(closenessOf(0.2, 0.09), 'apart');
  assert.equal(closenessOf(Number.NaN, 0.09), 'apart');
});

test('a person’s photos agree where two of them lie well below the threshold', () => {
  const template = { source: 'camera', quality: 1, createdAt: 0, comparable: true };
  const templateList = [template, template];
  // Two templates that lie a squared distance d apart have a spread of d / 4.
  assert.equal(agreementOf({ spread: 0.04 / 4, templateList }, 0.09), 'close');
  assert.equal(agreementOf({ spread: 0.06 / 4, templateList }, 0.09), 'fair');
  assert.equal(agreementOf({ spread: 0.1 / 4, templateList }, 0.09), 'wide');
  assert.equal(agreementOf({ spread: null, templateList: [template] }, 0.09), null);
  assert.equal(agreementOf({ spread: 0.01, templateList }, 0), null);
});

const area = { left: 10, top: 20, right: 410, bottom: 220 };

/** The points of a path of straight lines. */
function pointsOf(path: string): [x: number, y: number][] {
  return Array.from(path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g), ([, x, y]) => [
    Number(x),
    Number(y),
  ]);
}

/** Area under a shape that is closed along the bottom. */
function areaUnder(path: string): number {
  const points = pointsOf(path);
  return points.slice(1).reduce((sum, [x, y], index) => {
    const [lastX, lastY] = points[index] ?? [x, y];
    return sum + (x - lastX) * (area.bottom - (y + lastY) / 2);
  }, 0);
}

test('both hills have the same area, whatever their number of comparisons', () => {
  const hill = (middle: number, height: number) =>
    Array.from({ length: 60 }, (_, bin) =>
      Math.round(height * Math.exp(-(((bin - middle) / 5) ** 2))),
    );
  const plot = histogramPlot(
    { binWidth: 0.01, genuine: hill(12, 1000), impostor: hill(38, 900_000) },
    area,
  );
  const [genuine, impostor] = [areaUnder(plot.genuine), areaUnder(plot.impostor)];
  assert.ok(Math.abs(genuine / impostor - 1) < 0.03, `${genuine} : ${impostor}`);
  for (const [x, y] of [...pointsOf(plot.genuine), ...pointsOf(plot.impostor)]) {
    assert.ok(x >= area.left && x <= area.right && y >= area.top && y <= area.bottom);
  }
});

test('alike is on the left: a smaller distance lies before a larger one', () => {
  const plot = histogramPlot({ binWidth: 0.01, genuine: [4, 9], impostor: [0, 0, 1, 5] }, area);
  assert.equal(plot.x(0), area.left);
  assert.equal(plot.x(0.04), area.right);
  assert.ok(plot.x(0.01) < plot.x(0.02));
});

test('histograms without a single comparison draw nothing that is not a number', () => {
  const plot = histogramPlot({ binWidth: 0.01, genuine: [], impostor: [] }, area);
  assert.doesNotMatch(plot.genuine + plot.impostor, /NaN|Infinity/);
});

test('a DET curve falls: fewer strangers on the left, more second looks above', () => {
  const points = [
    { fmr: 1e-2, fnmr: 0.01 },
    { fmr: 1e-5, fnmr: 0.3 },
    { fmr: 1e-3, fnmr: 0.08 },
    { fmr: 0.2, fnmr: 0 },
  ];
  const plot = detPlot([points], area);
  const drawn = pointsOf(plot.curves[0] ?? '');
  assert.equal(drawn.length, points.length);
  drawn.slice(1).forEach(([x, y], index) => {
    assert.ok(x > (drawn[index]?.[0] ?? x) && y > (drawn[index]?.[1] ?? y));
  });
  assert.deepEqual(
    plot.xTicks.map((fmr) => Math.round(Math.log10(fmr))),
    [-5, -4, -3, -2, -1, 0],
  );
  assert.deepEqual([plot.x(1), plot.y(1)], [area.right, area.top]);
});

test('an operating point outside the measured rates is drawn at the edge, not beyond it', () => {
  const points = [
    { fmr: 1e-3, fnmr: 0.1 },
    { fmr: 1e-2, fnmr: 0.02 },
  ];
  const plot = detPlot([points], area);
  assert.equal(plot.x(1e-9), area.left);
  assert.equal(plot.x(1), area.right);
  assert.ok(plot.y(0) <= area.bottom);
});

test('two DET curves share their axes: the better one lies lower wherever both are', () => {
  const better = [
    { fmr: 1e-3, fnmr: 0.05 },
    { fmr: 1e-2, fnmr: 0.01 },
  ];
  const worse = [
    { fmr: 1e-3, fnmr: 0.4 },
    { fmr: 1e-2, fnmr: 0.1 },
  ];
  const [low = [], high = []] = detPlot([better, worse], area).curves.map(pointsOf);
  assert.equal(low.length, 2);
  low.forEach(([x, y], index) => {
    assert.equal(x, high[index]?.[0]);
    assert.ok(y > (high[index]?.[1] ?? y));
  });
});
