import { openHead, type LinearHead } from '../../native-models/head.ts';
import { findModel, modelOf, type ModelRole, type Pack } from '../../native-models/manifest.ts';
import type { Observation, ObservedFace, Wish } from '../contract/observation.ts';
import { Aligner } from './align.ts';
import { chooseSubject } from './choose-subject.ts';
import type { Detector } from './detector.ts';
import { detectorFor } from './detectors.ts';
import { openEncoder, type Encoder } from './encoder.ts';
import { examinePack, type PackExamination } from './examine.ts';
import { FaceLocator, interEyeOf, type LocatedFace } from './face-locator.ts';
import { LandmarkFinder } from './landmark-finder.ts';
import { landmarkCount } from './landmark-layout.ts';
import { unfit } from './model-fit.ts';
import { openModel, type ModelSession } from './model-session.ts';
import type { Pyramid } from './pyramid.ts';
import { measureQuality } from './quality.ts';

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
  const open = (role: ModelRole) => openModel(modelOf(models, role), modelDir, threads);
  const detect = await open('detector');
  const align = findModel(models, 'landmarks') ? await open('landmarks') : null;
  const encode = await open('encoder');
  const detector = detectorFor(detect);
  const landmarks = align && new LandmarkFinder(align);
  needPoints(models, detector, landmarks);
  const parts = {
    detector,
    landmarks,
    locator: new FaceLocator(landmarks),
    aligner: new Aligner(models.alignment),
    encoder: await openEncoder(encode, models),
    head: await openHead(models, modelDir),
  };
  return new Pipeline({ detect, align, encode }, parts);
}

type Stage = keyof BareTimes;
type Sessions = Readonly<Record<'detect' | 'encode', ModelSession>> & {
  /** Null where the detector's points serve. */
  readonly align: ModelSession | null;
};

interface Parts {
  readonly detector: Detector;
  readonly landmarks: LandmarkFinder | null;
  readonly locator: FaceLocator;
  readonly aligner: Aligner;
  readonly encoder: Encoder;
  /** What encodings go through last; null where the pack has none. */
  readonly head: LinearHead | null;
}

/** Finds, aligns and encodes the faces of one image at a time: calls must not overlap. */
export class Pipeline {
  readonly #sessions: Sessions;
  readonly #parts: Parts;

  constructor(sessions: Sessions, parts: Parts) {
    this.#sessions = sessions;
    this.#parts = parts;
  }

  async observe(image: Pyramid, wish: Wish): Promise<Observation> {
    for (const session of this.#all()) session.forget();
    const { detector, locator } = this.#parts;
    const timings = { decode: 0, detect: 0, align: 0, encode: 0 };
    const timed = stopwatch(timings);
    const found = await timed('detect', () => detector.detect(image, wish.effort));
    const located = await timed('align', () => locator.locate(image, found, wish.effort));
    const faces = located.map(observedFace);
    const subject = chooseSubject(faces, image, wish);
    if (subject !== null) {
      const face = located[subject]!;
      faces[subject]!.quality = await timed('align', () => measureQuality(image, face));
      if (wish.encode === 'subject') {
        faces[subject]!.encoding = await this.#encode(image, face, timed);
      }
    }
    return { image: { width: image.width, height: image.height }, faces, subject, timings };
  }

  async #encode(image: Pyramid, face: LocatedFace, timed: Timed): Promise<Float32Array> {
    const { aligner, encoder, head } = this.#parts;
    await timed('align', () => encoder.cut(image, aligner.chipsOf(face)));
    return timed('encode', async () => {
      const encoding = await encoder.encode();
      return head === null ? encoding : head.apply(encoding);
    });
  }

  /** Repeats the models' runs of the latest `observe` on the very same tensors. */
  async bare(): Promise<BareTimes> {
    const { detect, align, encode } = this.#sessions;
    return {
      detect: await detect.replay(),
      align: align ? await align.replay() : 0,
      encode: await encode.replay(),
    };
  }

  /** What the models are. Errors in them are thrown as the runtime has them. */
  examine(): Promise<PackExamination> {
    return examinePack({ ...this.#parts, sessions: this.#all() });
  }

  async close(): Promise<void> {
    for (const session of this.#all()) await session.release();
  }

  #all(): ModelSession[] {
    const { detect, align, encode } = this.#sessions;
    return align ? [detect, align, encode] : [detect, encode];
  }
}

/** Something must give the points that the pack aligns by. @throws ModelFault */
function needPoints(pack: Pack, detector: Detector, landmarks: LandmarkFinder | null): void {
  const { file } = modelOf(pack, 'detector');
  const { alignment } = pack;
  if (landmarks === null && !(alignment.landmarks === 'five' && detector.givesPoints)) {
    throw unfit(file, `the pack aligns by '${alignment.landmarks}', which no model of it gives`);
  }
  const count = alignment.landmarks === 'five' ? fivePointCount : landmarkCount;
  const beyond = alignment.indices.find((index) => index >= count);
  if (beyond !== undefined) throw unfit(file, `the pack aligns by point ${beyond} of ${count}`);
}

const fivePointCount = 5;

type Timed = <T>(stage: Stage, work: () => T | Promise<T>) => Promise<T>;

function stopwatch(timings: Record<Stage, number>): Timed {
  return async (stage, work) => {
    const start = performance.now();
    const result = await work();
    timings[stage] += performance.now() - start;
    return result;
  };
}

function observedFace({ box, score, landmarks }: LocatedFace): ObservedFace {
  return {
    box,
    score,
    landmarks,
    interEye: interEyeOf(landmarks),
    encoding: null,
    quality: null,
  };
}
