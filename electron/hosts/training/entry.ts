import { constants, setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { fail, type Result } from '../../contract/errors.ts';
import type { TrainingProgress } from '../../contract/training.ts';
import { firstLineOf } from '../../vision/first-line.ts';
import type { TrainingOrder, TrainingWord } from './protocol.ts';
import { runJob } from './run-job.ts';

/** The training process. One entry for both hosts: Electron's utilityProcess and a forked Node. */
const { values } = parseArgs({ options: { worker: { type: 'string', default: '' } } });
yieldToChecks();
serve(parentOf(process), values.worker);

/** Checks, the window and its camera come first. A system that refuses leaves it as it is. */
function yieldToChecks(): void {
  try {
    setPriority(constants.priority.PRIORITY_LOW);
  } catch {
    // Then it shares as any other process does.
  }
}

/** Does the one job it is sent. `worker`: the file that the engine's threads run. */
function serve(parent: Parent, worker: string): void {
  const stop = new AbortController();
  parent.onMessage((message) => {
    // The parent is the station itself.
    const order = message as TrainingOrder;
    if (order.kind === 'stop') return stop.abort();
    const onProgress = (progress: TrainingProgress): void =>
      parent.send({ kind: 'progress', progress });
    // Its output is the station's log.
    const onNote = (line: string): void => void process.stderr.write(`${line}\n`);
    void runJob(order.job, { onProgress, onNote, signal: stop.signal, worker })
      .catch(unexpected)
      .then((result) => parent.send({ kind: 'ended', result }));
  });
  parent.send({ kind: 'ready' });
}

/** A fault of ours, told like any other. */
function unexpected(cause: unknown): Result<never> {
  process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
  return fail('training-ended', firstLineOf(cause));
}

interface Parent {
  send(word: TrainingWord): void;
  onMessage(listener: (message: unknown) => void): void;
}

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
}

/** Electron adds `parentPort` to `process` in a utility process; plain Node has none. */
function parentOf(own: NodeJS.Process & { parentPort?: ParentPort }): Parent {
  const port = own.parentPort;
  if (port) {
    return {
      send: (word) => port.postMessage(word),
      onMessage: (listener) => void port.on('message', ({ data }) => listener(data)),
    };
  }
  // A child whose parent is gone has nobody to work for; what it had saved is kept.
  own.on('disconnect', () => own.exit(0));
  return {
    send: (word) => void own.send?.(word),
    onMessage: (listener) => void own.on('message', listener),
  };
}
