import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { LogKeeper } from '../../electron/hosts/log/log-keeper.ts';
import { unavailableLog } from '../../electron/hosts/log/log-store.ts';
import { StationDiary } from '../../electron/hosts/log/station-diary.ts';
import { stationError } from '../../electron/contract/errors.ts';
import { firstAt, madeLog, type MadeLog } from '../support/made-log.ts';

const second = 1000;
const day = 24 * 60 * 60 * second;

/** A clock on the wall and one that never goes back, both turned by hand. */
function madeClock(now: number) {
  const hands = { now, tick: 0 };
  return {
    clock: { now: () => hands.now, tick: () => hands.tick },
    pass: (ms: number) => {
      hands.now += ms;
      hands.tick += ms;
    },
    set: (ms: number) => void (hands.now = ms),
  };
}

function rowsOf({ db }: MadeLog) {
  return db.prepare(`SELECT kind, code, detail, actor FROM events WHERE source = 'station'`).all();
}

function row(kind: string, detail: string, code: string | null = null) {
  return { kind, code, detail, actor: ':station' };
}

test('a station says when it started and stopped, once each', (t) => {
  const made = madeLog(t);
  const diary = new StationDiary(madeClock(firstAt).clock, '1.2.3');
  diary.opened(made.repository);
  diary.opened(made.repository);
  diary.closing(made.repository);
  assert.deepEqual(rowsOf(made), [row('start', 'Threshold 1.2.3'), row('stop', 'Threshold 1.2.3')]);
});

test('a start after an end that was none says so', (t) => {
  const made = madeLog(t);
  new StationDiary(madeClock(firstAt).clock, '1').opened(made.repository);
  new StationDiary(madeClock(firstAt + 1).clock, '1').opened(made.repository);
  assert.deepEqual(rowsOf(made)[1], row('start', 'Threshold 1, without a stop before'));
});

test('a station that starts locked says so when its store opens', (t) => {
  const made = madeLog(t);
  const diary = new StationDiary(madeClock(firstAt).clock, '1');
  diary.opened(unavailableLog(stationError('station-locked')));
  diary.closing(unavailableLog(stationError('station-locked')));
  diary.opened(made.repository);
  assert.deepEqual(rowsOf(made), [row('start', 'Threshold 1')]);
});

function watched(t: TestContext) {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const made = madeLog(t);
  const hands = madeClock(firstAt);
  const diary = new StationDiary(hands.clock, '1');
  t.after(diary.watchClock((work) => work(made.repository)));
  const look = (): void => t.mock.timers.tick(10_000);
  return { made, hands, look };
}

test('a clock that jumps while the station runs is a row, each time', (t) => {
  const { made, hands, look } = watched(t);
  hands.pass(10 * second);
  look();
  assert.deepEqual(rowsOf(made), []);
  hands.set(firstAt + day);
  look();
  look();
  hands.set(firstAt);
  look();
  assert.deepEqual(rowsOf(made), [
    row('clock', '86390 s ahead, or the computer slept'),
    row('clock', '86400 s back', 'clock-back'),
  ]);
});

test('a clock that is put right by a few seconds is no row', (t) => {
  const { made, hands, look } = watched(t);
  hands.set(firstAt + 4 * second);
  look();
  assert.deepEqual(rowsOf(made), []);
});

test('a clock behind the log is doubted at the start, until it has caught up', (t) => {
  const made = madeLog(t, 10);
  const hands = madeClock(firstAt - 3600 * second);
  const keeper = new LogKeeper(made.repository, hands.clock);
  new StationDiary(hands.clock, '1').opened(made.repository);
  new StationDiary(hands.clock, '1').opened(made.repository);
  const clocks = rowsOf(made).filter((each) => (each as { kind: string }).kind === 'clock');
  assert.deepEqual(clocks, [row('clock', 'behind the newest rows', 'clock-back')]);
  assert.equal(keeper.clockDoubt()?.code, 'clock-back');
  hands.set(firstAt + 10 * second);
  assert.equal(keeper.clockDoubt(), null);
});

test('a clock that was a year ahead once is not doubted for a year', (t) => {
  const made = madeLog(t, 10);
  const hands = madeClock(firstAt - 365 * day);
  const keeper = new LogKeeper(made.repository, hands.clock);
  new StationDiary(hands.clock, '1').opened(made.repository);
  hands.pass(23 * 3600 * second);
  assert.equal(keeper.clockDoubt()?.code, 'clock-back');
  hands.pass(2 * 3600 * second);
  assert.equal(keeper.clockDoubt(), null);
});
