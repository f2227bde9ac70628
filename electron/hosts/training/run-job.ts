import {
  TrainingFault,
  type TrainingFaultKind,
} from '../../../native-models/training/training-fault.ts';
import { fail, type ErrorCode, type Result } from '../../contract/errors.ts';
import { runEncoderJob } from './encoder-job.ts';
import { runHeadJob } from './head-job.ts';
import type { JobEnd, JobHost, TrainingJob } from './job.ts';
import { runLogisticJob } from './logistic-job.ts';
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
    return { ok: false, error: workError(cause, 'what the training saves') };
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
      return runEncoderJob(job, host);
    case 'head':
      return runHeadJob(job, host);
    case 'logistic':
      return runLogisticJob(job, host);
  }
}
