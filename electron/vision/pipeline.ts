import { modelOf, type Pack } from '../../native-models/manifest.ts';
import type { Observation, ObservedFace, Point, Wish } from '../contract/observation.ts';
import { Aligner } from './align.ts';
import { areaOf, type Detection } from './detections.ts';
import { Detector } from './detector.ts';
import { Encoder } from './encoder.ts';
import { LandmarkFinder } from './landmark-finder.ts';
import { fivePoints } from './landmark-layout.ts';
import { openModel, type ModelSession } from './model-session.ts';
import type { Pyramid } from './pyramid.ts';
import { centroid } from './similarity.ts';

/** Milliseconds the models alone took. */
export interface BareTimes {
  readonly detect: number;
  readonly align: number;
  readonly encode: number;
}

export interface PipelineOptions {
  readonly models: Pack;
  /** Folder with the pack's files. */
  readonly modelDir: string;
  /** Threads per model, default 1: leaves the other cores to the window and the station. */
  readonly threads?: number;
}

/** Opens the pack's models. @throws ModelFault */
export async function openPipeline(options: PipelineOptions): Promise<Pipeline> {
  const { models, modelDir, threads = 1 } = options;
  const open = (role: Parameters<typeof modelOf>[1]) =>
    openModel(modelOf(models, role), modelDir, threads);
  return new Pipeline(models, {
    detect: await open('detector'),
    align: await open('landmarks'),
    encode: await open('encoder'),
  });
}

type Stage = keyof BareTimes;

/** Finds, aligns and encodes the faces of one image at a time: calls must not overlap. */
export class Pipeline {
  readonly #sessions: Readonly<Record<Stage, ModelSession>>;
  readonly #detector: Detector;
  readonly #landmarks: LandmarkFinder;
  readonly #aligner: Aligner;
  readonly #encoder: Encoder;

  constructor(pack: Pack, sessions: Readonly<Record<Stage, ModelSession>>) {
    this.#sessions = sessions;
    this.#detector = new Detector(sessions.detect);
    this.#landmarks = new LandmarkFinder(sessions.align);
    this.#aligner = new Aligner(pack.alignment);
    this.#encoder = new Encoder(sessions.encode, pack);
  }

  async observe(image: Pyramid, { encode, effort }: Wish): Promise<Observation> {
    for (const session of Object.values(this.#sessions)) session.forget();
    const timings = { decode: 0, detect: 0, align: 0, encode: 0 };
    const timed = stopwatch(timings);
    const found = await timed('detect', () => this.#detector.detect(image, effort));
    const located = await timed('align', () => this.#locate(image, found, effort));
    const faces = located.map(observedFace);
    const [largest] = located;
    if (largest && encode === 'largest') {
      const chips = this.#aligner.chipsOf(largest.landmarks);
      await timed('align', () => this.#encoder.cut(image, chips));
      faces[0]!.encoding = await timed('encode', () => this.#encoder.encode());
    }
    return { image: { width: image.width, height: image.height }, faces, timings };
  }

  /** Repeats the models' runs of the latest `observe` on the very same tensors. */
  async bare(): Promise<BareTimes> {
    return {
      detect: await this.#sessions.detect.replay(),
      align: await this.#sessions.align.replay(),
      encode: await this.#sessions.encode.replay(),
    };
  }

  async close(): Promise<void> {
    for (const session of Object.values(this.#sessions)) await session.release();
  }

  /** Adds the landmarks, drops what is no face. Returns the faces largest first, each only once. */
  async #locate(
    image: Pyramid,
    found: readonly Detection[],
    effort: Wish['effort'],
  ): Promise<LocatedFace[]> {
    const located: LocatedFace[] = [];
    for (const detection of found.slice(0, maxFaces)) {
      const landmarks = await this.#landmarks.find(image, detection.box, effort);
      if (landmarks === null) continue;
      const face = { ...detection, landmarks, points: fivePoints(landmarks) };
      if (!located.some((known) => isSameFace(known, face))) located.push(face);
    }
    return located.sort((one, other) => areaOf(other.box) - areaOf(one.box));
  }
}

/** Faces beyond this many are bystanders of a crowd: they would only cost time. */
const maxFaces = 8;

function stopwatch(timings: Record<Stage, number>) {
  return async <T>(stage: Stage, work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    timings[stage] += performance.now() - start;
    return result;
  };
}

interface LocatedFace extends Detection {
  /** All 68, image px. */
  readonly landmarks: readonly Point[];
  readonly points: readonly Point[];
}

/** Two loose boxes about one face lead to the same landmarks, whatever the boxes' overlap. */
function isSameFace(known: LocatedFace, face: LocatedFace): boolean {
  const [x, y] = centroid(known.points);
  const [u, v] = centroid(face.points);
  return Math.hypot(u - x, v - y) < sameFaceDistance * interEyeOf(known.points);
}

/** Faces of two people cannot be nearer to each other than this, in distances between the eyes. */
const sameFaceDistance = 0.5;

function observedFace({ box, score, points }: LocatedFace): ObservedFace {
  return { box, score, landmarks: points, interEye: interEyeOf(points), encoding: null };
}

function interEyeOf([left, right]: readonly Point[]): number {
  return Math.hypot(right![0] - left![0], right![1] - left![1]);
}
