import { loadManifest, packNamed } from '../../native-models/manifest.ts';
import { fail, ok, type Result } from '../contract/errors.ts';
import type { Photo } from '../contract/messages.ts';
import type { Observation } from '../contract/observation.ts';
import { decodePhoto } from './decode.ts';
import { createFrameReader } from './frame-pixels.ts';
import type { RgbImage } from './image.ts';
import { ModelUnavailable } from './model-session.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';
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
  void opened.then((pipeline) =>
    port.send(pipeline.ok ? { kind: 'ready' } : { kind: 'failed', error: pipeline.error }),
  );
  const readFrame = createFrameReader();
  let queue: Promise<unknown> = opened;
  port.onMessage((message) => {
    // The parent is the station itself: its messages were checked where they came in.
    const request = message as VisionRequest;
    queue = queue.then(async () => {
      const pipeline = await opened;
      const result = pipeline.ok ? await answer(pipeline.value, readFrame, request) : pipeline;
      port.send({ kind: 'answer', id: request.id, result });
    });
  });
}

async function open(options: WorkerOptions): Promise<Result<Pipeline>> {
  try {
    const models = packNamed(await loadManifest(options.manifestPath), options.pack);
    const { modelsDir, threads } = options;
    return ok(await openPipeline({ models, modelDir: modelsDir, threads }));
  } catch (cause) {
    const damaged = cause instanceof ModelUnavailable && cause.reason === 'damaged';
    return fail(damaged ? 'model-damaged' : 'model-missing', messageOf(cause));
  }
}

type ReadFrame = ReturnType<typeof createFrameReader>;

async function answer(
  pipeline: Pipeline,
  readFrame: ReadFrame,
  request: VisionRequest,
): Promise<Result<unknown>> {
  try {
    if (request.kind === 'bare') return ok(await pipeline.bare());
    return await observe(pipeline, readFrame, request.photo, request.encode);
  } catch (cause) {
    return fail('internal', messageOf(cause));
  }
}

async function observe(
  pipeline: Pipeline,
  readFrame: ReadFrame,
  photo: Photo,
  encode: 'largest' | 'none',
): Promise<Result<Observation>> {
  const started = performance.now();
  const image: Result<RgbImage> =
    photo.kind === 'file' ? await decodePhoto(photo.bytes) : ok(readFrame(photo.frame));
  if (!image.ok) return image;
  const decode = performance.now() - started;
  // A camera has a next frame; a photo is looked at once, so as well as can be.
  const search = photo.kind === 'file' ? 'thorough' : 'quick';
  const seen = await pipeline.observe(image.value, { encode, search });
  return ok({ ...seen, timings: { ...seen.timings, decode } });
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
