import { parseArgs } from 'node:util';
import { startWorker, type WorkerPort } from './worker.ts';

/** The vision process. One entry for both hosts: Electron's utilityProcess and a forked Node. */
const { values } = parseArgs({
  options: {
    models: { type: 'string', default: '' },
    manifest: { type: 'string', default: '' },
    pack: { type: 'string', default: '' },
    threads: { type: 'string', default: '1' },
  },
});
startWorker(workerPort(), {
  modelsDir: values.models,
  manifestPath: values.manifest,
  pack: values.pack,
  threads: Number(values.threads),
});

function workerPort(): WorkerPort {
  const electron = parentPort();
  if (electron) {
    return {
      send: (message) => electron.postMessage(message),
      onMessage: (listener) => void electron.on('message', (event) => listener(event.data)),
    };
  }
  // A child whose parent is gone has nobody to work for.
  process.on('disconnect', () => process.exit(0));
  return {
    send: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', listener),
  };
}

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
}

/** Electron adds `parentPort` to `process` in a utility process; plain Node has none. */
function parentPort(): ParentPort | null {
  return (process as { parentPort?: ParentPort }).parentPort ?? null;
}
