import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckResult } from '../../electron/contract/messages.ts';
import type { Box, Observation, ObservedFace } from '../../electron/contract/observation.ts';
import { pool } from '../../electron/contract/pooled.ts';
import { Gallery } from '../../electron/gallery/gallery.ts';
import { squaredDistance } from '../../electron/gallery/squared-distance.ts';
import { compareProbe, likenessOf, probeOf } from '../../electron/station/comparison.ts';
import { consistentFrames, pooledFrames } from '../../electron/station/evidence.ts';
import {
  noMatchFrames,
  noMatchFramesAfterMatch,
  Sighting,
  supportMs,
} from '../../electron/station/sighting.ts';
import { absenceMs } from '../../electron/station/tracker.ts';
import { decideWithinMs } from '../../electron/station/waiting.ts';
import { along, dims, encoder, observation, threshold } from '../support/made-station.ts';

const frameMs = 100;

/** Somebody before the camera: what their encoding is, and where their face, px. */
interface Somebody {
  readonly encoding: Float32Array;
  readonly x?: number;
  readonly width?: number;
  /** Too poor a picture to be compared. */
  readonly refused?: boolean;
}

const ana: Somebody = { encoding: along(0) };
const ben: Somebody = { encoding: along(2) };
const stranger: Somebody = { encoding: along(1) };
/** Ana so turned that the frame alone is no match, though not another person's (0.36 away). */
const anaAside: Somebody = { encoding: along(0, 0.6) };
const nobody = null;

/** A camera and a gallery of Ana and Ben, with the station's own way of a frame. */
class Desk {
  readonly sighting = new Sighting();
  readonly #search = new Gallery(dims, encoder.spread);
  readonly #likeness = likenessOf(this.#search, encoder, squaredDistance);
  #tick = 0;

  constructor() {
    this.#search.set('ana', pool([along(0)]));
    this.#search.set('ben', pool([along(2)]));
  }

  /** Whom the conclusion names. */
  get named(): string | null {
    return this.sighting.conclusion?.person?.id ?? null;
  }

  /** Shows frames one after the other; returns which conclusions were new, as words. */
  show(...frames: (Somebody | null)[]): string[] {
    return frames.flatMap((who) => this.look(who ? [who] : []) ?? []);
  }

  wait(ms: number): void {
    this.#tick += ms;
  }

