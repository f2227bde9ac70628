import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerData, WorkerReply, WorkerTask } from './engine-protocol.ts';
import { openTaskRunner } from './task-runner.ts';

// The entry of a thread: it does one task at a time and answers each.
const port = parentPort;
if (port === null) throw new Error('this file is the entry of a worker thread');

const opened = openTaskRunner(workerData as WorkerData);
let queue: Promise<unknown> = opened;
port.on('message', (task: WorkerTask | null) => {
  if (task === null) {
    const end = (): void => port.close();
    void queue.then(end, end);
    return;
  }
  queue = queue.then(async () => {
    port.postMessage(await answer(task));
  });
});

async function answer(task: WorkerTask): Promise<WorkerReply> {
  try {
    const encodings = await (await opened).run(task);
    return encodings === null ? { ok: true } : { ok: true, encodings };
  } catch (cause) {
    return { ok: false, message: cause instanceof Error ? cause.message : String(cause) };
  }
}
