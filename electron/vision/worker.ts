import { loadManifest, packNamed } from '../../native-models/manifest.ts';
import { fail, ok, type Result } from '../contract/errors.ts';
import type { Photo } from '../contract/messages.ts';
import type { Observation, Wish } from '../contract/observation.ts';
import { decodePhoto } from './decode.ts';
import { firstLineOf } from './first-line.ts';
import { FrameReader } from './frame-pyramid.ts';
import { modelError } from './model-error.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';
import type { VisionMessage, VisionRequest } from './protocol.ts';
import { ImagePyramid, type Pyramid } from './pyramid.ts';

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
  const frames = new FrameReader();
  let queue: Promise<unknown> = opened;
  port.onMessage((message) => {
    // The parent is the station itself: its messages were checked where they came in.
    const request = message as VisionRequest;
    queue = queue.then(async () => {
      const pipeline = await opened;
      const result = pipeline.ok ? await answer(pipeline.value, frames, request) : pipeline;
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
    return { ok: false, error: modelError(cause) };
  }
}

async function answer(
  pipeline: Pipeline,
  frames: FrameReader,
  request: VisionRequest,
): Promise<Result<unknown>> {
  try {
    if (request.kind === 'bare') return ok(await pipeline.bare());
    return await observe(pipeline, frames, request.photo, request.wish);
  } catch (cause) {
    return fail('internal', firstLineOf(cause));
  }
}

async function observe(
  pipeline: Pipeline,
  frames: FrameReader,
  photo: Photo,
  wish: Wish,
): Promise<Result<Observation>> {
  const started = performance.now();
  const image = photo.kind === 'file' ? await readFile(photo.bytes) : ok(frames.read(photo.frame));
  if (!image.ok) return image;
  const decode = performance.now() - started;
  const seen = await pipeline.observe(image.value, wish);
  return ok({ ...seen, timings: { ...seen.timings, decode } });
}

async function readFile(bytes: Uint8Array): Promise<Result<Pyramid>> {
  const image = await decodePhoto(bytes);
  return image.ok ? ok(new ImagePyramid(image.value)) : image;
}