  /** Where the subject is held on to at this moment. */
  get held(): Box | null {
    return this.sighting.heldAt(this.#tick);
  }

  /** One frame with several people, the first of whom is the subject. */
  look(people: readonly Somebody[]): string | null {
    this.#tick += frameMs;
    const { sighting } = this;
    sighting.follow(seen(people), this.#tick);
    const [subject] = people;
    if (!subject) return null;
    const concluded = sighting.take(this.#result(subject), 1000, this.#tick, this.#likeness);
    return concluded && (concluded.person?.id ?? concluded.outcome);
  }

  #result({ encoding, refused }: Somebody): CheckResult {
    const timings = { decode: 0, detect: 0, align: 0, encode: 0, match: 0, total: 0 };
    const rest = { threshold, timings };
    if (refused) return { outcome: 'refused', person: null, distance: null, ...rest };
    const probe = probeOf(encoding, this.#search);
    const pooled = probe && this.sighting.show(probe, 1, this.#tick, this.#likeness);
    const isOver = (): boolean => false;
    const reference = { search: this.#search, threshold, claimed: null, nameOf: String, isOver };
    return { ...compareProbe(pooled, reference), ...rest };
  }
}

function seen(people: readonly Somebody[]): Observation {
  const empty = observation(null);
  const faces = people.map(({ encoding, x = 300, width = 100 }): ObservedFace => {
    const [face] = observation(encoding).faces;
    const at = (dx: number, dy: number): [number, number] => [x + dx * width, 200 + dy * width];
    return {
      ...face!,
      box: { x: x - width / 2, y: 200 - width * 0.6, width, height: width * 1.2 },
      landmarks: [at(-0.2, -0.2), at(0.2, -0.2), at(0, 0), at(-0.15, 0.2), at(0.15, 0.2)],
    };
  });
  return { ...empty, faces, subject: faces.length > 0 ? 0 : null };
}

function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

test('one frame decides nothing', () => {
  const desk = new Desk();
  assert.deepEqual(desk.show(ana), []);
  assert.equal(desk.sighting.conclusion, null);
});

test('enough agreeing frames conclude once, however many follow', () => {
  const desk = new Desk();
  assert.deepEqual(desk.show(...times(consistentFrames, ana)), ['ana']);
  assert.equal(desk.sighting.conclusion?.frames, consistentFrames);
  assert.deepEqual(desk.show(...times(40, ana)), []);
});

test('a conclusion tells how near and how many frames were pooled', () => {
  const desk = new Desk();
  desk.show(...times(noMatchFrames, stranger));
  const { conclusion } = desk.sighting;
  assert.deepEqual(
    [conclusion?.outcome, conclusion?.person, conclusion?.frames, conclusion?.threshold],
    ['no-match', null, noMatchFrames, threshold],
  );
  assert.ok(Math.abs((conclusion?.distance ?? 9) - 2) < 1e-6);
});

test('a stranger is not recognised only after several pooled frames', () => {
  const desk = new Desk();
  assert.deepEqual(desk.show(...times(noMatchFrames - 1, stranger)), []);
  assert.deepEqual(desk.show(stranger), ['no-match']);
});

test('somebody whose frames match only every third time is recognised by all of them', () => {
  const desk = new Desk();
  const frames = [anaAside, anaAside, ana, anaAside, anaAside, ana];
  assert.ok(squaredDistance(anaAside.encoding, along(0)) > threshold);
  assert.deepEqual(desk.show(...frames), ['ana']);
});

test('a recognised person who turns the head stays recognised', () => {
  const desk = new Desk();
  const frames = [...times(3, ana), ...times(5, anaAside), ana, ana];
  assert.deepEqual(desk.show(...frames), ['ana']);
  assert.equal(desk.named, 'ana');
});

test('whoever was recognised and no longer matches is told apart in the end, not at once', () => {
  const desk = new Desk();
  desk.show(...times(2, ana));
  // Frames like Ana's first ones, then slowly like nobody's: never far from those before.
  const away = Array.from({ length: 30 }, (_, i) => ({ encoding: along(0, 0.06 * i) }));
  const news = away.map((who) => desk.show(who)[0]);
  assert.deepEqual(news.filter(Boolean), ['no-match']);
  const firstUnlike = away.findIndex(({ encoding }) => squaredDistance(encoding, along(0)) > 0.3);
  assert.ok(news.indexOf('no-match') >= firstUnlike + noMatchFramesAfterMatch);
});

test('somebody else in the same place takes nothing over, and the name is gone at once', () => {
  const desk = new Desk();
  desk.show(...times(pooledFrames, ana));
  const [before] = desk.sighting.tracks;
  assert.deepEqual(desk.show(ben), []);
  assert.equal(desk.sighting.conclusion, null);
  assert.notEqual(desk.sighting.tracks[0], before);
  assert.deepEqual(desk.show(ben), ['ben']);
});

test('a stranger in the place of somebody recognised has to wait like any other', () => {
  const desk = new Desk();
  desk.show(...times(pooledFrames, ana));
  assert.deepEqual(desk.show(...times(noMatchFrames - 1, stranger)), []);
  assert.equal(desk.sighting.conclusion, null);
  assert.deepEqual(desk.show(stranger), ['no-match']);
});

test('one odd frame among right ones is no news and costs the name only for a moment', () => {
  const desk = new Desk();
  assert.deepEqual(desk.show(ana, ana, stranger, ana, ana, ana), ['ana']);
  assert.equal(desk.named, 'ana');
});

test('frames that disagree about who it is name nobody, and are answered in time', () => {
  const desk = new Desk();
  const turns = Array.from({ length: decideWithinMs / frameMs }, (_, i) => (i % 2 ? ana : ben));
  assert.deepEqual(desk.show(...turns), []);
  assert.deepEqual(desk.show(ben, ana, ben, ana), ['no-match']);
});

test('somebody who can be compared only now and then has an answer in time', () => {
  const desk = new Desk();
  const poor = { ...stranger, refused: true };
  const frames = times(decideWithinMs / frameMs + 1, poor).map((frame, i) =>
    i % 10 === 0 ? stranger : frame,
  );
  assert.deepEqual(desk.show(...frames), ['no-match']);
});

test('frames that look like one person never count for another on the same track', () => {
  const desk = new Desk();
  // Between Ana and Ben, who are far apart: nearer to Ana at first, nearer to Ben at last.
  const path = (share: number): Somebody => {
    const [a, b] = [Math.cos(share), Math.sin(share)];
    return { encoding: Float32Array.of(a, 0, b, 0) };
  };
  const shares = Array.from({ length: 80 }, (_, i) => (i / 79) * (Math.PI / 2));
  const seenAs = shares.map((share) => {
    desk.show(path(share));
    return desk.named;
  });
  assert.ok(seenAs.includes('ana') && seenAs.includes('ben'));
  assert.ok(seenAs.lastIndexOf('ana') < seenAs.indexOf('ben'));
  const firstBen = seenAs.indexOf('ben');
  assert.notEqual(seenAs[firstBen - 1], 'ana');
});

test('another subject has a decision of its own, and the old name is gone at once', () => {
  const desk = new Desk();
  const [left, right] = [
    { ...ana, x: 150 },
    { ...ben, x: 450 },
  ] as const;
  desk.look([left, right]);
  assert.equal(desk.look([left, right]), 'ana');
  assert.deepEqual(desk.sighting.tracks, [1, 2]);
  assert.equal(desk.look([right, left]), null);
  assert.equal(desk.sighting.conclusion, null);
  assert.deepEqual(desk.sighting.tracks, [2, 1]);
  assert.equal(desk.look([right, left]), 'ben');
});

test('somebody who is covered for a moment by another is no news afterwards', () => {
  const desk = new Desk();
  const [left, right] = [
    { ...ana, x: 150 },
    { ...stranger, x: 450 },
  ] as const;
  for (let i = 0; i < 5; i++) desk.look([left, right]);
  for (let i = 0; i < noMatchFrames - 1; i++) desk.look([right, left]);
  assert.equal(desk.sighting.conclusion, null);
  const news = times(5, [left, right] as const).map((people) => desk.look(people));
  assert.deepEqual(news, times(5, null));
  assert.equal(desk.named, 'ana');
});

test('every stranger has an answer of their own', () => {
  const desk = new Desk();
  assert.deepEqual(desk.show(...times(6, { ...stranger, x: 100 })), ['no-match']);
  assert.deepEqual(desk.show(...times(6, { ...stranger, x: 500 })), ['no-match']);
});

test('a stranger whose encodings waver does not fill the log', () => {
  const desk = new Desk();
  const other = { encoding: along(3) };
  const frames = Array.from({ length: 200 }, (_, i) => (i % 2 ? stranger : other));
  assert.deepEqual(desk.show(...frames), ['no-match']);
});

test('after an absence the same person is a new sighting', () => {
  const desk = new Desk();
  desk.show(...times(5, ana));
  desk.wait(absenceMs);
  assert.deepEqual(desk.show(nobody), []);
  assert.equal(desk.sighting.conclusion, null);
  assert.equal(desk.held, null);
  assert.deepEqual(desk.show(...times(3, ana)), ['ana']);
});

test('where the subject was is held on to while it is missed for a moment', () => {
  const desk = new Desk();
  desk.show({ ...ana, x: 210 }, nobody);
  assert.equal(desk.held?.x, 160);
  desk.wait(absenceMs);
  assert.equal(desk.held, null);
});

test('a face that cannot be compared for a moment keeps the sighting alive', () => {
  const desk = new Desk();
  desk.show(...times(5, ana));
  desk.show(...times(supportMs / frameMs - 1, { ...ana, refused: true }));
  assert.equal(desk.named, 'ana');
});

test('nobody lives on the greeting of another: what no frame agrees with ends', () => {
  const desk = new Desk();
  desk.show(...times(5, ana));
  desk.show(...times(supportMs / frameMs + 1, { ...ana, refused: true }));
  assert.equal(desk.sighting.conclusion, null);
});

test('a refused frame of somebody else ends the name, too', () => {
  const desk = new Desk();
  desk.show(...times(5, { ...ana, x: 100 }));
  desk.show({ ...ben, x: 500, refused: true });
  assert.equal(desk.sighting.conclusion, null);
});

test('a station that cannot see forgets at once whom it saw', () => {
  const desk = new Desk();
  desk.show(...times(5, ana));
  desk.sighting.end();
  assert.equal(desk.sighting.conclusion, null);
  assert.equal(desk.held, null);
  assert.deepEqual(desk.show(...times(2, ana)), ['ana']);
  assert.deepEqual(desk.sighting.tracks, [2]);
});

test('a conclusion stands for as long as frames agree with it', () => {
  const desk = new Desk();
  assert.deepEqual(desk.show(...times((5 * supportMs) / frameMs, stranger)), ['no-match']);
  assert.equal(desk.sighting.conclusion?.outcome, 'no-match');
});

test('frames far apart in time do not agree', () => {
  const desk = new Desk();
  const waiting = times((2 * supportMs) / frameMs, { ...ana, refused: true });
  assert.deepEqual(desk.show(ana, ...waiting, ana), []);
});

test('an encoding that is none never brings a name', () => {
  const desk = new Desk();
  const nan = { encoding: new Float32Array(dims).fill(NaN) };
  assert.deepEqual(desk.show(...times(30, nan)), ['no-match']);
  assert.deepEqual(desk.show(nan, ana, nan, nan), []);
});
