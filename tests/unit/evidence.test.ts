import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pool, type Pooled } from '../../electron/contract/pooled.ts';
import { Gallery } from '../../electron/gallery/gallery.ts';
import { squaredDistance } from '../../electron/gallery/squared-distance.ts';
import { likenessOf, probeOf } from '../../electron/station/comparison.ts';
import { Evidence, freshMs, pooledFrames } from '../../electron/station/evidence.ts';
import { along, dims, encoder } from '../support/made-station.ts';

const frameMs = 100;

/** Ana is enrolled, along the first axis. */
function gallery(): Gallery {
  const search = new Gallery(dims, encoder.spread);
  search.set('ana', pool([along(0)]));
  return search;
}

const likeness = likenessOf(gallery(), encoder, squaredDistance);

function look(axis: number, tilt = 0): Pooled {
  return pool([along(axis, tilt)]);
}

/** Evidence of looks 100 ms apart, all of which must be taken. */
function evidenceOf(looks: readonly Pooled[], quality: (index: number) => number = () => 1) {
  const evidence = new Evidence();
  looks.forEach((probe, index) =>
    assert.ok(evidence.take(probe, quality(index), index * frameMs, likeness)),
  );
  return evidence;
}

function distanceTo(axis: number, { pooled }: Evidence): number {
  return pooled ? squaredDistance(pooled.encoding, along(axis)) : NaN;
}

test('there is no probe before the first look', () => {
  const evidence = new Evidence();
  assert.deepEqual([evidence.pooled, evidence.frames], [null, 0]);
});

test('one look is the probe itself, without spread', () => {
  const { pooled, frames } = evidenceOf([look(0, 0.2)]);
  assert.equal(frames, 1);
  assert.ok(pooled && squaredDistance(pooled.encoding, along(0, 0.2)) < 1e-9);
  assert.ok(pooled.spread < 1e-6);
});

test('looks to either side of a person make a probe in the middle, and say how far they lie', () => {
  const { pooled } = evidenceOf([look(0, 0.3), look(0, -0.3)]);
  assert.ok(pooled && squaredDistance(pooled.encoding, along(0)) < 1e-9);
  // The mean has the length cos 0.3.
  assert.ok(Math.abs(pooled.spread - Math.sin(0.3) ** 2) < 1e-6);
});

test('a good look weighs more than a poor one', () => {
  const looks = [look(0, 0.3), look(0, -0.1)];
  const even = distanceTo(0, evidenceOf(looks));
  const secondBetter = distanceTo(
    0,
    evidenceOf(looks, (index) => [0.1, 0.9][index] ?? 1),
  );
  const firstBetter = distanceTo(
    0,
    evidenceOf(looks, (index) => [0.9, 0.1][index] ?? 1),
  );
  assert.ok(secondBetter < even && even < firstBetter);
});

test('a quality that is no number, or none, leaves a probe', () => {
  for (const quality of [NaN, 0, -1]) {
    const { pooled } = evidenceOf([look(0), look(0, 0.1)], () => quality);
    assert.ok(pooled && likeness.alike(pooled, look(0)));
  }
});

test('only the latest looks are pooled', () => {
  const old = Array.from({ length: pooledFrames }, () => look(0, 0.4));
  const latest = Array.from({ length: pooledFrames }, () => look(0));
  const evidence = evidenceOf([...old, ...latest]);
  assert.equal(evidence.frames, pooledFrames);
  assert.ok(distanceTo(0, evidence) < 1e-9);
});

test('a look at somebody else is not taken and changes nothing', () => {
  const evidence = evidenceOf([look(0), look(0, 0.1)]);
  const before = evidence.pooled;
  assert.equal(evidence.take(look(2), 1, 2 * frameMs, likeness), false);
  assert.equal(evidence.pooled, before);
  assert.equal(evidence.frames, 2);
});

test('what was seen long ago is forgotten and keeps nobody out', () => {
  const evidence = evidenceOf([look(0)]);
  assert.ok(evidence.take(look(2), 1, freshMs + 1, likeness));
  assert.equal(evidence.frames, 1);
  assert.ok(distanceTo(2, evidence) < 1e-9);
});

test('looks count for a person as far as they resemble the person and the newest look', () => {
  const looks = [look(0, 0.1), look(0, 0.2), look(0, 0.1)];
  assert.equal(evidenceOf(looks).consistentWith('ana', likeness), 3);
  assert.equal(evidenceOf(looks).consistentWith('ben', likeness), 0);
  // Both resemble Ana (0.16 and 0.12 away), but not one another (0.54).
  const [left, middle, right] = [look(0, -0.4), look(0), look(0, 0.35)] as const;
  assert.equal(evidenceOf([left, middle, right]).consistentWith('ana', likeness), 2);
});

test('nothing counts for a person whom the newest look does not resemble', () => {
  const away = evidenceOf([look(0, 0.3), look(0, 0.3), look(0, 0.8)]);
  assert.equal(away.consistentWith('ana', likeness), 0);
});

test('two looks are alike by the distance stretched for the spread of both, and never with a NaN', () => {
  const wide = pool([along(0, 0.6), along(0, -0.6)]);
  const apart = squaredDistance(along(0), along(0, 0.6));
  assert.ok(apart < encoder.differentFrom);
  const far = squaredDistance(along(0), along(0, 0.7));
  assert.ok(far < encoder.differentFrom && far * (1 + encoder.spread.weight * wide.spread) > 0.5);
  assert.equal(likeness.alike(look(0, 0.7), look(0)), true);
  assert.equal(likeness.alike(look(0, 0.7), wide), false);
  const nan = { encoding: new Float32Array(dims).fill(NaN), spread: 0, count: 1 };
  assert.equal(likeness.alike(nan, look(0)), false);
  assert.equal(likeness.alike(look(0), nan), false);
  assert.equal(likeness.resembles(nan, 'ana'), false);
  const longer = { ...look(0), encoding: new Float32Array(dims + 1).fill(0.4) };
  assert.equal(likeness.alike(longer, look(0)), false);
});

test('what is no unit encoding of this encoder makes no probe', () => {
  const search = gallery();
  assert.ok(probeOf(along(0), search));
  for (const encoding of [
    new Float32Array(dims),
    new Float32Array(dims).fill(NaN),
    new Float32Array(dims).fill(1),
    Float32Array.of(1),
  ]) {
    assert.equal(probeOf(encoding, search), null);
  }
});
