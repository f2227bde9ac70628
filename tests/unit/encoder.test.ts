import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { ModelFault, type ModelEntry } from '../../native-models/manifest.ts';
import { openEncoder, type EncoderPack } from '../../electron/vision/encoder.ts';
import { modelError } from '../../electron/vision/model-error.ts';
import { openModel } from '../../electron/vision/model-session.ts';
import { ImagePyramid, type Pyramid } from '../../electron/vision/pyramid.ts';
import { temporaryDir } from '../support/temporary.ts';
import { columnMeans, tinyModel } from './tiny-models.ts';

// The tiny model's encoding of a chip is the mean of each of its two columns, plane by plane.

const size = 2;
const pack: EncoderPack = {
  encodingLength: 3 * size,
  alignment: {
    template: 'test',
    size,
    landmarks: 'five',
    indices: [0, 1],
    points: [
      [0, 0],
      [1, 1],
    ],
    paddings: [0],
    mirror: false,
    source: 'test',
  },
};
const anyBatch = ['batch', 3, size, size];
const input: ModelEntry['input'] = {
  shape: anyBatch,
  layout: 'NCHW',
  colourOrder: 'RGB',
  range: [0, 255],
};

/** Two columns, which a chip laid over the picture has too. */
function picture(left: readonly number[], right: readonly number[]): Pyramid {
  const data = Uint8Array.from([...left, ...right, ...left, ...right]);
  return new ImagePyramid({ width: size, height: size, data });
}
const asItIs = { a: 1, b: 0, tx: 0, ty: 0 };
const twoColours = picture([200, 100, 50], [40, 30, 20]);

async function encoding(
  t: TestContext,
  { entry = {}, dims = anyBatch as (string | number)[], of = pack } = {},
) {
  const dir = temporaryDir(t);
  const session = await openModel(tinyModel(dir, dims, columnMeans, entry), dir, 1);
  t.after(() => session.release());
  const encoder = await openEncoder(session, of);
  session.forget();
  encoder.cut(
    twoColours,
    of.alignment.paddings.map(() => asItIs),
  );
  return { encoding: await encoder.encode(), runs: session.runs };
}

function directionOf(values: readonly number[]): number[] {
  return values.map((value) => value / Math.hypot(...values));
}

function near(actual: Float32Array, expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, at) => assert.ok(Math.abs(actual[at]! - value) < 1e-6, `${actual}`));
}

test('red, green and blue reach the model as they are, and the encoding has unit length', async (t) => {
  near((await encoding(t)).encoding, directionOf([200, 40, 100, 30, 50, 20]));
});

test('a model that wants blue first gets it first', async (t) => {
  const entry = { input: { ...input, colourOrder: 'BGR' as const } };
  near((await encoding(t, { entry })).encoding, directionOf([50, 20, 100, 30, 200, 40]));
});

test('pixels are brought to the range that the model was trained on', async (t) => {
  const entry = { input: { ...input, range: [-1, 1] as [number, number] } };
  const expected = [200, 40, 100, 30, 50, 20].map((value) => (value / 255) * 2 - 1);
  near((await encoding(t, { entry })).encoding, directionOf(expected));
});

test('chips and mirror images go in together, or one by one where the model takes one', async (t) => {
  const of = { ...pack, alignment: { ...pack.alignment, paddings: [0, 0], mirror: true } };
  const together = await encoding(t, { of });
  const single = await encoding(t, { of, dims: [1, 3, size, size] });
  assert.deepEqual([together.runs, single.runs], [1, 4]);
  near(single.encoding, [...together.encoding]);
  // With its mirror image's, an encoding is the same on both sides.
  near(together.encoding, directionOf([240, 240, 130, 130, 70, 70]));
});

test('a black chip has no direction, and no encoding is made up for it', async (t) => {
  const dir = temporaryDir(t);
  const session = await openModel(tinyModel(dir, anyBatch, columnMeans), dir, 1);
  t.after(() => session.release());
  const encoder = await openEncoder(session, pack);
  encoder.cut(picture([0, 0, 0], [0, 0, 0]), [asItIs]);
  await assert.rejects(encoder.encode(), RangeError);
});

test('a model that is not what its pack says is refused with the reason', async (t) => {
  const because = async (what: Parameters<typeof encoding>[1]) => {
    const cause: unknown = await encoding(t, what).catch((e: unknown) => e);
    assert.ok(cause instanceof ModelFault, String(cause));
    assert.equal(cause.fault, 'unfit');
    const error = modelError(cause);
    assert.equal(error.code, 'pack-invalid');
    return error.message;
  };
  assert.match(
    await because({ of: { ...pack, encodingLength: 128 } }),
    /tiny\.onnx .*: encodings of 6 components, not 128/,
  );
  assert.match(
    await because({ dims: ['batch', 3, 4, 4] }),
    /input \[batch, 3, 4, 4\], not \[1, 3, 2, 2\]/,
  );
  assert.match(await because({ dims: ['batch', 1, 2, 2] }), /input \[batch, 1, 2, 2\]/);
  assert.match(await because({ dims: [5, 3, 2, 2] }), /input \[5, 3, 2, 2\], not \[1, 3, 2, 2\]/);
  assert.match(
    await because({ entry: { outputs: [{ name: 'fc1', meaning: '' }] } }),
    /no output 'fc1', but 'out'/,
  );
  assert.match(await because({ entry: { input: { ...input, name: 'data' } } }), /no input 'data'/);
  assert.match(await because({ entry: { input: { ...input, layout: 'NHWC' } } }), /only NCHW/);
});

test('where a model has several outputs, its entry must name the encodings', async (t) => {
  const dir = temporaryDir(t);
  const open = async (outputs: ModelEntry['outputs']) => {
    const entry = tinyModel(
      dir,
      anyBatch,
      (graph, value) => ({ ...columnMeans(graph, value), other: graph.node('Flatten', [value]) }),
      { outputs },
    );
    const session = await openModel(entry, dir, 1);
    t.after(() => session.release());
    return openEncoder(session, pack);
  };
  await assert.rejects(open([{ meaning: '' }]), { fault: 'unfit' });
  const encoder = await open([{ name: 'out', meaning: '' }]);
  encoder.cut(twoColours, [asItIs]);
  near(await encoder.encode(), directionOf([200, 40, 100, 30, 50, 20]));
});
