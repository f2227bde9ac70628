import type { ModelRole } from '../../native-models/manifest.ts';
import type { Encoder } from './encoder.ts';
import type { RgbImage } from './image.ts';
import type { LandmarkFinder } from './landmark-finder.ts';
import type { Detector } from './detector.ts';
import type { ModelPort, ModelSession } from './model-session.ts';
import { ImagePyramid } from './pyramid.ts';

/** What a pack's models really are, found by running them. */
export interface PackExamination {
  readonly models: readonly ModelExamination[];
  readonly encoding: {
    /** Components. */
    readonly length: number;
    /** Least and greatest length of the encodings of the test picture, before they are normalised. */
    readonly norms: readonly [least: number, greatest: number];
  };
}

export interface ModelExamination {
  readonly role: ModelRole;
  readonly file: string;
  readonly inputs: readonly ModelPort[];
  readonly outputs: readonly ModelPort[];
  /** Of one run, ms: the median of several. A detector's is the mean over its canvases. */
  readonly ms: number;
}

interface Examined {
  readonly sessions: readonly ModelSession[];
  readonly detector: Detector;
  readonly landmarks: LandmarkFinder | null;
  readonly encoder: Encoder;
}

/** Runs each model on a made picture. Shows no face, so it says nothing of how well they do. */
export async function examinePack(parts: Examined): Promise<PackExamination> {
  const { sessions, detector, landmarks, encoder } = parts;
  for (const session of sessions) session.forget();
  const image = new ImagePyramid(testPicture());
  await detector.detect(image, 'quick');
  await landmarks?.find(image, middle, 'quick');
  encoder.cutMiddle(image);
  const raw = await encoder.raw();
  const norms = raw.map((encoding) => Math.hypot(...encoding));
  const models: ModelExamination[] = [];
  for (const session of sessions) models.push(await examineModel(session));
  return {
    models,
    encoding: { length: raw[0]!.length, norms: [Math.min(...norms), Math.max(...norms)] },
  };
}

/** Runs of each model whose median counts. */
const rounds = 5;
const side = 480;
const middle = { x: side / 4, y: side / 4, width: side / 2, height: side / 2 };

async function examineModel(session: ModelSession): Promise<ModelExamination> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await session.replay());
  const median = times.sort((one, other) => one - other)[rounds >> 1]!;
  const { entry, inputs, outputs, runs } = session;
  return { role: entry.role, file: entry.file, inputs, outputs, ms: median / Math.max(1, runs) };
}

/** Waves of several lengths and colours: an encoder fed with one colour might give zeros. */
function testPicture(): RgbImage {
  const data = new Uint8Array(3 * side * side);
  for (let at = 0; at < data.length; at++) {
    const pixel = Math.floor(at / 3);
    const [x, y] = [pixel % side, Math.floor(pixel / side)];
    data[at] = 128 + 60 * Math.sin(x / (9 + 4 * (at % 3))) + 60 * Math.cos(y / 14 + (at % 3));
  }
  return { width: side, height: side, data };
}
