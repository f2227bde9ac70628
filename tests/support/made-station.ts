import assert from 'node:assert/strict';
import { fail, ok, type Result } from '../../electron/contract/errors.ts';
import type { Photo } from '../../electron/contract/messages.ts';
import type { Observation, ObservedFace } from '../../electron/contract/observation.ts';
import { Gallery, squaredDistance } from '../../electron/gallery/gallery.ts';
import { Checks } from '../../electron/station/checks.ts';
import { Directory } from '../../electron/station/directory.ts';
import { Enrolment } from '../../electron/station/enrolment.ts';
import { Roster } from '../../electron/station/roster.ts';
import { openDatabase, type Sqlite } from '../../electron/store/database.ts';
import { EventRepository } from '../../electron/store/event-repository.ts';
import { PeopleRepository } from '../../electron/store/people-repository.ts';

export const dims = 4;
export const encoder = { sha256: 'e'.repeat(64), threshold: 0.3, differentFrom: 0.5 };

/** What is seen in a photo, by the photo's name: the vision of tests about everything but vision. */
export type Sights = Record<string, Result<Observation> | (() => Result<Observation>)>;

/** The real use-cases over a real database; only what the photos show is made up. */
export function madeStation(sights: Sights, path = ':memory:', encoderSha256 = encoder.sha256) {
  const opened = openDatabase(path);
  assert.ok(opened.ok);
  const db: Sqlite = opened.value;
  const people = new PeopleRepository(db);
  const events = new EventRepository(db);
  const inUse = { ...encoder, sha256: encoderSha256 };
  const roster = new Roster(people, inUse, () => new Gallery(dims));
  let now = 1_700_000_000_000;
  const clock = { now: () => now++, tick: () => now };
  const vision = {
    observe: (photo: Photo): Promise<Result<Observation>> => {
      const sight = sights[photo.name] ?? fail('unreadable-image');
      return Promise.resolve(typeof sight === 'function' ? sight() : sight);
    },
  };
  const distance = squaredDistance;
  const parts = { vision, roster, people, events, encoder: inUse, clock, distance };
  let made = 0;
  return {
    db,
    events,
    checks: new Checks(parts),
    enrolment: new Enrolment({ ...parts, newId: () => `made-${++made}` }),
    directory: new Directory(parts),
  };
}

export function photo(name: string): Photo {
  return { kind: 'file', name, bytes: new Uint8Array(1) };
}

/** One good face whose encoding lies along one axis, tilted a little towards the next. */
export function faceOf(axis: number, tilt = 0): Result<Observation> {
  const encoding = new Float32Array(dims);
  encoding[axis] = Math.cos(tilt);
  encoding[(axis + 1) % dims] = Math.sin(tilt);
  return ok(observation(encoding));
}

export function observation(encoding: Float32Array | null): Observation {
  const face: ObservedFace = {
    box: { x: 100, y: 100, width: 100, height: 120 },
    score: 0.9,
    landmarks: [
      [130, 140],
      [170, 140],
      [150, 160],
      [135, 180],
      [165, 180],
    ],
    interEye: 40,
    encoding,
  };
  const timings = { decode: 1, detect: 1, align: 1, encode: 1 };
  return { image: { width: 640, height: 480 }, faces: encoding ? [face] : [], timings };
}
