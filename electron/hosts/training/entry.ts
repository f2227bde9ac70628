import { constants, setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { fail, type Result } from '../../contract/errors.ts';
import type { TrainingProgress } from '../../contract/training.ts';
import { firstLineOf } from '../../vision/first-line.ts';
import { openParentPort, type ParentPort } from '../../vision/parent-port.ts';
import type { TrainingOrder, TrainingWord } from './protocol.ts';
import { runJob } from './run-job.ts';

/**
 * The training process. One entry for both hosts: Electron's utilityProcess and a forked Node. When
 * its parent is gone it ends; what it had saved is kept.
 */
const { values } = parseArgs({ options: { worker: { type: 'string', default: '' } } });
yieldToChecks();
serve(openParentPort(), values.worker);

/** Checks, the window and its camera come first. A system that refuses leaves it as it is. */
function yieldToChecks(): void {
  try {
    setPriority(constants.priority.PRIORITY_LOW);
  } catch {
    // Then it shares as any other process does.
  }
}

/** Does the one job it is sent. `worker`: the file that the engine's threads run. */
function serve(parent: ParentPort, worker: string): void {
  const stop = new AbortController();
  const say = (word: TrainingWord): void => parent.send(word);
  parent.onMessage((message) => {
    // The parent is the station itself.
    const order = message as TrainingOrder;
    if (order.kind === 'stop') return stop.abort();
    const onProgress = (progress: TrainingProgress): void => say({ kind: 'progress', progress });
    // Its output is the station's log.
    const onNote = (line: string): void => void process.stderr.write(`${line}\n`);
    void runJob(order.job, { onProgress, onNote, signal: stop.signal, worker })
      .catch(unexpected)
      .then((result) => say({ kind: 'ended', result }));
  });
  say({ kind: 'ready' });
}

/** A fault of ours, told like any other. */
function unexpected(cause: unknown): Result<never> {
  process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
  return fail('training-ended', firstLineOf(cause));
}
