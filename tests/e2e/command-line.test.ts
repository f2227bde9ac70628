import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { photoOf, photoPath } from '../support/people.ts';
import { threshold } from '../support/command.ts';
import { temporaryDir } from '../support/temporary.ts';

/** One command with `--json` on a data folder: its exit code and its one JSON value. */
function station(data: string) {
  return async (...argv: string[]): Promise<{ code: number; answer: Record<string, unknown> }> => {
    const { code, stdout, stderr } = await threshold(...argv, '--json', '--data', data);
    assert.match(stdout, /^[[{].*[\]}]\n$/, stderr);
    return { code, answer: JSON.parse(stdout) as Record<string, unknown> };
  };
}

test('a day at the desk, from the command line', async (t) => {
  const run = station(temporaryDir(t));
  const agreed = ['--consent', 'agreed in writing'];

  const enrolled = await run('enrol', '--name', 'Ana', ...agreed, '--id', 'ana', photoPath('p01'));
  assert.equal(enrolled.code, 0);
  assert.deepEqual(enrolled.answer, {
    ...{ personId: 'ana', name: 'Ana', templates: 1 },
    ...{ refused: [], duplicates: [] },
  });
  await run('enrol', '--name', 'Ben', ...agreed, '--id', 'ben', photoPath('p02'));

  const known = await run('identify', photoPath('p01', 2));
  assert.equal(known.code, 0);
  assert.equal(known.answer['outcome'], 'match');
  assert.deepEqual(known.answer['person'], { id: 'ana', name: 'Ana' });
  assert.ok(Number(known.answer['distance']) < Number(known.answer['threshold']));
  assert.deepEqual(Object.keys(known.answer['timings'] as object).sort(), [
    'align',
    'decode',
    'detect',
    'encode',
    'match',
    'total',
  ]);

  const stranger = await run('identify', photoPath('p03'));
  assert.equal(stranger.code, 1);
  assert.equal(stranger.answer['outcome'], 'no-match');
  assert.equal(stranger.answer['person'], null);

  const claim = await run('verify', '--id', 'ana', photoPath('p01', 3));
  assert.equal(claim.code, 0);
  assert.deepEqual(claim.answer['claimed'], { id: 'ana', name: 'Ana' });
  const lie = await run('verify', '--id', 'ben', photoPath('p01', 3));
  assert.equal(lie.code, 1);
  assert.equal(lie.answer['outcome'], 'no-match');

  const people = await run('people', 'list');
  assert.deepEqual(
    (people.answer as unknown as { id: string }[]).map(({ id }) => id),
    ['ana', 'ben'],
  );
  assert.equal((await run('people', 'remove', 'ana')).code, 0);
  assert.equal((await run('identify', photoPath('p01', 2))).answer['outcome'], 'no-match');

  const events = (await run('events', 'list')).answer as unknown as Record<string, unknown>[];
  assert.deepEqual(
    events.map(({ kind, outcome, personId }) => [kind, outcome, personId]),
    [
      ['identify', 'no-match', null],
      ['remove', 'done', 'ana'],
      ['verify', 'no-match', null],
      ['verify', 'match', 'ana'],
      ['identify', 'no-match', null],
      ['identify', 'match', 'ana'],
      ['enrol', 'done', 'ben'],
      ['enrol', 'done', 'ana'],
    ],
  );
});

test('two photos of one person are the same, of two people are not', async (t) => {
  const run = station(temporaryDir(t));
  const same = await run('compare', photoPath('p01'), photoPath('p01', 2));
  assert.equal(same.code, 0);
  assert.equal(same.answer['same'], true);
  const other = await run('compare', photoPath('p01'), photoPath('p02'));
  assert.equal(other.code, 1);
  assert.equal(other.answer['same'], false);
  assert.ok(Number(same.answer['distance']) < Number(other.answer['distance']));
});

test('every photo that cannot be used gets its code, and the station goes on', async (t) => {
  const folder = temporaryDir(t);
  const run = station(join(folder, 'data'));
  const bad = await badPhotos(folder);
  for (const [code, path] of bad) {
    const refused = await run('identify', path);
    assert.equal(refused.code, 3, path);
    assert.equal(refused.answer['outcome'], 'refused', path);
    assert.equal(refused.answer['code'], code, path);
    assert.match(String(refused.answer['message']), /\. .+/, path);
  }
  const paths = bad.map(([, path]) => path);
  const enrol = ['enrol', '--name', 'Ana', '--consent', 'agreed', ...paths];
  const none = await run(...enrol);
  assert.equal(none.code, 3);
  assert.equal(none.answer['personId'], null);
  const some = await run(...enrol, photoPath('p01'));
  assert.equal(some.code, 0);
  assert.equal(some.answer['templates'], 1);
  const refused = some.answer['refused'] as { photo: string; code: string }[];
  assert.deepEqual(
    refused.map(({ photo, code }) => [code, photo]).sort(),
    bad.map(([code, path]) => [code, path]).sort(),
  );
});

