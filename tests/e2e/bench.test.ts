import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { threshold } from '../support/command.ts';
import { photoPath } from '../support/people.ts';

/** Synthetic people with their photos as LFW has them: `name/name_0001.jpg`. */
const people = { p01: 4, p02: 4, p03: 1 } as const;

interface Place {
  readonly images: string;
  readonly pairs: string;
  readonly data: string;
  readonly out: string;
}

/** Shared by all tests, as is what was seen in it: each needs the same photos encoded. */
const place = madeSet();

/** A folder of photos, one of them unreadable, and a list of pairs in two folds. */
function madeSet(): Place {
  const root = mkdtempSync(join(tmpdir(), 'threshold-test-'));
  after(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
  const images = join(root, 'images');
  for (const [person, count] of Object.entries(people)) {
    mkdirSync(join(images, person), { recursive: true });
    for (let number = 1; number <= count; number++) {
      const name = `${person}_000${number}.jpg`;
      copyFileSync(photoPath(person, number), join(images, person, name));
    }
  }
  writeFileSync(join(images, 'p03', 'p03_0002.jpg'), 'no picture');
  const pairs = join(root, 'pairs.txt');
  const first = ['p01 1 2', 'p02 1 2', 'p01 1 p02 1', 'p02 3 p03 1'];
  const second = ['p01 3 4', 'p02 3 4', 'p01 3 p02 4', 'p01 1 p03 2'];
  writeFileSync(pairs, ['2\t2', ...first, ...second].join('\n'));
  return { images, pairs, data: join(root, 'data'), out: join(root, 'det.svg') };
}

async function answerOf(...argv: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await threshold(...argv, '--json');
  assert.equal(code, 0, `${stdout}${stderr}`);
  return JSON.parse(stdout) as unknown;
}

test('bench accuracy: failures to acquire are listed and count, and a DET curve is drawn', async () => {
  const { images, pairs, data, out } = place;
  const command = ['bench', 'accuracy', '--images', images, '--pairs', pairs, '--data', data];
  const answer = await answerOf(...command, '--out', out);
  const figures = answer as Record<string, unknown>;
  assert.equal(figures['photos'], 10);
  assert.deepEqual(figures['failures'], [{ photo: 'p03/p03_0002', code: 'unreadable-image' }]);
  assert.deepEqual([figures['pairs'], figures['acquired']], [8, 7]);
  assert.equal(figures['accuracy'], 7 / 8, 'the pair that was not acquired is an error');
  assert.deepEqual(
    figures['tmrAtFmr'],
    { '1e-2': null, '1e-3': null, '1e-4': null, '1e-5': null },
    'so few comparisons support no rate',
  );
  assert.match(readFileSync(out, 'utf8'), /^<svg [\s\S]*<\/svg>\n$/);
  const beside = JSON.parse(readFileSync(out.replace('.svg', '.json'), 'utf8')) as { pack: string };
  assert.equal(beside.pack, 'core');

  // The same again, from what was kept: even the times are the first run's.
  const again = await answerOf(...command, '--out', out);
  assert.deepEqual(again, answer);
});

test('bench accuracy with sets of photos tells of both, pooled and single', async () => {
  const { images, pairs, data, out } = place;
  const answer = await answerOf(
    ...['bench', 'accuracy', '--images', images, '--pairs', pairs, '--data', data],
    ...['--templates', '2', '--probes', '2', '--out', out],
  );
  const figures = answer as { pooled: Record<string, number>; single: Record<string, number> };
  assert.deepEqual([figures.pooled['people'], figures.pooled['templates']], [2, 2]);
  assert.equal(figures.single['accuracy'], 7 / 8);
});

test('bench identify: each target’s claim, and what was measured', async () => {
  const { images, data } = place;
  const answer = await answerOf(
    ...['bench', 'identify', '--images', images, '--gallery', '2', '--data', data],
    ...['--targets', '1e-1,1e-8'],
  );
  const figures = answer as {
    gallery: number;
    probesKnown: number;
    probesUnknown: number;
    targets: Record<string, unknown>[];
  };
  assert.equal(figures.gallery, 2);
  assert.ok(figures.probesKnown > 0 && figures.probesUnknown > 0);
  const [tenth, tooStrict] = figures.targets;
  assert.equal(tenth?.['fpirTarget'], 0.1);
  assert.ok(Number(tenth?.['threshold']) > 0);
  assert.ok(Number(tenth?.['fpirLower95']) <= 0.1);
  assert.equal(tooStrict?.['threshold'], null);
  assert.match(String(tooStrict?.['reason']), /can be promised/);
});

test('bench discard draws how well quality predicts errors', async () => {
  const { images, pairs, data, out } = place;
  const answer = await answerOf(
    ...['bench', 'discard', '--images', images, '--pairs', pairs, '--data', data, '--out', out],
  );
  const figures = answer as { pairs: number; curves: { points: { discarded: number }[] }[] };
  assert.equal(figures.pairs, 4);
  assert.equal(figures.curves[0]?.points.at(-1)?.discarded, 0.5);
  assert.match(readFileSync(out, 'utf8'), /discarded/);
});

test('a list that names a photo which is not there is refused before anything is encoded', async () => {
  const { images, data } = place;
  const pairs = join(data, '..', 'other-pairs.txt');
  writeFileSync(pairs, '1\np01 1 9\np01 1 p02 1\n');
  const { code, stdout } = await threshold(
    ...['bench', 'accuracy', '--images', images, '--pairs', pairs, '--data', data],
  );
  assert.equal(code, 3);
  assert.match(stdout, /p01\/p01_0009/);
});

test('too large a gallery, and a target that is no rate, are refused in words', async () => {
  const { images, data } = place;
  const identify = ['bench', 'identify', '--images', images, '--data', data];
  const everybody = await threshold(...identify, '--gallery', '3');
  assert.equal(everybody.code, 3);
  assert.match(everybody.stdout, /strangers are needed/);
  const odd = await threshold(...identify, '--gallery', '2', '--targets', '2');
  assert.equal(odd.code, 2);
  assert.match(odd.stderr, /--targets takes rates/);
});
