import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { passedOverInWords } from '../../electron/hosts/training/passed-over.ts';
import { readPeopleFolder } from '../../electron/hosts/training/people-folder.ts';
import { splitPeople } from '../../electron/hosts/training/split-people.ts';
import { temporaryDir } from '../support/temporary.ts';

/** Windows lets only some users make links. */
const noLinks = { skip: process.platform === 'win32' };

/** Files whose content nobody looks at here. */
function folderOf(t: Parameters<typeof temporaryDir>[0], ...names: string[]): string {
  const folder = join(temporaryDir(t), 'people');
  mkdirSync(folder);
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), name);
  }
  return folder;
}

async function refusal(folder: string): Promise<string> {
  const read = await readPeopleFolder(folder);
  assert.ok(!read.ok);
  assert.equal(read.error.code, 'training-data');
  return read.error.message;
}

test('a folder of people is read person by person, in one order on every machine', async (t) => {
  const folder = folderOf(t, 'b/2.jpg', 'b/1.PNG', 'a/x.webp', 'a/later/y.jpeg', 'Z/1.jpg');
  const read = await readPeopleFolder(folder);
  assert.ok(read.ok);
  const photos = read.value.people.map(({ person, photos }) => [person, photos.map((p) => p.name)]);
  assert.deepEqual(photos, [
    ['Z', ['Z/1.jpg']],
    ['a', ['a/later/y.jpeg', 'a/x.webp']],
    ['b', ['b/1.PNG', 'b/2.jpg']],
  ]);
  assert.deepEqual(read.value.passedOver, []);
});

test('what is no photo of a person is passed over and named', noLinks, async (t) => {
  const folder = folderOf(
    t,
    ...['a/1.jpg', 'a/2.jpg', 'b/1.jpg', 'b/1.png', 'b/notes.txt', 'b/one/two/3.jpg'],
    ...['loose.jpg', 'readme.md', 'a/.hidden', 'b/2.csv', 'b/2.jpg'],
  );
  mkdirSync(join(folder, 'nobody'));
  symlinkSync(join(folder, 'gone.jpg'), join(folder, 'a', 'dangling.jpg'));
  const read = await readPeopleFolder(folder);
  assert.ok(read.ok);
  const found = Object.fromEntries(read.value.passedOver.map(({ what, why }) => [what, why]));
  assert.deepEqual(found, {
    'a/dangling.jpg': 'unreadable',
    'b/1.png': 'same-photo',
    'b/2.csv': 'not-a-photo',
    'b/notes.txt': 'not-a-photo',
    'b/one/two': 'too-deep',
    'loose.jpg': 'in-no-folder',
    nobody: 'no-photos',
    'readme.md': 'not-a-photo',
  });
});

test(
  'links that lead back, or to somebody who is there already, count nobody twice',
  noLinks,
  async (t) => {
    const folder = folderOf(t, 'a/1.jpg', 'a/2.jpg', 'b/1.jpg');
    symlinkSync('.', join(folder, 'all'));
    symlinkSync('..', join(folder, 'outside'));
    symlinkSync('../b', join(folder, 'a', 'friend'));
    symlinkSync('../a', join(folder, 'a', 'me'));
    symlinkSync('circle', join(folder, 'circle'));
    const read = await readPeopleFolder(folder);
    assert.ok(read.ok);
    assert.deepEqual(
      read.value.people.map(({ person, photos }) => [person, photos.length]),
      [
        ['a', 2],
        ['b', 1],
      ],
    );
    const why = new Map(read.value.passedOver.map(({ what, why }) => [what, why]));
    for (const link of ['all', 'outside', 'a/friend', 'a/me']) {
      assert.equal(why.get(link), 'read-already', link);
    }
    assert.equal(why.get('circle'), 'unreadable');
  },
);

test('a linked folder is a person where it leads to another one', noLinks, async (t) => {
  const folder = folderOf(t, 'a/1.jpg', 'a/2.jpg');
  const elsewhere = folderOf(t, '1.jpg');
  symlinkSync(elsewhere, join(folder, 'b'));
  const read = await readPeopleFolder(folder);
  assert.ok(read.ok);
  assert.deepEqual(read.value.people[1]?.photos[0]?.name, 'b/1.jpg');
});

test('a folder that nothing can be learnt from is refused with the reason', async (t) => {
  assert.match(await refusal(join(temporaryDir(t), 'nowhere')), /no folder/);
  assert.match(await refusal(folderOf(t)), /no folder in it has photos/);
  assert.match(await refusal(folderOf(t, '1.jpg', '2.jpg')), /2 × lies in no person’s folder/);
  assert.match(await refusal(folderOf(t, 'a/1.jpg', 'a/2.jpg')), /only one person, a, has photos/);
  const single = folderOf(t, 'a/1.jpg', 'b/1.jpg', 'b/x.txt');
  const message = await refusal(single);
  assert.match(message, /each of the 2 people has one photo only/);
  assert.match(message, /1 × is not a JPEG, PNG or WebP file: b\/x\.txt/);
});

test('reasons are told by their number, and names cannot command a terminal', () => {
  const many = Array.from({ length: 5 }, (_, at) => ({
    what: `${at}.txt`,
    why: 'not-a-photo' as const,
  }));
  const lines = passedOverInWords([{ what: 'a\u001b[2J.jpg', why: 'empty' }, ...many]);
  assert.deepEqual(lines, [
    '5 × is not a JPEG, PNG or WebP file: 0.txt, 1.txt, 2.txt …',
    '1 × is empty: a�[2J.jpg',
  ]);
});

/** `several` people with two photos, then `single` ones with one. */
function crowd(several: number, single: number) {
  return Array.from({ length: several + single }, (_, at) => ({
    person: `p${at}`,
    photos: at < several ? 2 : 1,
  }));
}

test('a fifth of the people is held out, of those with one photo as of the others', () => {
  const split = splitPeople(crowd(100, 50));
  assert.ok(split.ok);
  const { learnt, heldOut } = split.value;
  assert.equal(heldOut.length, 30);
  assert.equal(heldOut.filter((name) => Number(name.slice(1)) < 100).length, 20);
  assert.deepEqual(
    [...learnt, ...heldOut].sort(),
    crowd(100, 50)
      .map(({ person }) => person)
      .sort(),
  );
});

test('who is held out depends on names, and on no order', () => {
  const renamed = crowd(40, 10).map((one) => ({ ...one, person: `q${one.person}` }));
  const [one, other, others] = [
    splitPeople(crowd(40, 10)),
    splitPeople(crowd(40, 10).toReversed()),
    splitPeople(renamed),
  ];
  assert.ok(one.ok && other.ok && others.ok);
  assert.deepEqual(one.value.heldOut, other.value.heldOut.toReversed());
  const named = one.value.heldOut.map((name) => `q${name}`);
  assert.notDeepEqual(named, others.value.heldOut);
});

test('both sides have a stranger and somebody with two photos, or there is no split', () => {
  const least = splitPeople(crowd(2, 8));
  assert.ok(least.ok);
  const several = (names: readonly string[]) => names.filter((name) => ['p0', 'p1'].includes(name));
  assert.equal(several(least.value.learnt).length, 1);
  assert.equal(several(least.value.heldOut).length, 1);
  const four = splitPeople(crowd(4, 0));
  assert.ok(four.ok && four.value.heldOut.length === 2);
  for (const [two, one] of [
    [1, 50],
    [3, 0],
    [0, 9],
  ] as const) {
    const none = splitPeople(crowd(two, one));
    assert.ok(!none.ok);
    assert.equal(none.error.code, 'training-too-few');
  }
});
