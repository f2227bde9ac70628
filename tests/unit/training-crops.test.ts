import assert from 'node:assert/strict';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { before, test, type TestContext } from 'node:test';
import sharp from 'sharp';
import { loadManifest, packNamed, type Pack } from '../../native-models/manifest.ts';
import { bytesPerCrop, checkCrops } from '../../native-models/training/crops.ts';
import { discardCrops } from '../../electron/hosts/training/crop-cache.ts';
import {
  cutCrops,
  type CutCrops,
  type CutCropsOptions,
} from '../../electron/hosts/training/cut-crops.ts';
import { openFaceCutter } from '../../electron/hosts/training/face-cutter.ts';
import { readPeopleFolder } from '../../electron/hosts/training/people-folder.ts';
import {
  cropAlignment,
  trainingAlignment,
} from '../../electron/hosts/training/training-alignment.ts';
import { workError } from '../../electron/hosts/training/work-error.ts';
import { decodePhoto } from '../../electron/vision/decode.ts';
import { ImagePyramid } from '../../electron/vision/pyramid.ts';
import { photoPath } from '../support/people.ts';
import { temporaryDir } from '../support/temporary.ts';
import { corePack, modelDir } from './vision-fixtures.ts';

const inner = 64;
let core: Pack;

before(async () => {
  core = await corePack();
});

/** Two people with two photos, and whatever else a folder of photos comes with. */
async function peopleFolder(t: TestContext): Promise<string> {
  const folder = join(temporaryDir(t), 'people');
  for (const person of ['p01', 'p02']) {
    mkdirSync(join(folder, person), { recursive: true });
    for (const number of [1, 2]) {
      copyFileSync(photoPath(person, number), join(folder, person, `${number}.jpg`));
    }
  }
  copyFileSync(photoPath('p01', 1), join(folder, 'p02', 'again.jpg'));
  writeFileSync(
    join(folder, 'p01', 'torn.jpg'),
    readFileSync(photoPath('p01', 3)).subarray(0, 4000),
  );
  writeFileSync(join(folder, 'p01', 'void.jpg'), '');
  const grey = sharp({ create: { width: 300, height: 300, channels: 3, background: '#777' } });
  mkdirSync(join(folder, 'wall'));
  writeFileSync(join(folder, 'wall', 'wall.png'), await grey.png().toBuffer());
  return folder;
}

function options(work: string): CutCropsOptions {
  return {
    pack: core,
    dir: modelDir,
    alignment: trainingAlignment(core.alignment, inner),
    work,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  };
}

interface Cutting {
  readonly people: string;
  readonly work: string;
  readonly signal?: AbortSignal;
  readonly onFresh?: (fresh: number) => void;
}

async function cut({ people, work, signal, onFresh }: Cutting): Promise<CutCrops | null> {
  const folder = await readPeopleFolder(people);
  assert.ok(folder.ok);
  const done = await cutCrops(folder.value, {
    ...options(work),
    ...(signal && { signal }),
    onProgress: (_done, _of, fresh) => onFresh?.(fresh),
  });
  assert.ok(done.ok, JSON.stringify(done));
  return done.value;
}

test('faces are cut out in order; what shows none is passed over, and no picture counts twice', async (t) => {
  const cropped = await cut({ people: await peopleFolder(t), work: temporaryDir(t) });
  assert.ok(cropped);
  const { crops, passedOver } = cropped;
  checkCrops(crops);
  assert.equal(crops.inner, inner);
  assert.deepEqual(crops.people, ['p01', 'p02']);
  assert.deepEqual([...crops.person], [0, 0, 1, 1]);
  assert.deepEqual(crops.sources, ['p01/1.jpg', 'p01/2.jpg', 'p02/1.jpg', 'p02/2.jpg']);
  assert.ok(crops.pixels.buffer instanceof SharedArrayBuffer);
  assert.deepEqual(
    passedOver.map(({ what, why }) => [what, why]),
    [
      ['p01/torn.jpg', 'damaged'],
      ['p01/void.jpg', 'empty'],
      ['p02/again.jpg', 'same-photo'],
      ['wall/wall.png', 'no-face'],
    ],
  );
});

