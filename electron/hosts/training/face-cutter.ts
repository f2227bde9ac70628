import { findModel, modelOf, type ModelRole, type Pack } from '../../../native-models/manifest.ts';
import { Aligner } from '../../vision/align.ts';
import { chooseSubject } from '../../vision/choose-subject.ts';
import type { Detector } from '../../vision/detector.ts';
import { detectorFor } from '../../vision/detectors.ts';
import { FaceLocator } from '../../vision/face-locator.ts';
import { LandmarkFinder } from '../../vision/landmark-finder.ts';
import { openModel, type ModelSession } from '../../vision/model-session.ts';
import type { Pyramid } from '../../vision/pyramid.ts';
import { warpToPlanes } from '../../vision/warp.ts';

export interface FaceCutterOptions {
  /** Whose detector and landmarks find the faces. */
  readonly pack: Pack;
  /** Folder with its files. */
  readonly dir: string;
  /** What is cut out; of its paddings, the first. */
  readonly alignment: Pack['alignment'];
}

/** Two per model took 2.7 times the processor's time for the same photos, and hardly less of the clock's. */
export const modelThreads = 1;

/** Opens what finds faces, not what encodes them. @throws ModelFault */
export async function openFaceCutter(options: FaceCutterOptions): Promise<FaceCutter> {
  const { pack, dir, alignment } = options;
  const open = (role: ModelRole) => openModel(modelOf(pack, role), dir, modelThreads);
  const detector = await open('detector');
  const landmarks = findModel(pack, 'landmarks') ? await open('landmarks') : null;
  return new FaceCutter(detector, landmarks, alignment);
}

/** Such sets name the person in the middle. The look is the one a camera's frame gets. */
const wish = { subject: 'central', effort: 'quick' } as const;

/** Cuts faces out of photos, one at a time: calls must not overlap. */
export class FaceCutter {
  readonly #sessions: readonly ModelSession[];
  readonly #detector: Detector;
  readonly #locator: FaceLocator;
  readonly #aligner: Aligner;
  readonly #size: number;
  readonly #planes: Float32Array;

  /** @throws ModelFault when a model does not look like its kind. */
  constructor(
    detector: ModelSession,
    landmarks: ModelSession | null,
    alignment: Pack['alignment'],
  ) {
    this.#sessions = landmarks ? [detector, landmarks] : [detector];
    this.#detector = detectorFor(detector);
    this.#locator = new FaceLocator(landmarks && new LandmarkFinder(landmarks));
    this.#aligner = new Aligner(alignment);
    this.#size = alignment.size;
    this.#planes = new Float32Array(3 * alignment.size ** 2);
  }

  /** The aligned face, RGB interleaved, 0..255, to the nearest whole; null where there is none. */
  async cut(image: Pyramid): Promise<Uint8Array | null> {
    for (const session of this.#sessions) session.forget();
    const found = await this.#detector.detect(image, wish.effort);
    const faces = await this.#locator.locate(image, found, wish.effort);
    const subject = chooseSubject(faces, image, wish);
    if (subject === null) return null;
    const [chip] = this.#aligner.chipsOf(faces[subject]!);
    warpToPlanes(image, chip!, this.#size, this.#planes);
    return interleaved(this.#planes);
  }

  async close(): Promise<void> {
    for (const session of this.#sessions) await session.release();
  }
}

/** From planes of any range within 0..255. */
function interleaved(planes: Float32Array): Uint8Array {
  const area = planes.length / 3;
  const pixels = new Uint8Array(planes.length);
  for (let pixel = 0; pixel < area; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      pixels[3 * pixel + channel] = Math.round(planes[channel * area + pixel]!);
    }
  }
  return pixels;
}
