import assert from 'node:assert/strict';
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { ObservationCache, type Seen } from '../../electron/cli/bench/observation-cache.ts';
import { observePhotos } from '../../electron/cli/bench/observe-photos.ts';
import { photosOf, type PhotoFile } from '../../electron/cli/bench/photo-folder.ts';
import { pipelineFingerprint } from '../../electron/cli/bench/pipeline-fingerprint.ts';
import { readPairs } from '../../electron/cli/bench/read-pairs.ts';
import { forkProcess } from '../../electron/hosts/fork-process.ts';
import { projectPaths } from '../../electron/hosts/project-paths.ts';
import { VisionClient } from '../../electron/vision/client.ts';
import { loadManifest, packNamed, type Pack } from '../../native-models/manifest.ts';
import { photoPath } from '../support/people.ts';
import { temporaryDir } from '../support/temporary.ts';

const paths = projectPaths();
const first = 'a'.repeat(64);
const second = 'b'.repeat(64);

function openCache(path: string, fingerprint = 'one'): Promise<ObservationCache> {
  return ObservationCache.open(path, fingerprint, (cause) => assert.fail(String(cause)));
}

function seenWith(component: number): Seen {
  const encoding = Float32Array.of(component, 1);
  const box = { x: 1, y: 2, width: 3, height: 4 };
  const face = { box, score: 1, landmarks: [], interEye: 9, encoding, quality: null };
  const timings = { decode: 1, detect: 2, align: 3, encode: 4 };
  const image = { width: 5, height: 6 };
  return { ok: true, value: { image, faces: [face], subject: 0, timings } };
}

const refused: Seen = { ok: false, error: { code: 'unreadable-image', message: 'no picture' } };

async function filledCache(t: TestContext): Promise<string> {
  const path = join(temporaryDir(t), 'cache', 'core.bin');
  const cache = await openCache(path);
  await cache.add(first, seenWith(0.25));
  await cache.add(second, refused);
  await cache.close();
  return path;
}

test('what was seen is there again when the cache is opened anew, encodings to the bit', async (t) => {
  const cache = await openCache(await filledCache(t));
  assert.deepEqual(cache.get(first), seenWith(0.25));
  assert.deepEqual(cache.get(second), refused);
  assert.equal(cache.get('c'.repeat(64)), undefined);
  assert.deepEqual(cache.statistics, { found: 2, added: 0 });
});

test('the cache is for its owner only', { skip: process.platform === 'win32' }, async (t) => {
  const path = await filledCache(t);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(statSync(join(path, '..')).mode & 0o777, 0o700);
});

test('what another pipeline saw is not used', async (t) => {
  const path = await filledCache(t);
  assert.equal((await openCache(path, 'two')).get(first), undefined);
  assert.equal((await openCache(path, 'one')).get(first), undefined, 'and was begun anew');
});

test('a record cut off at the end is lost alone, and what is added then is kept', async (t) => {
  const path = await filledCache(t);
  truncateSync(path, statSync(path).size - 1);
  const cut = await openCache(path);
  assert.deepEqual(cut.get(first), seenWith(0.25));
  assert.equal(cut.get(second), undefined);
  await cut.add(second, seenWith(0.5));
  await cut.close();
  assert.deepEqual((await openCache(path)).get(second), seenWith(0.5));
});

test('rubbish behind the last record is thrown away, whatever length it claims', async (t) => {
  const path = await filledCache(t);
  const whole = statSync(path).size;
  appendFileSync(path, Buffer.from([0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4, 5]));
  const cache = await openCache(path);
  assert.deepEqual(cache.get(second), refused);
  assert.equal(statSync(path).size, whole);
});

test('a file that is no cache is begun anew', async (t) => {
  const path = join(temporaryDir(t), 'core.bin');
  appendFileSync(path, 'something else');
  const cache = await openCache(path);
  await cache.add(first, refused);
  await cache.close();
  assert.deepEqual((await openCache(path)).get(first), refused);
});

async function corePack(): Promise<Pack> {
  return packNamed(await loadManifest(paths.manifest), 'core');
}

test('another model or alignment is another pipeline, other scores are not', async () => {
  const pack = await corePack();
  const own = await pipelineFingerprint(pack, paths.visionEntry);
  const models = pack.models.map((model) => ({ ...model, sha256: first }));
  const alignment = { ...pack.alignment, paddings: [0.3] };
  const print = (changed: Pack) => pipelineFingerprint(changed, paths.visionEntry);
  assert.notEqual(await print({ ...pack, models }), own);
  assert.notEqual(await print({ ...pack, alignment }), own);
  assert.equal(await print({ ...pack, scores: null }), own);
});

test('changed code of the vision process is another pipeline', async (t) => {
  const folder = temporaryDir(t);
  const entry = join(folder, 'entry.ts');
  appendFileSync(entry, 'one();');
  const pack = await corePack();
  const before = await pipelineFingerprint(pack, entry);
  assert.equal(await pipelineFingerprint(pack, entry), before);
  appendFileSync(entry, 'two();');
  assert.notEqual(await pipelineFingerprint(pack, entry), before);
});

