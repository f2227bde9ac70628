import { loadManifest, packNamed } from '../../native-models/manifest.ts';
import { ok, type Result } from '../contract/errors.ts';
import { Answers } from './answers.ts';
import { modelError } from './model-error.ts';
import { openPipeline } from './pipeline.ts';
import type { VisionMessage, VisionRequest } from './protocol.ts';

/** The parent's end, as the vision process sees it. */
export interface WorkerPort {
  send(message: VisionMessage): void;
  onMessage(listener: (message: unknown) => void): void;
}

export interface WorkerOptions {
  readonly modelsDir: string;
  readonly manifestPath: string;
  readonly pack: string;
  /** Threads of each model. */
  readonly threads: number;
}

/** Opens the models, says `ready` or `failed`, then answers requests one after the other. */
export function startWorker(port: WorkerPort, options: WorkerOptions): void {
  const opened = open(options);
  void opened.then((answers) =>
    port.send(answers.ok ? { kind: 'ready' } : { kind: 'failed', error: answers.error }),
  );
  let queue: Promise<unknown> = opened;
  port.onMessage((message) => {
    // The parent is the station itself: its messages were checked where they came in.
    const request = message as VisionRequest;
    queue = queue.then(async () => {
      const answers = await opened;
      const result = answers.ok ? await answers.value.to(request) : answers;
      port.send({ kind: 'answer', id: request.id, result });
    });
  });
}

async function open(options: WorkerOptions): Promise<Result<Answers>> {
  try {
    const models = packNamed(await loadManifest(options.manifestPath), options.pack);
    const { modelsDir, threads } = options;
    return ok(new Answers(await openPipeline({ models, modelDir: modelsDir, threads })));
  } catch (cause) {
    return { ok: false, error: modelError(cause) };
  }
}
