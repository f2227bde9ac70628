import { modelOf, type Pack } from '../../native-models/manifest.ts';
import type { Observation, ObservedFace, Point } from '../contract/observation.ts';
import { Aligner } from './align.ts';
import { areaOf, type Detection } from './detections.ts';
import { Detector, type Search } from './detector.ts';
import { Encoder } from './encoder.ts';
import type { RgbImage } from './image.ts';
import { LandmarkFinder } from './landmark-finder.ts';
import { fivePoints } from './landmark-layout.ts';
import { openModel, type ModelSession } from './model-session.ts';
import { ImagePyramid } from './pyramid.ts';
import { sharpnessOf } from './sharpness.ts';
import { centroid } from './similarity.ts';

export type { RgbImage } from './image.ts';

/** Whose encodings are wanted: the largest face's, every face's, or nobody's. */
export type Encode = 'largest' | 'all' | 'none';

export interface ObserveOptions {
  readonly encode: Encode;
  /** Default `quick`, for camera frames; photos deserve `thorough`. */
  readonly search?: Search;
}

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

/** Opens the pack's models. @throws ModelUnavailable when one is missing, damaged or unloadable. */
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
  /** Hash of the encoder: encodings of different encoders are never compared. */
  readonly encoderSha256: string;
  readonly #sessions: Readonly<Record<Stage, ModelSession>>;
  readonly #detector: Detector;
  readonly #landmarks: LandmarkFinder;
  readonly #aligner: Aligner;
  readonly #encoder: Encoder;
  readonly #chipSize: number;

  constructor(pack: Pack, sessions: Readonly<Record<Stage, ModelSession>>) {
    this.encoderSha256 = modelOf(pack, 'encoder').sha256;
    this.#sessions = sessions;
    this.#detector = new Detector(sessions.detect);
    this.#landmarks = new LandmarkFinder(sessions.align);
    this.#aligner = new Aligner(pack.alignment);
    this.#encoder = new Encoder(sessions.encode, pack);
    this.#chipSize = pack.alignment.size;
  }

  /** @throws RangeError when the image's bytes do not fit its size. */
  async observe(image: RgbImage, options: ObserveOptions): Promise<Observation> {
    const { encode, search = 'quick' } = options;
    const pyramid = new ImagePyramid(image);
    for (const session of Object.values(this.#sessions)) session.forget();
    const timings = { decode: 0, detect: 0, align: 0, encode: 0 };
    const timed = stopwatch(timings);
    const found = await timed('detect', () => this.#detector.detect(pyramid, search));
    const located = await timed('align', () => this.#locate(pyramid, found));
    const faces: ObservedFace[] = [];
    for (const face of located) {
      const cut = faces.length === 0 || encode === 'all';
      const sharpness = cut ? await timed('align', () => this.#cut(pyramid, face.landmarks)) : 0;
      const encoding =
        cut && encode !== 'none' ? await timed('encode', () => this.#encoder.encode()) : null;
      faces.push(observedFace(face, sharpness, encoding));
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

  /** Adds the landmarks. Returns the faces largest first, each only once. */
  async #locate(image: ImagePyramid, found: readonly Detection[]): Promise<LocatedFace[]> {
    const located: LocatedFace[] = [];
    for (const detection of found.slice(0, MAX_FACES)) {
      const landmarks = await this.#landmarks.find(image, detection.box);
      const face = { ...detection, landmarks, points: fivePoints(landmarks) };
      if (!located.some((known) => isSameFace(known, face))) located.push(face);
    }
    return located.sort((one, other) => areaOf(other.box) - areaOf(one.box));
  }

  /** Cuts the aligned chips for the encoder. Returns its sharpness. */
  #cut(image: ImagePyramid, landmarks: readonly Point[]): number {
    const planes = this.#encoder.cut(image, this.#aligner.chipsOf(landmarks));
    return sharpnessOf(planes, this.#chipSize);
  }
}

/** Faces beyond this many are bystanders of a crowd: they would only cost time. */
const MAX_FACES = 8;

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
  return Math.hypot(u - x, v - y) < SAME_FACE_DISTANCE * interEyeOf(known.points);
}

/** Faces of two people cannot be nearer to each other than this, in distances between the eyes. */
const SAME_FACE_DISTANCE = 0.5;

function observedFace(
  { box, score, points }: LocatedFace,
  sharpness: number,
  encoding: Float32Array | null,
): ObservedFace {
  return { box, score, landmarks: points, interEye: interEyeOf(points), sharpness, encoding };
}

function interEyeOf([left, right]: readonly Point[]): number {
  return Math.hypot(right![0] - left![0], right![1] - left![1]);
}
