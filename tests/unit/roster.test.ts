import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NewTemplate } from '../../electron/contract/records.ts';
import { pool } from '../../electron/contract/pooled.ts';
import type { Search } from '../../electron/station/interfaces.ts';
import type { Roster } from '../../electron/station/roster.ts';
import { operatorEvent } from '../../electron/station/operator-event.ts';
import { along, encoder, madeStation } from '../support/made-station.ts';

const event = operatorEvent('enrol', 'ana', 1);

function template(encoding: Float32Array, quality = 0.8): NewTemplate {
  return { encoderSha256: encoder.sha256, encoding, quality, source: 'a.jpg', createdAt: 1 };
}

function person(id: string) {
  return { id, name: id.toUpperCase(), consent: 'in writing', enrolledAt: 1 };
}

function searchOf(roster: Roster): Search {
  const search = roster.current();
  assert.ok(search.ok);
  return search.value;
}

const single = (encoding: Float32Array) => ({ encoding, spread: 0, count: 1 });

test('a person is held as one template, pooled by the quality of each', () => {
  const { people, roster } = madeStation({});
  people.add(person('ana'), [template(along(0), 0.8), template(along(1), 0.4)], [], [event]);
  people.add(person('ben'), [template(along(2))], [], [event]);
  const held = [...searchOf(roster).people()];
  assert.deepEqual(held, [
    { personId: 'ana', template: pool([along(0), along(1)], [0.9, 0.7]) },
    { personId: 'ben', template: single(along(2)) },
  ]);
  assert.equal(roster.nameOf('ana'), 'ANA');
});

test('a damaged template is left out, and the rest of the person is still compared', () => {
  const { people, roster } = madeStation({});
  const broken = [new Float32Array(3), new Float32Array(4).fill(NaN), new Float32Array(4)];
  people.add(
    person('ana'),
    [...broken, along(0)].map((one) => template(one)),
    [],
    [event],
  );
  people.add(
    person('ben'),
    broken.map((one) => template(one)),
    [],
    [event],
  );
  const search = searchOf(roster);
  assert.deepEqual([...search.people()], [{ personId: 'ana', template: single(along(0)) }]);
  assert.equal(search.nearestOf('ben', single(along(0))), null);
});

test('what goes through the roster is searched at once, without loading everybody anew', () => {
  const { roster } = madeStation({});
  const search = searchOf(roster);
  roster.add(person('ana'), [template(along(0))], [], [event]);
  roster.add(person('ben'), [template(along(2))], [], [event]);
  roster.addTemplates('ana', [template(along(1))], [], event);
  assert.equal(searchOf(roster), search);
  assert.deepEqual(
    [...search.people()].map(({ personId, template: { count } }) => [personId, count]),
    [
      ['ana', 2],
      ['ben', 1],
    ],
  );
  roster.remove('ana', event);
  assert.equal(searchOf(roster), search);
  assert.equal(search.nearest(single(along(0)))?.personId, 'ben');
  assert.equal(roster.nameOf('ana'), undefined);
});

test('what others changed is noticed, also where it comes between own changes', () => {
  const { people, roster } = madeStation({});
  assert.equal(searchOf(roster).size, 0);
  people.add(person('ana'), [template(along(0))], [], [event]);
  roster.add(person('ben'), [template(along(2))], [], [event]);
  assert.equal(searchOf(roster).size, 2);
  people.addTemplates('ana', [template(along(1))], [], null);
  assert.equal(
    searchOf(roster)
      .nearestOf('ana', single(along(1)))
      ?.distance.toFixed(3),
    '0.732',
  );
  people.remove('ben', event);
  assert.equal(searchOf(roster).size, 1);
});

test('templates of another encoder make nobody searchable', () => {
  const { people, roster } = madeStation({});
  people.add(person('ana'), [template(along(0))], [], [event]);
  const other = { ...template(along(1)), encoderSha256: 'f'.repeat(64) };
  people.addTemplates('ana', [other], [], null);
  people.add(person('ben'), [other], [], [event]);
  assert.deepEqual(
    [...searchOf(roster).people()],
    [{ personId: 'ana', template: single(along(0)) }],
  );
});

test('of what others changed, only those concerned are read anew, unless they are very many', () => {
  const { people, roster } = madeStation({});
  people.add(person('ana'), [template(along(0))], [], [event]);
  people.add(person('ben'), [template(along(1))], [], [event]);
  const search = searchOf(roster);
  people.add(person('cem'), [template(along(2))], [], [event]);
  people.withdraw('ben', event);
  people.remove('ana', event);
  assert.equal(searchOf(roster), search);
  assert.deepEqual(
    [...search.people()].map(({ personId }) => personId),
    ['cem'],
  );
  assert.deepEqual([roster.nameOf('ana'), roster.nameOf('cem')], [undefined, 'CEM']);
  for (let i = 0; i < 201; i++) people.add(person(`p${i}`), [template(along(0))], [], [event]);
  assert.notEqual(searchOf(roster), search);
  assert.equal(searchOf(roster).size, 202);
});
