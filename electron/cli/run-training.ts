import type { Result } from '../contract/errors.ts';
import { projectPaths } from '../hosts/project-paths.ts';
import type { JobEnd, TrainingJob } from '../hosts/training/job.ts';
import { runJob } from '../hosts/training/run-job.ts';
import { exitCodes, type CommandOutcome, type Tell } from './outcome.ts';
import { ProgressLines } from './train-progress.ts';

/**
 * Runs a training in this process and shows how far it is. Ctrl-C, and whatever else asks a process
 * to end, ends it in good order: what it has is saved.
 */
export async function runTraining(job: TrainingJob, tell: Tell): Promise<Result<JobEnd>> {
  const progress = new ProgressLines(tell, process.stderr, () => performance.now());
  const stop = new AbortController();
  const end = (): void => {
    if (!stop.signal.aborted) progress.note('Stopping: what was learnt so far is being saved.');
    stop.abort();
  };
  // Not `once`: npm passes the terminal's signal on, and a second one must not cut the end short.
  for (const signal of endings) process.on(signal, end);
  try {
    return await runJob(job, {
      onProgress: (now) => progress.show(now),
      onNote: (line) => progress.note(line),
      signal: stop.signal,
      worker: projectPaths().trainingWorker,
    });
  } finally {
    for (const signal of endings) process.off(signal, end);
    progress.end();
  }
}

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** `goOn`: how what was begun is taken up again. */
export function stoppedOutcome(goOn: string): CommandOutcome {
  return {
    answer: { done: false, stopped: true },
    text: `The training was stopped. ${goOn}`,
    exitCode: exitCodes.stopped,
  };
}
