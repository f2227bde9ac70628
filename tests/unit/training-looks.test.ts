import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contestInWords } from '../../electron/cli/contest-in-words.ts';
import { ProgressLines } from '../../electron/cli/train-progress.ts';
import type { TrainingPoint, TrainingProgress } from '../../electron/contract/training.ts';
import { Calm } from '../../electron/hosts/training/calm.ts';
import { Curve, longestCurve } from '../../electron/hosts/training/curve.ts';
import { freePackName } from '../../electron/hosts/training/pack-name.ts';
import { madeContest } from '../support/made-contest.ts';

function pointAt(seconds: number, accuracy: number | null = null): TrainingPoint {
  return { seconds, images: 100 * seconds, loss: 0.25, active: 0.5, accuracy };
}

test('a curve of any length keeps few points, and all that was measured', () => {
  const curve = new Curve();
  const all = Array.from({ length: 10_000 }, (_, at) => pointAt(at, at % 500 === 0 ? 0.8 : null));
  for (const point of all) curve.add(point);
  const { points } = curve;
  assert.ok(points.length <= longestCurve && points.length > longestCurve / 4);
  assert.ok(points.at(-1)!.seconds > 9900);
  const seconds = points.map((point) => point.seconds);
  assert.deepEqual(
    seconds,
    seconds.toSorted((one, other) => one - other),
  );
  const measured = (some: readonly TrainingPoint[]) =>
    some.filter(({ accuracy }) => accuracy !== null);
  assert.equal(measured(points).length, measured(all).length);
});

test('who asks often is called at once, then once in a while, and in the end', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let calls = 0;
  const calm = new Calm(() => calls++, 1000);
  for (let asked = 0; asked < 10; asked++) calm.ask();
  assert.equal(calls, 1);
  t.mock.timers.tick(1000);
  assert.equal(calls, 2);
  t.mock.timers.tick(5000);
  assert.equal(calls, 2);
  calm.ask();
  calm.ask();
  calm.close();
  t.mock.timers.tick(5000);
  assert.equal(calls, 3);
});

test('a pack’s name is made of any name, and is nobody else’s', () => {
  const name = (wanted: string, ...taken: string[]) => freePackName(wanted, new Set(taken));
  assert.equal(name('Männer & Frauen 2026'), 'manner-frauen-2026');
  assert.equal(name('core-site', 'core-site'), 'core-site-2');
  assert.equal(name('core-site', 'core-site', 'core-site-2'), 'core-site-3');
  assert.equal(name('従業員'), 'own');
  assert.equal(name('../..'), 'own');
  assert.equal(name('x'.repeat(80)).length, 32);
  assert.equal(name('x'.repeat(80), 'x'.repeat(32)), `${'x'.repeat(30)}-2`);
});

const progress: TrainingProgress = {
  stage: 'training',
  done: 0.5,
  secondsLeft: 3700,
  imagesPerSecond: 812.4,
  point: pointAt(75, 0.8125),
};

/** Shows progress on something that is a terminal or is none, in a time that stands still. */
function shown(isTTY: boolean, json: boolean, looks: readonly TrainingProgress[]) {
  const said: unknown[] = [];
  const written: string[] = [];
  const stream = { isTTY, columns: 200, write: (text: string) => written.push(text) };
  const lines = new ProgressLines({ json, line: (value) => said.push(value) }, stream, () => 0);
  for (const look of looks) lines.show(look);
  lines.end();
  return { said, text: written.join('') };
}

test('with JSON asked for, every look is a line of its own and nothing else is said', () => {
  const { said, text } = shown(true, true, [progress, progress]);
  assert.deepEqual(said, [progress, progress]);
  assert.equal(text, '');
});

test('a terminal has a line for each look at people held out, and a bar that goes away', () => {
  const { said, text } = shown(true, false, [{ ...progress, point: null }, progress]);
  assert.deepEqual(said, []);
  assert.match(text, /█{12}░{12} {2}50 % {2}1:01:40 left {2}812 images\/s/);
  assert.match(text, /1:15 {2}loss 0\.2500 {2}50 % of triplets active {2}81\.3 % right[^\n]*\n/);
  assert.match(text, /\r +\r$/);
});

test('elsewhere a line says how far it is when the stage is another, not at every look', () => {
  const reading = { ...progress, stage: 'reading', point: null } as const;
  const { text } = shown(false, false, [reading, reading, { ...progress, point: null }]);
  assert.equal(text.split('\n').length, 3);
  assert.doesNotMatch(text, /\r/);
});

test('a contest in words says who won, and how sure that is', () => {
  const better = contestInWords(madeContest({ better: true }), []);
  assert.match(better, /20 people held out, 80 photos: 120 pairs of one person, 3040 of two/);
  assert.match(better, /in use: core +4\.00 % \(3\.00 % to 5\.00 %\)/);
  assert.match(better, /lower by 1\.50 percentage points; with 95 % confidence by 0\.50 to 2\.50/);
  assert.match(better, /measurably better/);
  assert.match(contestInWords(madeContest({ better: false }), []), /not measurably better than/);
});

test('a risk that is set and could not be promised any more is told with the contest', () => {
  const unmet = { mode: 'identify', target: 0.001, least: 0.0601 } as const;
  const told = contestInWords(madeContest(), [unmet]);
  assert.match(
    told,
    /no stricter risk than FPIR 6\.1e-2 can be promised for identify, and 0\.001 is/,
  );
  assert.doesNotMatch(contestInWords(madeContest(), []), /promised/);
});
