import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Channel } from '../../electron/contract/channels.ts';
import { fail, ok, stationError, type Result } from '../../electron/contract/errors.ts';
import {
  chipSizes,
  contestSchema,
  minings,
  trainingKinds,
  trainingRequestSchema,
  trainingStages,
  trainingViewSchema,
  type Contest,
  type TrainingView,
} from '../../electron/contract/training.ts';
import { comparatorKinds } from '../../electron/contract/comparator.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import { eventDetail } from '../../renderer/components/event-detail.ts';
import { curvePlot, pointsOf } from '../../renderer/components/training/curves.ts';
import {
  detailOf,
  headlineOf,
  nameOf,
  verdictOf,
} from '../../renderer/components/training/training-words.ts';
import {
  chipSides,
  encoderDefaults,
  marginLimits,
  miningNames,
  minuteLimits,
  trainingStageNames,
} from '../../renderer/state/training-limits.ts';
import { chooseWords } from '../../renderer/text/choose-words.ts';
import { allowStateClasses } from '../support/svelte-state.ts';

allowStateClasses();
const { Navigation } = await import('../../renderer/state/navigation.svelte.ts');
const { EncoderForm } = await import('../../renderer/state/encoder-form.svelte.ts');
const { TrainingState } = await import('../../renderer/state/training.svelte.ts');

const english = chooseWords('en', []);
const folders = [
  { name: 'everybody', people: 40 },
  { name: 'night', people: 3 },
];
const idle: TrainingView = {
  folders,
  place: '/data/training',
  site: { people: 30, usable: 25, needed: 20 },
  run: null,
  contest: null,
  ...{ unmet: [], left: [] },
  adopted: null,
};
const encoder = { ...encoderDefaults, kind: 'encoder', folder: 'night', resume: false } as const;

type Run = NonNullable<TrainingView['run']>;

function runOf(state: Run['state'], changes: Partial<Run> = {}): TrainingView {
  const run: Run = {
    ...{ request: encoder, state, startedAt: 1, progress: null, curve: [], error: null },
    ...changes,
  };
  return { ...idle, run };
}

/** A contest in which the challenger errs in `after` of its comparisons, the champion in 10 %. */
function contestOf(after: number, low95: number, kind: Contest['kind'] = 'head'): Contest {
  const rates = { eerLow95: 0, eerHigh95: 1, accuracy: 0.9, det: [], closest: [] };
  const gain = { estimate: 0.1 - after, low95, high95: 0.09 };
  return contestSchema.parse({
    kind,
    heldOut: { people: 10, photos: 40, genuine: 60, impostor: 700 },
    champion: { ...rates, name: kind === 'logistic' ? 'distance' : 'core', eer: 0.1 },
    challenger: { ...rates, name: kind === 'logistic' ? 'logistic' : 'site', eer: after },
    ...{ gain, better: low95 > 0, pack: null, comparator: 'distance', strictest: 1e-6 },
  });
}

test('what the page offers is what the contract takes', () => {
  assert.deepEqual(chipSides, chipSizes);
  assert.deepEqual(miningNames, minings);
  assert.deepEqual(trainingStageNames, trainingStages);
  const takes = (changes: object) =>
    trainingRequestSchema.safeParse({ ...encoder, ...changes }).success;
  for (const minutes of Object.values(minuteLimits)) assert.ok(takes({ minutes }));
  for (const margin of Object.values(marginLimits)) assert.ok(takes({ margin }));
  const beyond = [
    { minutes: minuteLimits.least - 1 },
    { minutes: minuteLimits.most + 1 },
    { margin: marginLimits.least / 2 },
    { margin: marginLimits.most * 2 },
  ];
  for (const changes of beyond) assert.ok(!takes(changes), JSON.stringify(changes));
  assert.deepEqual(Object.keys(english.text.training.comparators), comparatorKinds);
  assert.deepEqual(Object.keys(english.text.training.deeds).toSorted(), trainingKinds.toSorted());
});

test('an untouched form asks for the first folder with the recipe of the command line', () => {
  const request = new EncoderForm().request(folders);
  assert.deepEqual(request, { ...encoder, folder: 'everybody' });
  assert.ok(trainingRequestSchema.safeParse(request).success);
});