/** Two people's folders, one photo each; the second is no picture. */
function madeFolder(t: TestContext): string {
  const folder = temporaryDir(t);
  for (const person of ['ana', 'ben']) mkdirSync(join(folder, person));
  copyFileSync(photoPath('p01'), join(folder, 'ana', 'ana_0001.jpg'));
  appendFileSync(join(folder, 'ben', 'ben_0001.png'), 'no picture');
  return folder;
}

async function photosIn(folder: string): Promise<PhotoFile[]> {
  const photos = await photosOf(folder);
  assert.ok(photos.ok);
  return photos.value;
}

function openVision(): VisionClient {
  return new VisionClient({
    spawn: forkProcess(paths.visionEntry, () => undefined),
    args: [
      ...['--models', paths.models, '--manifest', paths.manifest],
      ...['--pack', 'core', '--threads', '1'],
    ],
    onChange: () => undefined,
  });
}

const quietly = { onProgress: () => undefined };

test('a second run asks no vision process; a photo that changed is looked at again', async (t) => {
  const folder = madeFolder(t);
  const path = join(temporaryDir(t), 'core.bin');
  const cache = await openCache(path);
  const once = await observePhotos(await photosIn(folder), { openVision, cache, ...quietly });
  await cache.close();
  assert.ok(once.ok);
  const [seen, unreadable] = once.value;
  assert.equal(seen?.ok && seen.value.faces[seen.value.subject ?? 9]?.encoding?.length, 128);
  assert.equal(unreadable && !unreadable.ok && unreadable.error.code, 'unreadable-image');

  const again = await openCache(path);
  const idle = { openVision: () => assert.fail('asked a vision process'), cache: again };
  assert.deepEqual(await observePhotos(await photosIn(folder), { ...idle, ...quietly }), once);
  assert.deepEqual(again.statistics, { found: 2, added: 0 });

  copyFileSync(photoPath('p02'), join(folder, 'ana', 'ana_0001.jpg'));
  const changed = await observePhotos(await photosIn(folder), {
    openVision,
    cache: again,
    ...quietly,
  });
  await again.close();
  assert.deepEqual(again.statistics, { found: 3, added: 1 });
  assert.ok(changed.ok);
  assert.notDeepEqual(changed.value[0], seen);
});

test('without a pack’s models nothing is measured, and the error says why', async (t) => {
  const folder = madeFolder(t);
  const broken = (): VisionClient =>
    new VisionClient({
      spawn: forkProcess(paths.visionEntry, () => undefined),
      args: [
        ...['--models', folder, '--manifest', paths.manifest],
        ...['--pack', 'core', '--threads', '1'],
      ],
      onChange: () => undefined,
    });
  const seen = await observePhotos(await photosIn(folder), {
    openVision: broken,
    cache: null,
    ...quietly,
  });
  assert.equal(!seen.ok && seen.error.code, 'model-missing');
});

test('photos are found by folder and file name, whatever their format', async (t) => {
  const folder = madeFolder(t);
  copyFileSync(photoPath('p03'), join(folder, 'ana', 'ana_0002.JPEG'));
  appendFileSync(join(folder, 'ana', 'notes.txt'), 'no photo');
  appendFileSync(join(folder, 'README'), 'no folder');
  assert.deepEqual(
    (await photosIn(folder)).map(({ key, person }) => [key, person]),
    [
      ['ana/ana_0001', 'ana'],
      ['ana/ana_0002', 'ana'],
      ['ben/ben_0001', 'ben'],
    ],
  );
});

test('one photo in two formats is refused: it would count as two looks at a person', async (t) => {
  const folder = madeFolder(t);
  appendFileSync(join(folder, 'ana', 'ana_0001.png'), readFileSync(photoPath('p01')));
  const photos = await photosOf(folder);
  assert.equal(!photos.ok && photos.error.code, 'invalid-request');
});

test('a folder that is not there, and one without people’s folders, are refused', async (t) => {
  const empty = temporaryDir(t);
  for (const folder of [join(empty, 'nowhere'), empty]) {
    const photos = await photosOf(folder);
    assert.equal(!photos.ok && photos.error.code, 'file-not-found');
  }
});

test('a link that leads to no folder is not a person', async (t) => {
  const folder = madeFolder(t);
  const before = await photosIn(folder);
  symlinkSync(photoPath('p01'), join(folder, 'file'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'nothing'));
  assert.deepEqual(await photosIn(folder), before);
});

test('a list of pairs that is a folder is told', async (t) => {
  const folder = madeFolder(t);
  const pairs = await readPairs(folder, folder);
  assert.equal(!pairs.ok && pairs.error.code, 'not-a-file');
});
