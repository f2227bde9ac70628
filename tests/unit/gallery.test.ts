import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pool, stretchOf, type Pooled } from '../../electron/contract/pooled.ts';
import { Gallery } from '../../electron/gallery/gallery.ts';
import { squaredDistance } from '../../electron/gallery/squared-distance.ts';

const rule = { weight: 0.5, expected: 0.7 };

/** One photo along one axis of four, tilted a little; or several of them, which lie apart. */
function axis(index: number, tilt = 0, spread = 0): Pooled {
  const encoding = new Float32Array(4);
  encoding[index] = Math.cos(tilt);
  encoding[(index + 1) % 4] = Math.sin(tilt);
  return { encoding, spread, count: spread > 0 ? 2 : 1 };
}

function galleryOf(people: Record<string, Pooled>): Gallery {
  const gallery = new Gallery(4, rule);
  for (const [id, template] of Object.entries(people)) assert.ok(gallery.set(id, template));
  return gallery;
}

test('an empty gallery has nobody near', () => {
  const gallery = new Gallery(4, rule);
  assert.equal(gallery.nearest(axis(0)), null);
  assert.deepEqual(gallery.within(axis(0), 4, 5), []);
});

test('the nearest person wins, with their squared distance', () => {
  const gallery = galleryOf({ ana: axis(0), ben: axis(1) });
  const found = gallery.nearest(axis(0, 0.1));
  assert.equal(found?.personId, 'ana');
  // |a − b|² = 2 − 2 cos(angle) for unit vectors.
  assert.ok(Math.abs((found?.distance ?? 9) - (2 - 2 * Math.cos(0.1))) < 1e-6);
});

test("everybody's distance is stretched for the spread of both sides", () => {
  const gallery = galleryOf({ ana: axis(2, 0, 0.14), ben: axis(1) });
  const probe = axis(0, 0, 0.07);
  assert.ok(Math.abs((gallery.nearestOf('ana', probe)?.distance ?? 9) - 2 * 1.15) < 1e-6);
  assert.ok(Math.abs((gallery.nearestOf('ben', probe)?.distance ?? 9) - 2 * 1.05) < 1e-6);
});

test('somebody whose photos lie far apart loses against somebody no farther but surer', () => {
  const gallery = galleryOf({ ana: axis(0, 0.19, 0.3), ben: axis(0, -0.2) });
  assert.equal(gallery.nearest(axis(0))?.personId, 'ben');
});

test('a person is one template: the newest takes the place of the one before', () => {
  const gallery = galleryOf({ ana: axis(0), ben: axis(2) });
  gallery.set('ana', axis(1));
  assert.equal(gallery.size, 2);
  assert.ok((gallery.nearestOf('ana', axis(1))?.distance ?? 9) < 1e-9);
  assert.ok((gallery.nearestOf('ben', axis(1))?.distance ?? 0) > 1.9);
});

test('a person nobody knows has no distance', () => {
  assert.equal(galleryOf({ ana: axis(0) }).nearestOf('eve', axis(0)), null);
});

test('a removed person is found no more, and everybody else still is', () => {
  const gallery = galleryOf({ ana: axis(0), ben: axis(1), cem: axis(3, 0, 0.14) });
  assert.equal(gallery.remove('ana'), true);
  assert.equal(gallery.remove('ana'), false);
  assert.equal(gallery.size, 2);
  assert.equal(gallery.nearestOf('ana', axis(0)), null);
  assert.equal(gallery.nearest(axis(1))?.personId, 'ben');
  const cem = gallery.nearest(axis(3));
  assert.equal(cem?.personId, 'cem');
  const apart = gallery.nearestOf('cem', axis(0))?.distance ?? 9;
  assert.ok(Math.abs(apart - 2 * 1.1) < 1e-6, 'the spread goes where the person goes');
  assert.deepEqual(
    [...gallery.people()].map(({ personId, template }) => [personId, template.spread]).sort(),
    [
      ['ben', 0],
      ['cem', 0.14],
    ],
  );
});

test('the last of a gallery can be removed, and come back', () => {
  const gallery = galleryOf({ ana: axis(0) });
  gallery.remove('ana');
  assert.equal(gallery.nearest(axis(0)), null);
  gallery.set('ana', axis(1));
  assert.equal(gallery.nearest(axis(1))?.personId, 'ana');
});

test('encodings of another length, another norm or with NaN are neither kept nor compared', () => {
  const gallery = galleryOf({ ana: axis(0) });
  const wrong = [new Float32Array(5), new Float32Array(4), new Float32Array(4).fill(NaN)];
  for (const encoding of [...wrong, new Float32Array([2, 0, 0, 0])]) {
    const template = { encoding, spread: 0, count: 1 };
    assert.equal(gallery.accepts(encoding), false);
    assert.equal(gallery.set('eve', template), false);
    assert.equal(gallery.set('ana', template), false);
    assert.equal(gallery.nearest(template), null);
    assert.equal(gallery.nearestOf('ana', template), null);
    assert.deepEqual(gallery.within(template, 4, 5), []);
  }
  assert.equal(gallery.size, 1);
  assert.ok((gallery.nearest(axis(0))?.distance ?? 9) < 1e-9, 'what was held is untouched');
});