test('a number is taken with a point or a comma, and nothing else is taken for one', () => {
  const form = new EncoderForm();
  form.margin = ' 0,35 ';
  assert.equal(form.request(folders)?.margin, 0.35);
  for (const margin of ['', '3', '0', '-0.2', '1e-1', '0.2.1', 'much', 'NaN', 'Infinity']) {
    form.margin = margin;
    assert.equal(form.request(folders), null, margin);
    assert.ok(form.marginInvalid);
  }
  form.margin = '0.2';
  for (const minutes of ['', '0', '2.5', '1441', '-3', '0x10', '99999']) {
    form.minutes = minutes;
    assert.equal(form.request(folders), null, minutes);
    assert.ok(form.minutesInvalid);
  }
});

test('nobody is corrected before the form was sent off', () => {
  const form = new EncoderForm();
  form.minutes = 'a while';
  assert.ok(!form.minutesInvalid);
  form.request(folders);
  assert.ok(form.minutesInvalid);
  form.minutes = '5';
  assert.ok(!form.minutesInvalid);
});

test('a chosen folder that is gone gives way to the first there is', () => {
  const form = new EncoderForm();
  form.folder = 'night';
  assert.equal(form.chosen(folders), 'night');
  assert.equal(form.chosen(folders.slice(0, 1)), 'everybody');
  assert.equal(form.chosen([]), null);
  assert.equal(form.request([]), null);
});

test('the headline says what goes on, how it ended, or who won', () => {
  const line = (view: TrainingView) => headlineOf(trainingViewSchema.parse(view), english).line;
  assert.match(line(idle), /made better here\?$/);
  const adopted = { kind: 'head', name: 'site', before: 'core' } as const;
  assert.match(line({ ...idle, adopted }), /was made better here/);
  assert.match(line(runOf('running')), /being trained/);
  assert.match(line(runOf('stopping')), /being stopped/);
  assert.match(line(runOf('stopped')), /was stopped/);
  assert.match(line(runOf('failed')), /came to nothing/);
  const contest = contestOf(0.05, 0.01);
  assert.match(line({ ...runOf('done'), contest }), /^Measurably better: 5\.0% .* 10\.0%\.$/);
  // A run that failed is newer than a challenger that still waits.
  assert.match(line({ ...runOf('failed'), contest }), /came to nothing/);
});

test('only an encoder that was stopped is said to have something to go on from', () => {
  const help = (request: Run['request']) => headlineOf(runOf('stopped', { request }), english).help;
  assert.match(help(encoder), /can go on/);
  assert.doesNotMatch(help({ kind: 'head' }), /can go on/);
});

test('a gain that is not sure is never called one', () => {
  for (const contest of [contestOf(0.08, -0.01), contestOf(0.12, -0.05), contestOf(0.1, 0)]) {
    const { line, help } = verdictOf(contest, english);
    assert.equal(line, 'Not measurably better, so nothing changes.');
    assert.match(help, /10\.0%/);
  }
  assert.match(verdictOf(contestOf(0.08, -0.01), english).help, /too little to be sure/);
  assert.doesNotMatch(verdictOf(contestOf(0.12, -0.05), english).help, /too little/);
});

test('ways to compare are named in words, packs by their names', () => {
  const { champion, challenger } = contestOf(0.05, 0.01, 'logistic');
  assert.equal(nameOf(champion, 'logistic', english), 'plain distance');
  assert.equal(nameOf(challenger, 'logistic', english), 'weighted differences');
  assert.equal(nameOf({ name: 'distance' }, 'head', english), 'distance');
});

test('what the station said of the case at hand stands beside the sentence of its code', () => {
  assert.equal(
    detailOf(stationError('training-data', 'Ana has one photo (1.jpg)')),
    'Ana has one photo (1.jpg)',
  );
  assert.equal(detailOf(stationError('training-data')), null);
  assert.equal(
    detailOf({ code: 'training-data', message: 'Only one person.' }),
    'Only one person.',
  );
});

