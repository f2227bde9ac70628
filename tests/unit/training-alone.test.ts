import assert from 'node:assert/strict';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { lockFolder } from '../../electron/hosts/folder-lock.ts';
import { projectPaths } from '../../electron/hosts/project-paths.ts';
import type { EncoderJob, JobHost } from '../../electron/hosts/training/job.ts';
import { checkPlace } from '../../electron/hosts/training/pack-place.ts';
import { runJob } from '../../electron/hosts/training/run-job.ts';
import { temporaryDir } from '../support/temporary.ts';

const host: JobHost = {
  onProgress: () => undefined,
  onNote: () => undefined,
  signal: new AbortController().signal,
  worker: projectPaths().trainingWorker,
};

/** On people who are not there: it ends as soon as it looks for them. */
function jobIn(folder: string): EncoderJob {
  const { models: dir, manifest: manifestPath } = projectPaths();
  return {
    kind: 'encoder',
    people: join(folder, 'nobody'),
    base: { pack: 'core', dir, manifestPath },
    comparator: { kind: 'distance' },
    out: join(folder, 'own'),
    work: join(folder, 'work'),
    limit: { kind: 'epochs', epochs: 1 },
    ...{ size: 64, width: 0.25, margin: 0.2, mining: 'semi-hard', seed: 1 },
    resume: false,
    workers: 1,
  };
}

async function codeOf(job: EncoderJob): Promise<string | null> {
  const end = await runJob(job, host);
  return end.ok ? null : end.error.code;
}

test('a second training in the folder of one that is under way is refused', async (t) => {
  const job = jobIn(temporaryDir(t));
  const other = lockFolder(job.work, 'training.lock');
  assert.ok(other);
  assert.equal(await codeOf(job), 'training-running');
  other.release();
  assert.equal(await codeOf(job), 'training-data');
  assert.equal(existsSync(job.work), false);
  // However a training ended, the next one is not held up by it.
  assert.equal(await codeOf(job), 'training-data');
});

test('a link is no place for a pack, and that is said before anything is learnt', async (t) => {
  const folder = temporaryDir(t);
  mkdirSync(join(folder, 'real'));
  for (const [name, target] of Object.entries({ link: 'real', dangling: 'nowhere' })) {
    const out = join(folder, name);
    symlinkSync(join(folder, target), out);
    const free = await checkPlace({ out, replace: true });
    assert.equal(free.ok ? null : free.error.code, 'invalid-request');
  }
  assert.ok((await checkPlace({ out: join(folder, 'real'), replace: false })).ok);
});
