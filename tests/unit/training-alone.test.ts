import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { lockFolder } from '../../electron/hosts/folder-lock.ts';
import { projectPaths } from '../../electron/hosts/project-paths.ts';
import type { EncoderJob, JobHost } from '../../electron/hosts/training/job.ts';
import { checkPlace } from '../../electron/hosts/training/pack-place.ts';
import { runJob } from '../../electron/hosts/training/run-job.ts';
import { workError } from '../../electron/hosts/training/work-error.ts';
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
    people: join(folder, 'people'),
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

/** On files that no face is found in: it ends once it has read them. */
function withPhotos(job: EncoderJob): EncoderJob {
  for (const photo of ['ana/1.jpg', 'ana/2.jpg', 'ben/1.jpg']) {
    mkdirSync(join(job.people, photo, '..'), { recursive: true });
    writeFileSync(join(job.people, photo), 'a photo');
  }
  return job;
}

async function codeOf(job: EncoderJob): Promise<string | null> {
  const end = await runJob(job, host);
  return end.ok ? null : end.error.code;
}

test('a second training in the folder of one that is under way is refused', async (t) => {
  const job = withPhotos(jobIn(temporaryDir(t)));
  const other = lockFolder(job.work, 'training.lock');
  assert.ok(other);
  assert.equal(await codeOf(job), 'training-running');
  other.release();
  assert.equal(await codeOf(job), 'training-data');
  // However a training ended, the next one is not held up by it.
  assert.equal(await codeOf(job), 'training-data');
});

test('a training that there is nobody for leaves no folder behind', async (t) => {
  const job = jobIn(temporaryDir(t));
  assert.equal(await codeOf(job), 'training-data');
  assert.equal(existsSync(job.work), false);
});

test('a file in the place of the training’s folder is told as that, and stays', async (t) => {
  const folder = temporaryDir(t);
  const job = withPhotos(jobIn(folder));
  writeFileSync(job.work, 'a thesis');
  const end = await runJob(job, host);
  assert.equal(end.ok ? '' : end.error.code, 'invalid-request');
  assert.ok(
    !end.ok && end.error.message.includes(`in the way of the folder of the training, ${job.work}`),
  );
  assert.equal(readFileSync(job.work, 'utf8'), 'a thesis');
});

test('a folder in the place of a file is told as that, and no fault of the database', async (t) => {
  const cause: unknown = await readFile(temporaryDir(t)).catch((thrown: unknown) => thrown);
  const { code, message } = workError(cause, 'what the training saves');
  assert.equal(code, 'invalid-request');
  assert.match(message, /a folder where a file should be/);
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
