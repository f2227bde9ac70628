import assert from 'node:assert/strict';
import { test } from 'node:test';
import { threshold } from '../support/command.ts';
import { photoPath } from '../support/people.ts';
import { temporaryDir } from '../support/temporary.ts';

interface Report {
  readonly personId: string | null;
  readonly templates: number;
  readonly code?: string;
  readonly message?: string;
  readonly refused: readonly { photo: string; code: string }[];
  readonly duplicates: readonly { person: { id: string }; distance: number; threshold: number }[];
}

interface Row {
  readonly kind: string;
  readonly personId: string | null;
  readonly claimedId: string | null;
}

test('a second enrolment of one face waits for the operator, who decides and is recorded', async (t) => {
  const data = temporaryDir(t);
  const run = (...argv: string[]) => threshold(...argv, '--data', data);
  const enrol = ['enrol', '--consent', 'agreed in writing'];
  const first = [...enrol, '--name', 'Ana', '--id', 'ana', photoPath('p01')];
  assert.equal((await run(...first)).code, 0);

  const second = [...enrol, '--name', 'Bea', '--id', 'bea', photoPath('p01', 2)];
  const undecided = await run(...second, '--json');
  assert.equal(undecided.code, 3);
  const report = JSON.parse(undecided.stdout) as Report;
  assert.deepEqual([report.personId, report.code], [null, 'likely-duplicate']);
  assert.match(report.message ?? '', /nothing was stored/);
  assert.deepEqual(
    report.duplicates.map(({ person }) => person),
    [{ id: 'ana', name: 'Ana' }],
  );
  assert.ok(report.duplicates.every(({ distance, threshold: below }) => distance < below));
  const inWords = await run(...second);
  assert.equal(inWords.code, 3);
  assert.match(inWords.stdout, /^ana\tAna\tdistance 0\.\d+/m);
  assert.match(inWords.stdout, /--distinct-from ana$/m);

  assert.equal((await run(...second, '--distinct-from', 'ana')).code, 0);
  const log = JSON.parse((await run('events', 'list', '--json')).stdout) as Row[];
  assert.deepEqual(
    log.map(({ kind, personId, claimedId }) => [kind, personId, claimedId]),
    [
      ['distinct', 'bea', 'ana'],
      ['enrol', 'bea', null],
      ['enrol', 'ana', null],
    ],
  );
  assert.match((await run('events', 'list')).stdout, /distinct.*Bea \(bea\)\tis not Ana \(ana\)/);
});

test('photos are added to the person they show, and to nobody else', async (t) => {
  const data = temporaryDir(t);
  const run = async (...argv: string[]) => {
    const { code, stdout } = await threshold(...argv, '--json', '--data', data);
    return { code, answer: JSON.parse(stdout) as Report };
  };
  const enrol = ['enrol', '--consent', 'agreed in writing'];
  await run(...enrol, '--name', 'Ana', '--id', 'ana', photoPath('p01'));
  await run(...enrol, '--name', 'Ben', '--id', 'ben', photoPath('p02'));

  const add = ['people', 'add', 'ben', '--keep-photos'];
  const some = await run(...add, photoPath('p02', 2), photoPath('p01', 2), 'missing.jpg');
  assert.equal(some.code, 0);
  assert.deepEqual([some.answer.personId, some.answer.templates], ['ben', 1]);
  assert.deepEqual(
    some.answer.refused.map(({ photo, code }) => [photo, code]),
    [
      ['missing.jpg', 'file-not-found'],
      [photoPath('p01', 2), 'different-person'],
    ],
  );
  const none = await run(...add, photoPath('p03'));
  assert.deepEqual([none.code, none.answer.personId], [3, null]);
  const unknown = await run('people', 'add', 'eve', photoPath('p03'));
  assert.deepEqual([unknown.code, unknown.answer.code], [3, 'unknown-person']);
});