test('what was cut is kept for its owner only, and not cut again', async (t) => {
  const [people, work] = [await peopleFolder(t), temporaryDir(t)];
  const first = await cut({ people, work });
  const [name, ...others] = readdirSync(work);
  assert.ok(name !== undefined && others.length === 0);
  if (process.platform !== 'win32') assert.equal(statSync(join(work, name)).mode & 0o777, 0o600);
  let cutAgain = 0;
  const second = await cut({ people, work, onFresh: (fresh) => (cutAgain = fresh) });
  assert.equal(cutAgain, 0);
  assert.deepEqual(second, first);
  await discardCrops(work);
  assert.deepEqual(readdirSync(work), []);
});

test('a file of crops that is cut short or damaged is used as far as it is whole', async (t) => {
  const [people, work] = [await peopleFolder(t), temporaryDir(t)];
  const first = await cut({ people, work });
  const path = join(work, readdirSync(work)[0]!);
  const record = bytesPerCrop(first!.crops.size);
  let cutAgain = 0;
  const onFresh = (fresh: number): number => (cutAgain = fresh);
  truncateSync(path, statSync(path).size - record / 2);
  assert.deepEqual(await cut({ people, work, onFresh }), first);
  assert.ok(cutAgain > 0 && cutAgain < 4);
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(path, bytes);
  assert.deepEqual(await cut({ people, work, onFresh }), first);
  assert.ok(cutAgain > 0 && cutAgain < 5);
  writeFileSync(path, 'something else');
  assert.deepEqual(await cut({ people, work }), first);
});

test('a signal ends it, and what was cut by then is kept', async (t) => {
  const [people, work] = [await peopleFolder(t), temporaryDir(t)];
  const stop = new AbortController();
  const onFresh = (fresh: number): void => {
    if (fresh === 2) stop.abort();
  };
  assert.equal(await cut({ people, work, signal: stop.signal, onFresh }), null);
  let cutAgain = 0;
  await cut({ people, work, onFresh: (fresh) => (cutAgain = fresh) });
  assert.equal(cutAgain, 3);
});

test('people whose photos show no face are as if they were not there', async (t) => {
  const people = await peopleFolder(t);
  const folder = await readPeopleFolder(people);
  assert.ok(folder.ok);
  const nobodyElse = folder.value.people.filter(({ person }) => person !== 'p02');
  const done = await cutCrops({ people: nobodyElse, passedOver: [] }, options(temporaryDir(t)));
  assert.ok(!done.ok);
  assert.equal(done.error.code, 'training-data');
  assert.match(done.error.message, /only one person, p01.*1 × shows no face/);
});

test('too little memory, and a place that cannot be written to, are told at once', async (t) => {
  const folder = await readPeopleFolder(await peopleFolder(t));
  assert.ok(folder.ok);
  const memory = 100_000;
  const small = await cutCrops(folder.value, { ...options(temporaryDir(t)), memory });
  assert.ok(!small.ok);
  assert.equal(small.error.code, 'training-memory');
  const file = join(temporaryDir(t), 'file');
  writeFileSync(file, '');
  const nowhere = await cutCrops(folder.value, options(file));
  assert.ok(!nowhere.ok);
  assert.equal(nowhere.error.code, 'invalid-request');
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
  assert.equal(workError(full, 'crops').code, 'store-full');
});

test('a damaged model of the base pack is named', async (t) => {
  const folder = await readPeopleFolder(await peopleFolder(t));
  assert.ok(folder.ok);
  const dir = temporaryDir(t);
  copyFileSync(join(modelDir, 'landmarks.onnx'), join(dir, 'detector.onnx'));
  const done = await cutCrops(folder.value, { ...options(temporaryDir(t)), dir });
  assert.ok(!done.ok);
  assert.equal(done.error.code, 'model-damaged');
});