test('a spread that is none is neither kept nor compared', () => {
  const gallery = galleryOf({ ana: axis(0) });
  for (const spread of [NaN, -0.1, 1.1]) {
    const template = { ...axis(0), spread };
    assert.equal(gallery.set('eve', template), false);
    assert.equal(gallery.nearest(template), null);
  }
});

test('a rule by which a spread would bring people closer is refused', () => {
  for (const wrong of [NaN, -0.1]) {
    assert.throws(() => new Gallery(4, { weight: wrong, expected: 0.5 }), RangeError);
  }
});

test('who is within a distance comes nearest first, and no more than asked for', () => {
  const gallery = galleryOf({
    far: axis(0, 0.9),
    near: axis(0, 0.1),
    mid: axis(0, 0.5),
    own: axis(0),
  });
  const within = (below: number, limit: number): string[] =>
    gallery.within(axis(0), below, limit).map(({ personId }) => personId);
  assert.deepEqual(within(0.5, 9), ['own', 'near', 'mid']);
  assert.deepEqual(within(0.5, 2), ['own', 'near']);
  assert.deepEqual(within(0, 9), []);
  assert.deepEqual(within(NaN, 9), []);
  assert.deepEqual(within(4, 0), []);
});

test('a distance that is not below the limit is not within it', () => {
  const gallery = galleryOf({ ana: axis(1) });
  assert.deepEqual(gallery.within(axis(0), 2, 1), []);
  assert.equal(gallery.within(axis(0), 2.001, 1).length, 1);
});

test('people come out as they went in, and what is changed later does not reach them', () => {
  const ana = pool([axis(0).encoding, axis(0, 0.4).encoding]);
  const gallery = galleryOf({ ana, ben: axis(2) });
  const [first] = gallery.people();
  gallery.set('ana', axis(3));
  assert.deepEqual(first, { personId: 'ana', template: ana });
});

test('search equals the plain one for any templates, spreads, changes and probes', () => {
  const random = randomFrom(20261124);
  for (let round = 0; round < 20; round++) {
    const dims = 5 + Math.floor(random() * 40);
    const held = new Map<string, Pooled>();
    const gallery = new Gallery(dims, rule);
    for (let step = 0; step < 300; step++) {
      const id = `p${Math.floor(random() * 150)}`;
      if (random() < 0.25) {
        assert.equal(gallery.remove(id), held.delete(id));
      } else {
        held.set(id, anyPooled(dims, random));
        assert.ok(gallery.set(id, held.get(id) ?? anyPooled(dims, random)));
      }
    }
    assert.equal(gallery.size, held.size);
    for (let look = 0; look < 10; look++) agree(gallery, held, anyPooled(dims, random));
  }
});

/** Holds the gallery's answers against those of the definition. */
function agree(gallery: Gallery, held: ReadonlyMap<string, Pooled>, probe: Pooled): void {
  const plain = [...held]
    .map(([personId, template]) => ({
      personId,
      distance:
        probe.encoding.reduce((sum, v, i) => sum + (v - (template.encoding[i] ?? NaN)) ** 2, 0) *
        (1 + stretchOf(rule, probe) + stretchOf(rule, template)),
    }))
    .sort((a, b) => a.distance - b.distance);
  const same = (found: unknown, wanted: unknown): void =>
    assert.deepEqual(rounded(found), rounded(wanted));
  same(gallery.nearest(probe), plain[0] ?? null);
  same(gallery.within(probe, 1.8, 7), plain.filter(({ distance }) => distance < 1.8).slice(0, 7));
  for (const one of plain.slice(0, 3)) same(gallery.nearestOf(one.personId, probe), one);
}

/** Sums in another order differ in the last digits. */
function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, v: unknown) => (typeof v === 'number' ? v.toFixed(9) : v)),
  );
}

/** One to three encodings pooled, so that the spread is a real one. */
function anyPooled(dims: number, random: () => number): Pooled {
  const unit = (): Float32Array => {
    const raw = Float32Array.from({ length: dims }, () => random() - 0.5);
    const length = Math.hypot(...raw);
    return raw.map((value) => value / length);
  };
  return pool(Array.from({ length: 1 + Math.floor(random() * 3) }, unit));
}

/** Numbers from 0 up to 1, the same for the same seed: mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('the squared distance of vectors of odd length counts every component', () => {
  const distance = squaredDistance(new Float32Array([1, 2, 3]), new Float32Array([1, 4, 1]));
  assert.equal(distance, 0 + 4 + 4);
});
