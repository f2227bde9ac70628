import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test, type TestContext } from 'node:test';
import * as fc from 'fast-check';
import { hasExternalData } from '../../native-models/onnx/external-data.ts';
import { elementTypeCodes } from '../../native-models/onnx/tensor.ts';
import { WireWriter } from '../../native-models/onnx/wire.ts';
import { ModelFault, type ModelEntry } from '../../native-models/manifest.ts';
import { openEncoder, type EncoderPack } from '../../electron/vision/encoder.ts';
import { openModel } from '../../electron/vision/model-session.ts';
import { ImagePyramid } from '../../electron/vision/pyramid.ts';
import { temporaryDir } from '../support/temporary.ts';
import { columnMeans, tinyModel } from './tiny-models.ts';

const dims = ['batch', 3, 2, 2];

/** Opens these bytes as a pack would that names exactly them. */
async function faultOf(dir: string, bytes: Uint8Array, like: ModelEntry): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(join(dir, like.file), bytes);
  const cause: unknown = await openModel({ ...like, bytes: bytes.length, sha256 }, dir, 1).then(
    (session) => session.release(),
    (reason: unknown) => reason,
  );
  if (cause === undefined) return 'opened';
  assert.ok(cause instanceof ModelFault, String(cause));
  return cause.fault;
}

function made(t: TestContext) {
  const dir = temporaryDir(t);
  return { dir, entry: tinyModel(dir, dims, columnMeans) };
}

test('a model whose weights lie in other files is refused, wherever they lie', async (t) => {
  const { dir, entry } = made(t);
  const secret = join(dir, 'secret.bin');
  writeFileSync(secret, Buffer.alloc(48, 7));
  for (const location of [
    'secret.bin',
    secret,
    relative(process.cwd(), secret),
    '../../etc/passwd',
    '',
  ]) {
    const model = addingModel((tensor) => {
      tensor.message(13, (pair) => pair.string(1, 'location').string(2, location));
      tensor.integer(14, 1);
    });
    assert.equal(await faultOf(dir, model, entry), 'unfit', location);
  }
  const whole = addingModel((tensor) => tensor.bytes(9, new Uint8Array(48)));
  assert.equal(await faultOf(dir, whole, entry), 'opened');
});

test('weights in other files are found in every corner where a model may name them', () => {
  const external = (tensor: WireWriter): void => void tensor.integer(14, 1);
  const node = (write: (attribute: WireWriter) => void) => (graph: WireWriter) =>
    void graph.message(1, (made) => made.message(5, write));
  const graphs: Record<string, (graph: WireWriter) => void> = {
    'an initializer': (graph) => void graph.message(5, external),
    'a sparse initializer': (graph) => void graph.message(15, (it) => it.message(1, external)),
    'a constant': node((it) => it.message(5, external)),
    'a list of constants': node((it) => it.message(10, external)),
    'a branch': node((it) => it.message(6, (inner) => inner.message(5, external))),
    'one of several branches': node((it) => it.message(11, (inner) => inner.message(5, external))),
  };
  for (const [where, write] of Object.entries(graphs)) {
    assert.equal(hasExternalData(new WireWriter().message(7, write).finish()), true, where);
  }
  const inFunction = new WireWriter().message(25, (it) =>
    it.message(7, (made) => made.message(5, (value) => value.message(5, external))),
  );
  assert.equal(hasExternalData(inFunction.finish()), true, 'a function');
  const twice = new WireWriter()
    .message(7, () => undefined)
    .message(7, (graph) => graph.message(5, external));
  assert.equal(hasExternalData(twice.finish()), true, 'a second graph, which is merged');
});

test('graphs nested without end do not end the process', () => {
  let graph = new Uint8Array(0);
  for (let depth = 0; depth < 2000; depth += 1) {
    const inner = graph;
    graph = new WireWriter()
      .message(1, (node) => node.message(5, (it) => it.bytes(6, inner)))
      .finish() as Uint8Array<ArrayBuffer>;
  }
  assert.throws(() => hasExternalData(new WireWriter().bytes(7, graph).finish()), RangeError);
});

test('a model file with any of its bytes changed or cut off opens whole or is a fault', async (t) => {
  const { dir, entry } = made(t);
  const original = addingModel((tensor) => tensor.bytes(9, new Uint8Array(48)));
  const edit = fc.record({ at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) });
  const edits = fc.array(edit, { minLength: 1, maxLength: 6 });
  const length = fc.integer({ min: 1, max: original.length });
  await fc.assert(
    fc.asyncProperty(edits, length, async (changes, kept) => {
      const bytes = Uint8Array.from(original.subarray(0, kept));
      for (const { at, value } of changes) bytes[at % bytes.length] = value;
      const fault = await faultOf(dir, bytes, entry);
      assert.ok(['opened', 'unloadable', 'unfit'].includes(fault), fault);
    }),
    { numRuns: 120 },
  );
});

test('bytes that are no model are a fault', async (t) => {
  const { dir, entry } = made(t);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 2048 }), async (bytes) => {
      assert.equal(await faultOf(dir, bytes, entry), 'unloadable');
    }),
    { numRuns: 60 },
  );
});

test('a model that gives no numbers gives no encoding either', async (t) => {
  const dir = temporaryDir(t);
  const entry = tinyModel(dir, dims, (graph, input) => {
    const { out } = columnMeans(graph, input);
    const zero = graph.node('Sub', [out!, out!], {});
    const bad = graph.node('Div', [zero, zero], {});
    return { out: graph.node('Identity', [bad], {}) };
  });
  const pack: EncoderPack = {
    encodingLength: 6,
    alignment: {
      template: 'test',
      size: 2,
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
  const session = await openModel(entry, dir, 1);
  t.after(() => session.release());
  const outcome = await openEncoder(session, pack)
    .then(async (encoder) => {
      const picture = new ImagePyramid({ width: 2, height: 2, data: new Uint8Array(12).fill(90) });
      encoder.cut(picture, [{ a: 1, b: 0, tx: 0, ty: 0 }]);
      return encoder.encode();
    })
    .catch((cause: unknown) => cause);
  assert.ok(outcome instanceof Error, String(outcome));
});

/** in + w, where `w` is what `write` says of it. */
function addingModel(write: (tensor: WireWriter) => void): Uint8Array {
  const writer = new WireWriter().integer(1, 7);
  writer.message(7, (graph) => {
    graph.message(1, (node) =>
      node.string(1, 'in').string(1, 'w').string(2, 'out').string(4, 'Add'),
    );
    graph.string(2, 'made');
    graph.message(5, (tensor) => {
      tensor.integers(1, [1, 3, 2, 2]).integer(2, elementTypeCodes.float32).string(8, 'w');
      write(tensor);
    });
    for (const [field, name] of [
      [11, 'in'],
      [12, 'out'],
    ] as const) {
      graph.message(field, (info) => info.string(1, name).message(2, writeFloats));
    }
  });
  return writer.message(8, (opset) => opset.string(1, '').integer(2, 13)).finish();
}

function writeFloats(type: WireWriter): void {
  type.message(1, (tensor) => {
    tensor.integer(1, elementTypeCodes.float32);
    tensor.message(2, (shape) => {
      for (const size of [1, 3, 2, 2]) shape.message(1, (dim) => dim.integer(1, size));
    });
  });
}
