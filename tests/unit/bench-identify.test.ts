import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { EncodedPhoto } from '../../electron/cli/bench/encode-folder.ts';
import type { IdentifySet } from '../../electron/cli/bench/identify-set.ts';
import { measureIdentify } from '../../electron/cli/bench/measure-identify.ts';
import { MemoryStation } from '../../electron/cli/bench/memory-station.ts';
import { projectPaths } from '../../electron/hosts/project-paths.ts';
import { loadManifest, packNamed } from '../../native-models/manifest.ts';

type Acquired = IdentifySet['enrolled'][number];

/** A photo of a person that shows what is at home on one axis: squared distance 0 there, 2 elsewhere. */
function madePhoto(person: string, axis: number): Acquired {
  const encoding = new Float32Array(128);
  encoding[axis] = 1;
  return { photo: `${person}/${axis}`, person, encoding, quality: 1, code: null, ms: 1 };
}

const notAcquired: EncodedPhoto = {
  ...{ photo: 'ana/9', person: 'ana', encoding: null },
  ...{ quality: 0, code: 'no-face', ms: 1 },
};

async function stationOf(t: TestContext, { enrolled }: IdentifySet): Promise<MemoryStation> {
  const pack = packNamed(await loadManifest(projectPaths().manifest), 'core');
  const station = new MemoryStation(pack);
  t.after(() => station.close());
  assert.ok(station.enrol(enrolled).ok);
  return station;
}

/** Ana and Ben are enrolled; what Ben's second photo shows is Ana, and so does one stranger's. */
const set: IdentifySet = {
  enrolled: [madePhoto('ana', 1), madePhoto('ben', 2)],
  known: [madePhoto('ana', 1), madePhoto('ben', 2), madePhoto('ben', 1), notAcquired],
  unknown: [madePhoto('cy', 1), madePhoto('dan', 3), madePhoto('eve', 4), madePhoto('eve', 5)],
};

test('who is taken for somebody else, or is not acquired, is not identified', async (t) => {
  const measured = measureIdentify(await stationOf(t, set), set, [0.1]);
  assert.ok(measured.ok);
  const { gallery, probesKnown, probesUnknown, targets } = measured.value;
  assert.deepEqual([gallery, probesKnown, probesUnknown], [2, 4, 4]);
  assert.equal(targets[0]?.fnir, 0.5);
  assert.equal(targets[0]?.misidentified, 0.25);
});

test('a stranger who is taken for somebody counts, with the exact interval', async (t) => {
  const measured = measureIdentify(await stationOf(t, set), set, [0.1, 0.001]);
  assert.ok(measured.ok);
  const [tenth, thousandth] = measured.value.targets;
  assert.equal(tenth?.fpir, 0.25);
  // 1 of 4: 0.63 % to 80.6 %.
  assert.ok(Math.abs((tenth?.fpirLower95 ?? 9) - 0.006309) < 1e-5);
  assert.ok(Math.abs((tenth?.fpirUpper95 ?? 9) - 0.805878) < 1e-5);
  assert.equal(tenth?.held, true, 'so few probes cannot contradict one in ten');
  assert.equal(thousandth?.held, false, 'but one in a thousand they do');
});

test('a stricter target is a smaller threshold', async (t) => {
  const measured = measureIdentify(await stationOf(t, set), set, [0.1, 0.01, 0.001]);
  assert.ok(measured.ok);
  const thresholds = measured.value.targets.map(({ threshold }) => threshold ?? 0);
  assert.ok(thresholds[0]! > thresholds[1]! && thresholds[1]! > thresholds[2]!);
  assert.ok(thresholds[2]! > 0);
});

test('a target that the pack’s data cannot support has no figures but the strictest ones', async (t) => {
  const measured = measureIdentify(await stationOf(t, set), set, [1e-8]);
  assert.ok(measured.ok);
  const [row] = measured.value.targets;
  assert.ok(row && row.held === null);
  assert.deepEqual([row.threshold, row.fpir, row.fnir], [null, null, null]);
  assert.match(row.reason, /can be promised/);
  assert.ok(row.atStrictest.threshold > 0);
  assert.equal(row.atStrictest.fpir, 0.25);
});

test('a stranger who is not acquired is no attempt', async (t) => {
  const stranger = { ...notAcquired, person: 'fay', photo: 'fay/1' };
  const asked = { ...set, unknown: [...set.unknown, stranger] };
  const measured = measureIdentify(await stationOf(t, asked), asked, [0.1]);
  assert.equal(measured.ok && measured.value.probesUnknown, 4);
});
