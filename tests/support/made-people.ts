import assert from 'node:assert/strict';
import { seeded } from '../../electron/station/seeded.ts';
import type { OpenVault } from '../../electron/vault/vault.ts';
import { anyDirection } from './made-site.ts';
import { madeStore } from './made-store.ts';

/** People to write into a station's database, and what their templates are like. */
export interface MadePeople {
  /** The database, open in a station or not. */
  readonly path: string;
  /** Its keys. */
  readonly vault: OpenVault;
  /** Marks the templates. */
  readonly encoderSha256: string;
  /** Components of an encoding. */
  readonly dims: number;
  readonly people: number;
  readonly templates: number;
  /** How far a hard light moves the encodings, along the same few directions for everybody. */
  readonly light: number;
}

/** Directions that the light moves all encodings along. */
const lights = 4;
/** What else sets photos of one person apart, each component alike. */
const noise = 0.7;

/**
 * Enrols people whose encodings differ by who they are, and much more by the light: a linear map
 * that pays the light no attention tells them apart far better than their distance does.
 */
export function enrolMadePeople(made: MadePeople): void {
  const { db, people } = madeStore(made.path, made.vault);
  const random = seeded(7);
  const light = Array.from({ length: lights }, () => anyDirection(made.dims, random));
  const common = { encoderSha256: made.encoderSha256, quality: 1, source: 'made', createdAt: 1 };
  for (let at = 0; at < made.people; at++) {
    const self = anyDirection(made.dims, random);
    const templates = Array.from({ length: made.templates }, () => ({
      ...common,
      encoding: inSomeLight(self, light, made.light, random),
    }));
    const id = `made-${at}`;
    const person = { id, name: `Made ${at}`, consent: 'made', enrolledAt: 1 };
    const added = people.add(person, templates, [], []);
    assert.ok(added.ok && added.value);
  }
  db.close();
}

function inSomeLight(
  self: Float32Array,
  lights: readonly Float32Array[],
  strength: number,
  random: () => number,
): Float32Array {
  const sum = Float64Array.from(self);
  const add = (direction: Float32Array, by: number) =>
    direction.forEach((value, component) => (sum[component]! += by * value));
  add(anyDirection(self.length, random), noise);
  for (const light of lights) add(light, strength * (2 * random() - 1));
  const length = Math.hypot(...sum);
  return Float32Array.from(sum, (value) => value / length);
}
