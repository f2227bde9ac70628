import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ErrorCode } from '../../electron/contract/errors.ts';
import type { CheckResult } from '../../electron/contract/messages.ts';
import {
  absenceMs,
  matchFrames,
  noMatchFrames,
  noMatchFramesAfterMatch,
  Sighting,
  supportMs,
} from '../../electron/station/sighting.ts';

const frameMs = 100;
const rest = {
  threshold: 0.3,
  timings: { decode: 0, detect: 0, align: 0, encode: 0, match: 0, total: 0 },
};
const ana: CheckResult = {
  outcome: 'match',
  person: { id: 'ana', name: 'Ana' },
  distance: 0.1,
  ...rest,
};
const ben: CheckResult = { ...ana, person: { id: 'ben', name: 'Ben' } };
const stranger: CheckResult = { outcome: 'no-match', person: null, distance: 0.9, ...rest };

function refused(code: ErrorCode): CheckResult {
  return { outcome: 'refused', person: null, distance: null, code, ...rest };
}

/** Shows frames one after the other; returns which conclusions were new, as words. */
function show(sighting: Sighting, frames: readonly CheckResult[], startTick = 0): string[] {
  return frames.flatMap((frame, i) => {
    const concluded = sighting.take(frame, 1000 + i, startTick + i * frameMs);
    return concluded ? [concluded.person?.id ?? concluded.outcome] : [];
  });
}

function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

test('one frame decides nothing', () => {
  assert.deepEqual(show(new Sighting(), [ana]), []);
});

test('enough agreeing frames conclude once, however many follow', () => {
  assert.deepEqual(show(new Sighting(), times(20, ana)), ['ana']);
});

test('a single wrong frame among right ones changes nothing', () => {
  assert.deepEqual(show(new Sighting(), [ana, ben, ana, stranger, ana, ben, ana]), ['ana']);
});

test('frames that disagree about who it is conclude nothing', () => {
  const sighting = new Sighting();
  assert.deepEqual(show(sighting, [ana, stranger, ben, stranger, ana, stranger, ben]), []);
  assert.equal(sighting.conclusion, null);
});

test('a stranger is not recognised only after several frames in a row', () => {
  const sighting = new Sighting();
  assert.deepEqual(show(sighting, times(noMatchFrames - 1, stranger)), []);
  assert.deepEqual(show(sighting, [stranger], noMatchFrames * frameMs), ['no-match']);
});

test('a recognised person who turns the head stays recognised for a while', () => {
  const frames = [
    ...times(matchFrames.agree, ana),
    ...times(noMatchFramesAfterMatch - 1, stranger),
  ];
  assert.deepEqual(show(new Sighting(), [...frames, ana, ana]), ['ana']);
});

test('a stranger who stays after somebody known is told apart in the end', () => {
  const frames = [...times(matchFrames.agree, ana), ...times(noMatchFramesAfterMatch, stranger)];
  assert.deepEqual(show(new Sighting(), frames), ['ana', 'no-match']);
});

test('the next known person is greeted as soon as the frames agree', () => {
  const frames = [...times(3, ana), ...times(matchFrames.agree + 1, ben)];
  assert.deepEqual(show(new Sighting(), frames), ['ana', 'ben']);
});

test('after an absence the same person is a new sighting', () => {
  const sighting = new Sighting();
  show(sighting, times(5, ana));
  const later = 4 * frameMs + absenceMs + 1;
  assert.deepEqual(show(sighting, [refused('no-face')], later), []);
  assert.equal(sighting.conclusion, null);
  assert.deepEqual(show(sighting, times(3, ana), later + frameMs), ['ana']);
});

test('a face that cannot be compared for a moment keeps the sighting alive', () => {
  const sighting = new Sighting();
  show(sighting, times(5, ana));
  const frames = Math.floor(supportMs / frameMs) - 1;
  show(sighting, times(frames, refused('face-too-small')), 5 * frameMs);
  assert.equal(sighting.conclusion?.person?.id, 'ana');
});

test('nobody lives on the greeting of another: what no frame agrees with ends', () => {
  for (const code of ['several-faces', 'face-too-small', 'face-cut-off'] as const) {
    const sighting = new Sighting();
    show(sighting, times(5, ana));
    const frames = Math.ceil(supportMs / frameMs) + 1;
    show(sighting, times(frames, refused(code)), 5 * frameMs);
    assert.equal(sighting.conclusion, null, code);
  }
});

test('a station that cannot see forgets at once whom it saw', () => {
  for (const code of ['vision-restarting', 'vision-unavailable', 'model-missing'] as const) {
    const sighting = new Sighting();
    show(sighting, times(5, ana));
    show(sighting, [refused(code)], 5 * frameMs);
    assert.equal(sighting.conclusion, null, code);
  }
});

test('a conclusion stands for as long as frames agree with it', () => {
  const sighting = new Sighting();
  assert.deepEqual(show(sighting, times((5 * supportMs) / frameMs, stranger)), ['no-match']);
  assert.equal(sighting.conclusion?.outcome, 'no-match');
});

test('frames far apart in time do not agree', () => {
  const sighting = new Sighting();
  const waiting = times(Math.ceil((2 * supportMs) / frameMs), refused('face-too-small'));
  assert.deepEqual(show(sighting, [ana, ...waiting, ana]), []);
});
