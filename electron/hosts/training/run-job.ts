import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  TrainingFault,
  type TrainingFaultKind,
} from '../../../native-models/training/training-fault.ts';
import { fail, type ErrorCode, type Result } from '../../contract/errors.ts';
import { lockFolder } from '../folder-lock.ts';
import { runEncoderJob } from './encoder-job.ts';
import { runHeadJob } from './head-job.ts';
import type { EncoderJob, JobEnd, JobHost, TrainingJob } from './job.ts';
import { runLogisticJob } from './logistic-job.ts';
import { checkPlace } from './pack-place.ts';
import { readPeopleFolder } from './people-folder.ts';
import { lockFile } from './training-places.ts';
import { workError } from './work-error.ts';

/**
 * Does a job in this process: the training process, or the command line's own. Errors: training
 * codes, model codes, store codes. @throws what nobody foresaw.
 */
export async function runJob(job: TrainingJob, host: JobHost): Promise<Result<JobEnd>> {
  try {
    return await dispatch(job, host);
  } catch (cause) {
    if (cause instanceof TrainingFault) return fail(codes[cause.kind], cause.message);
    const where = job.kind === 'encoder' ? ` in ${job.work}` : '';
    return { ok: false, error: workError(cause, `what the training saves${where}`) };
  }
}

const codes: Readonly<Record<TrainingFaultKind, ErrorCode>> = {
  data: 'training-data',
  'too-few': 'training-too-few',
  memory: 'training-memory',
  checkpoint: 'training-checkpoint',
};

function dispatch(job: TrainingJob, host: JobHost): Promise<Result<JobEnd>> {
  switch (job.kind) {
    case 'encoder':
      return alone(job, host);
    case 'head':
      return runHeadJob(job, host);
    case 'logistic':
      return runLogisticJob(job, host);
  }
}

/**
 * Two at once would write over each other's crops and checkpoint. A job that cannot be begun leaves
 * nothing behind, not even the folder that is claimed. Errors: training-running, those of the job.
 */
async function alone(job: EncoderJob, host: JobHost): Promise<Result<JobEnd>> {
  const free = await checkPlace({ out: job.out, replace: job.resume });
  if (!free.ok) return free;
  const people = await readPeopleFolder(job.people);
  if (!people.ok) return people;
  const lock = lockFolder(job.work, lockFile);
  if (lock === null) return fail('training-running', `in ${job.work}`);
  try {
    return await runEncoderJob(job, host);
  } finally {
    lock.release();
    await removeIfUnused(job.work);
  }
}

/** What ended before it wrote anything leaves no folder behind. */
async function removeIfUnused(work: string): Promise<void> {
  const names = await readdir(work).catch(() => []);
  if (names.length !== 1 || names[0] !== lockFile) return;
  // Where another training has begun meanwhile, the folder stays.
  await rm(join(work, lockFile), { force: true }).catch(() => undefined);
  await rmdir(work).catch(() => undefined);
}
