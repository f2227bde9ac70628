import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gallery, squaredDistance } from '../../electron/gallery/gallery.ts';

/** A unit vector of 4 components along one axis, tilted a little. */
function axis(index: number, tilt = 0): Float32Array {
  const vector = new Float32Array(4);
  vector[index] = Math.cos(tilt);
  vector[(index + 1) % 4] = Math.sin(tilt);
  return vector;
}

test('an empty gallery has no nearest template', () => {
  assert.equal(new Gallery(4).nearest(axis(0)), null);
});

test('the nearest template wins, with its squared distance', () => {
  const gallery = new Gallery(4);
  gallery.add('ana', axis(0));
  gallery.add('ben', axis(1));
  const found = gallery.nearest(axis(0, 0.1));
  assert.equal(found?.personId, 'ana');
  // |a − b|² = 2 − 2 cos(angle) for unit vectors.
  assert.ok(Math.abs((found?.distance ?? 9) - (2 - 2 * Math.cos(0.1))) < 1e-6);
});

test('the nearest of several templates of one person counts', () => {
  const gallery = new Gallery(4);
  gallery.add('ana', axis(0));
  gallery.add('ben', axis(2));
  gallery.add('ana', axis(1));
  assert.equal(gallery.nearest(axis(1))?.personId, 'ana');
  assert.ok((gallery.nearestOf('ana', axis(1))?.distance ?? 9) < 1e-9);
  assert.ok((gallery.nearestOf('ben', axis(1))?.distance ?? 0) > 1.9);
});

test('a person nobody knows has no nearest template', () => {
  const gallery = new Gallery(4);
  gallery.add('ana', axis(0));
  assert.equal(gallery.nearestOf('eve', axis(0)), null);
});

test('a removed person is found no more, and everybody else still is', () => {
  const gallery = new Gallery(4);
  gallery.add('ana', axis(0));
  gallery.add('ben', axis(1));
  gallery.add('ana', axis(2));
  gallery.add('cem', axis(3));
  assert.equal(gallery.remove('ana'), 2);
  assert.equal(gallery.size, 2);
  assert.equal(gallery.nearestOf('ana', axis(0)), null);
  assert.equal(gallery.nearest(axis(1))?.personId, 'ben');
  assert.equal(gallery.nearest(axis(3))?.personId, 'cem');
});

test('encodings of another length, another norm or with NaN are neither kept nor compared', () => {
  const gallery = new Gallery(4);
  gallery.add('ana', axis(0));
  const wrong = [new Float32Array(5), new Float32Array(4), new Float32Array(4).fill(NaN)];
  for (const encoding of [...wrong, new Float32Array([2, 0, 0, 0])]) {
    assert.equal(gallery.add('eve', encoding), false);
    assert.equal(gallery.nearest(encoding), null);
  }
  assert.equal(gallery.size, 1);
});

test('a gallery far beyond its first size finds what a plain search finds', () => {
  const dims = 128;
  const gallery = new Gallery(dims);
  const all = Array.from({ length: 700 }, (_, row) => {
    const raw = Float32Array.from({ length: dims }, (_, i) => Math.sin(1 + row * 131 + i * i));
    const length = Math.hypot(...raw);
    return raw.map((value) => value / length);
  });
  all.forEach((encoding, row) => gallery.add(`p${row}`, encoding));
  all.forEach((probe, row) => {
    const found = gallery.nearest(probe);
    const plain = all.map((other) => other.reduce((s, v, i) => s + (v - (probe[i] ?? 0)) ** 2, 0));
    assert.equal(found?.personId, `p${row}`);
    assert.equal(plain.indexOf(Math.min(...plain)), row);
  });
});

test('the squared distance of vectors of odd length counts every component', () => {
  const distance = squaredDistance(new Float32Array([1, 2, 3]), new Float32Array([1, 4, 1]));
  assert.equal(distance, 0 + 4 + 4);
});
