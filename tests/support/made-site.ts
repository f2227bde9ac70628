import assert from 'node:assert/strict';
import { Gallery } from '../../electron/gallery/gallery.ts';
import { RecognitionView } from '../../electron/station/risk/recognition-view.ts';
import { RiskThresholds } from '../../electron/station/risk/risk-thresholds.ts';
import type { ReferenceScores } from '../../electron/station/risk/scores.ts';
import { Roster } from '../../electron/station/roster.ts';
import { madeScores } from './made-scores.ts';
import { encoder } from './made-station.ts';
import { madeStore } from './made-store.ts';

const at = 1_700_000_000_000;
const event = {
  at,
  outcome: 'done',
  claimedId: null,
  distance: null,
  threshold: null,
  code: null,
  source: 'operator',
} as const;

/** Thresholds over a real database and gallery. `msPerLook`: what each look at the clock costs. */
export function madeSite({
  scores = madeScores as ReferenceScores | null,
  dims = 4,
  msPerLook = 0,
} = {}) {
  const { db, people, events, settings } = madeStore();
  const roster = new Roster(people, encoder, () => new Gallery(dims, encoder.spread));
  const waiting: (() => void)[] = [];
  const problems: string[] = [];
  let now = at;
  const clock = { now: () => at, tick: () => (now += msPerLook) };
  const thresholds = new RiskThresholds({
    ...{ scores, roster, settings, clock },
    later: (task) => void waiting.push(task),
    report: (problem) => void problems.push(problem),
  });
  const pack = {
    ...{ name: 'made', description: '', encoderSha256: encoder.sha256, models: [] },
    comparator: 'distance' as const,
  };
  const parts = { scores, thresholds, roster, people, encoder, settings, clock };
  return {
    ...{ db, roster, settings, events, thresholds, problems, waiting },
    recognition: new RecognitionView({ ...parts, pack }),
    enrol(id: string, ...encodings: Float32Array[]): void {
      const person = { id, name: `Name of ${id}`, consent: 'made', enrolledAt: at };
      const templates = encodings.map((encoding) => ({
        ...{ encoderSha256: encoder.sha256, encoding, quality: 1, source: 'made', createdAt: at },
      }));
      const added = roster.add(person, templates, [], [{ ...event, kind: 'enrol', personId: id }]);
      assert.ok(added.ok);
    },
    remove(id: string): void {
      assert.ok(roster.remove(id, { ...event, kind: 'remove', personId: id }).ok);
    },
    set(key: 'risk.verify' | 'risk.identify', value: string): void {
      assert.ok(settings.set(key, value, { ...event, kind: 'risk', personId: null }).ok);
    },
    /** Lets what waits for its turn have it, once. */
    turn(): void {
      for (const task of waiting.splice(0)) task();
    },
  };
}

/** A unit encoding on a circle, at the angle that gives this squared distance from angle 0. */
export function onCircle(distance: number, dims = 4): Float32Array {
  const angle = Math.acos(1 - distance / 2);
  const encoding = new Float32Array(dims);
  encoding[0] = Math.cos(angle);
  encoding[1] = Math.sin(angle);
  return encoding;
}

/** Unit encodings in all directions alike, the same in every run of a seed. */
export function anyDirection(dims: number, random: () => number): Float32Array {
  const values = Array.from({ length: dims }, () => gaussian(random));
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}

/** Box and Muller, 1958. */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