test('a chip of the station is the middle of the crop that was learnt from', async (t) => {
  const chip = trainingAlignment(core.alignment, inner);
  const [small, large] = await Promise.all(
    [chip, cropAlignment(chip)].map((alignment) =>
      openFaceCutter({ pack: core, dir: modelDir, alignment }),
    ),
  );
  t.after(() => Promise.all([small!.close(), large!.close()]));
  const { size } = cropAlignment(chip);
  const margin = (size - inner) / 2;
  for (const person of ['p01', 'p03', 'p06']) {
    const photo = await decodePhoto(readFileSync(photoPath(person)));
    assert.ok(photo.ok);
    const image = new ImagePyramid(photo.value);
    const [chipPixels, cropPixels] = [await small!.cut(image), await large!.cut(image)];
    assert.ok(chipPixels && cropPixels);
    for (let row = 0; row < inner; row++) {
      const from = 3 * ((row + margin) * size + margin);
      const middle = cropPixels.subarray(from, from + 3 * inner);
      const wanted = chipPixels.subarray(3 * row * inner, 3 * (row + 1) * inner);
      middle.forEach((value, at) => assert.ok(Math.abs(value - wanted[at]!) <= 1));
    }
  }
});

const root = join(import.meta.dirname, '..', '..');
const shared = join(root, '..', 'shared', 'models');
const skip = existsSync(shared) ? false : 'the models of this pack are not beside the project';

test(
  'a pack whose detector gives five points has its faces cut out as well',
  { skip },
  async (t) => {
    const name = 'yunet-mobilefacenet';
    const path = join(root, 'native-models', 'packs', 'custom', name, 'manifest.json');
    const pack = packNamed(await loadManifest(path), name);
    const folder = await readPeopleFolder(await peopleFolder(t));
    assert.ok(folder.ok);
    const alignment = trainingAlignment(pack.alignment, inner);
    const given = { ...options(temporaryDir(t)), pack, dir: shared, alignment };
    const done = await cutCrops(folder.value, given);
    assert.ok(done.ok && done.value);
    assert.deepEqual(done.value.crops.people, ['p01', 'p02']);
    // The same faces as with the landmarks of `core`, framed the same way, but for a few pixels.
    const byCore = await cutCrops(folder.value, options(temporaryDir(t)));
    assert.ok(byCore.ok && byCore.value);
    const [one, other] = [done.value.crops.pixels, byCore.value.crops.pixels];
    assert.equal(one.length, other.length);
    const difference = one.reduce((sum, value, at) => sum + Math.abs(value - other[at]!), 0);
    assert.ok(difference / one.length < 20, `${difference / one.length}`);
  },
);

test('eyes come where the framing wants them, whatever landmarks a pack aligns by', async () => {
  const { packs } = await loadManifest(join(root, 'native-models', 'manifest.json'));
  for (const { alignment } of [core, packNamed({ version: 2, packs }, 'zoo')]) {
    const framing = { eyesApart: 0.4, eyeRow: 0.35 };
    const { points, indices, landmarks, paddings } = trainingAlignment(alignment, 80, framing);
    const eye = (from: number, to: number) => {
      const own = points.filter((_, at) => indices[at]! >= from && indices[at]! < to);
      const mean = (axis: 0 | 1) => own.reduce((sum, p) => sum + p[axis], 0) / own.length;
      return [mean(0), mean(1)] as const;
    };
    const [left, right] =
      landmarks === 'five' ? [eye(0, 1), eye(1, 2)] : [eye(36, 42), eye(42, 48)];
    assert.ok(Math.abs(Math.hypot(right[0] - left[0], right[1] - left[1]) - 0.4) < 1e-4);
    assert.ok(Math.abs((left[0] + right[0]) / 2 - 0.5) < 1e-4);
    assert.ok(Math.abs((left[1] + right[1]) / 2 - 0.35) < 1e-4);
    assert.deepEqual(paddings, [0]);
  }
});