test('the log says what was done with something learned, in words', () => {
  const line = (detail: string) => eventDetail({ kind: 'training', detail }, english);
  assert.equal(line('adopted head: core → core-site'), 'Adapted to this site, core → core-site');
  assert.equal(line('back head: core-site → core'), 'No longer adapted, core-site → core');
  assert.equal(line('something newer'), 'something newer');
});

test('the address brings back the page that was open, and knows no others', () => {
  const at = (hash: string) => {
    const { view, page } = new Navigation(hash);
    return `${view} ${page}`;
  };
  assert.equal(at('#recognition/training'), 'recognition training');
  assert.equal(at('#recognition'), 'recognition sure');
  assert.equal(at('#recognition/elsewhere'), 'recognition sure');
  assert.equal(at('#nowhere'), 'check sure');
  assert.equal(at(''), 'check sure');
});

const area = { left: 0, top: 0, right: 100, bottom: 50 };
const look = { seconds: 1, images: 1, loss: 0.3, active: null, accuracy: null };

test('a curve has the looks at which its value was measured', () => {
  const curve = [look, { ...look, seconds: 2, accuracy: 0.75 }, { ...look, seconds: 4 }];
  assert.deepEqual(pointsOf(curve, 'accuracy'), [{ seconds: 2, value: 0.75 }]);
  assert.equal(pointsOf(curve, 'loss').length, 3);
  const plot = curvePlot(pointsOf(curve, 'accuracy'), 'accuracy', 4, area);
  assert.deepEqual(plot, { path: 'M50.0 25.0', last: { x: 50, y: 25 }, least: 0.5, most: 1 });
});

test('a loss is drawn from nothing to a round number above it, whatever it is', () => {
  const mostOf = (...losses: number[]) =>
    curvePlot(
      losses.map((value, seconds) => ({ seconds, value })),
      'loss',
      9,
      area,
    ).most;
  assert.equal(mostOf(0.19, 0.04), 0.2);
  assert.equal(mostOf(0.21), 0.5);
  assert.equal(mostOf(7), 10);
  assert.equal(mostOf(0), 1);
  assert.equal(mostOf(), 1);
});

type Answer = (payload: never) => Result<TrainingView> | Promise<Result<TrainingView>>;

function lineTo(answers: Partial<Record<Channel, Answer>>): Transport {
  return {
    request: async (channel: Channel, payload: unknown) =>
      (await (answers[channel]?.(payload as never) ?? fail('internal'))) as never,
    onNotice: () => () => undefined,
    onConnection: () => () => undefined,
  };
}

test('what a deed answers is newer than a look that was begun before it', async () => {
  const late = Promise.withResolvers<Result<TrainingView>>();
  const state = new TrainingState(
    lineTo({
      'training.get': () => late.promise,
      'training.start': () => ok(runOf('running')),
    }),
  );
  const looking = state.refresh();
  await state.start(encoder);
  assert.ok(state.underWay);
  late.resolve(ok(idle));
  await looking;
  assert.ok(state.underWay);
});

test('a refused deed changes nothing and is said, until the next one is taken', async () => {
  let better = false;
  const state = new TrainingState(
    lineTo({
      'training.get': () => ok({ ...idle, contest: contestOf(0.05, 0.01) }),
      'training.adopt': () => (better ? ok(idle) : fail('training-no-better')),
    }),
  );
  await state.refresh();
  await state.adopt();
  assert.deepEqual(state.refused, { deed: 'adopt', code: 'training-no-better' });
  assert.ok(state.view?.contest);
  better = true;
  await state.adopt();
  assert.equal(state.refused, null);
  assert.equal(state.view.contest, null);
});

test('however many notices come while the station is asked, it is asked once more', async () => {
  const asked: (() => void)[] = [];
  const state = new TrainingState(
    lineTo({
      'training.get': () =>
        new Promise((answer) =>
          asked.push(() => answer(ok(asked.length > 1 ? idle : runOf('done')))),
        ),
    }),
  );
  const first = state.refresh();
  for (let notice = 0; notice < 5; notice++) await state.refresh();
  assert.equal(asked.length, 1);
  asked[0]?.();
  while (asked.length < 2) await Promise.resolve();
  asked[1]?.();
  await first;
  assert.equal(asked.length, 2);
  assert.equal(state.view, idle);
});
