import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestStation } from '../support/station.ts';
import { photoOf } from '../support/people.ts';
import { temporaryDir } from '../support/temporary.ts';

test('a station that compares by the logistic unit knows people, and strangers are nobody', async (t) => {
  const dataDir = temporaryDir(t);
  const first = await openTestStation(t, { dataDir });
  for (const name of ['p01', 'p02']) {
    const enrolled = await first.enrolment.enrol({
      name,
      consent: 'nobody: a synthetic face',
      photos: [photoOf(name)],
    });
    assert.ok(enrolled.ok && enrolled.value.personId !== null);
  }
  const byDistance = await first.checks.photo(photoOf('p01', 2));
  assert.ok(byDistance.ok && byDistance.value.outcome === 'match');
  const unknown = await first.setComparator('logistic:000000000000');
  assert.equal(unknown.ok ? '' : unknown.error.code, 'invalid-request');
  assert.ok(!first.outdated());

  for (const comparator of ['logistic', 'chi2'] as const) {
    const before = await openTestStation(t, { dataDir });
    assert.ok((await before.setComparator(comparator)).ok);
    assert.ok(before.outdated());
    before.close();
    const station = await openTestStation(t, { dataDir });
    const recognition = station.recognition.whole();
    assert.ok(recognition.ok);
    assert.equal(recognition.value.pack.comparator, comparator);
    assert.ok(recognition.value.verify.supported);
    const known = await station.checks.photo(photoOf('p01', 2));
    assert.ok(known.ok && known.value.outcome === 'match', comparator);
    assert.equal(known.value.person?.name, 'p01');
    assert.notEqual(known.value.distance, byDistance.value.distance);
    const stranger = await station.checks.photo(photoOf('p03'));
    assert.ok(stranger.ok && stranger.value.outcome === 'no-match', comparator);
    station.close();
  }
});