async function badPhotos(folder: string): Promise<[code: string, path: string][]> {
  const place = (name: string, bytes: Uint8Array | string): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const photo = photoOf('p01').bytes;
  const blank = { width: 400, height: 300, channels: 3, background: '#7a8a99' } as const;
  const huge = { width: 20_000, height: 10_000, channels: 3, background: 'black' } as const;
  const two = await sharp({ create: { ...blank, width: 768, height: 384 } })
    .composite([
      { input: photoPath('p01'), left: 0, top: 0 },
      { input: photoPath('p02'), left: 384, top: 0 },
    ])
    .jpeg()
    .toBuffer();
  mkdirSync(join(folder, 'folder.jpg'));
  return [
    ['unreadable-image', place('truncated.jpg', photo.subarray(0, photo.length / 2))],
    ['unreadable-image', place('letter.jpg', 'Dear station, this is no photo.')],
    ['no-face', place('wall.jpg', await sharp({ create: blank }).jpeg().toBuffer())],
    ['several-faces', place('two.jpg', two)],
    [
      'image-too-large',
      place('huge.png', await sharp({ create: huge, limitInputPixels: false }).png().toBuffer()),
    ],
    ['empty-image', place('empty.jpg', '')],
    ['not-a-file', join(folder, 'folder.jpg')],
    ['file-not-found', join(folder, 'missing.jpg')],
  ];
}

test('an id that is taken or unknown is refused', async (t) => {
  const run = station(temporaryDir(t));
  const enrol = ['enrol', '--name', 'Ana', '--consent', 'agreed', '--id', '7', photoPath('p01')];
  await run(...enrol);
  const again = await run(...enrol);
  assert.deepEqual([again.code, again.answer['code']], [3, 'person-exists']);
  const unknown = await run('verify', '--id', '8', photoPath('p01'));
  assert.deepEqual([unknown.code, unknown.answer['code']], [3, 'unknown-person']);
  assert.deepEqual(unknown.answer['claimed'], { id: '8', name: '' });
  const unread = await run('verify', '--id', '7', join('nowhere', 'photo.jpg'));
  assert.deepEqual([unread.code, unread.answer['code']], [3, 'file-not-found']);
  assert.deepEqual(unread.answer['claimed'], { id: '7', name: 'Ana' });
  const gone = await run('people', 'remove', '8');
  assert.deepEqual([gone.code, gone.answer['code']], [3, 'unknown-person']);
});

test('wrong usage exits with 2 and says what is missing', async (t) => {
  const data = temporaryDir(t);
  const wrong = await threshold('enrol', '--name', 'Ana', photoPath('p01'), '--data', data);
  assert.equal(wrong.code, 2);
  assert.equal(wrong.stdout, '');
  assert.match(wrong.stderr, /--consent is required/);
});

test("another program's database stops the command with a sentence and stays as it was", async (t) => {
  const data = temporaryDir(t);
  writeFileSync(join(data, 'threshold.db'), 'dear diary, '.repeat(1000));
  const refused = await station(data)('identify', photoPath('p01'));
  assert.deepEqual([refused.code, refused.answer['code']], [4, 'store-foreign']);
});

test('the doctor finds a working station whole', async (t) => {
  const { code, answer } = await station(temporaryDir(t))('doctor');
  assert.equal(code, 0, JSON.stringify(answer));
  assert.equal(answer['ok'], true);
  const names = (answer['checks'] as { name: string }[]).map(({ name }) => name);
  assert.ok(['models', 'store', 'vision process'].every((name) => names.includes(name)));
});

test('the pipeline bench prints its stages and their ratio to the models alone', async (t) => {
  const { code, answer } = await station(temporaryDir(t))('bench', 'pipeline', '--rounds', '3');
  assert.equal(code, 0);
  const stages = answer['stages'] as Record<string, { median: number; p95: number }>;
  const { total: bare } = answer['bare'] as { total: { median: number } };
  assert.ok((stages['total']?.median ?? 0) > 0 && bare.median > 0);
  assert.equal(answer['ratio'], (stages['total']?.median ?? 0) / bare.median);
});
