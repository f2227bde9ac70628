import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { filesOf, loadManifest, ModelFault } from '../../native-models/manifest.ts';
import { modelError } from '../../electron/vision/model-error.ts';
import { projectPaths } from '../../electron/hosts/project-paths.ts';
import { changed, strange } from '../support/mutation.ts';
import { temporaryDir } from '../support/temporary.ts';

test('a manifest with any part changed is read or refused, and names no file outside its folder', async (t) => {
  const dir = temporaryDir(t);
  const file = join(dir, 'manifest.json');
  const whole = await loadManifest(projectPaths().manifest);
  const [core] = whole.packs;
  assert.ok(core?.scores);
  // Its tables are long: a few rows of each stand for them.
  const scores = { ...core.scores, quantiles: core.scores.quantiles.slice(0, 3) };
  const small = { ...whole, packs: [{ ...core, scores, comparators: undefined, notes: [] }] };
  await fc.assert(
    fc.asyncProperty(fc.nat(), strange, async (at, value) => {
      writeFileSync(file, textOf(changed(small, at, value)));
      const read: unknown = await loadManifest(file).catch((cause: unknown) => cause);
      if (read instanceof ModelFault) {
        const { code, message } = modelError(read);
        assert.equal(code, 'model-damaged');
        return assert.ok(!message.includes(dir), message);
      }
      assert.ok(!(read instanceof Error), String(read));
      for (const pack of (read as typeof whole).packs) {
        for (const model of filesOf(pack)) {
          assert.ok(resolve(dir, model.file).startsWith(dir + sep), model.file);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('a manifest that is cut off or has a byte changed is read or refused', async (t) => {
  const dir = temporaryDir(t);
  const file = join(dir, 'manifest.json');
  const text = Buffer.from(textOf(await loadManifest(projectPaths().manifest)));
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat(), fc.nat(255), async (cut, at, value) => {
      const bytes = Buffer.from(text.subarray(0, cut % 2 === 0 ? text.length : cut % text.length));
      if (bytes.length > 0) bytes[at % bytes.length] = value;
      writeFileSync(file, bytes);
      const read: unknown = await loadManifest(file).catch((cause: unknown) => cause);
      assert.ok(!(read instanceof Error) || read instanceof ModelFault, String(read));
    }),
    { numRuns: 100 },
  );
});

/** What JSON has no word for is left out, as a file could not have it either. */
function textOf(value: unknown): string {
  const big = (_: string, part: unknown): unknown => (typeof part === 'bigint' ? `${part}` : part);
  try {
    return JSON.stringify(value, big) ?? '';
  } catch {
    return '';
  }
}
