import { fail, ok, type Result } from '../../electron/contract/errors.ts';
import type { Photo } from '../../electron/contract/messages.ts';
import type {
  FaceQuality,
  Observation,
  ObservedFace,
} from '../../electron/contract/observation.ts';
import { Gallery } from '../../electron/gallery/gallery.ts';
import { squaredDistance } from '../../electron/gallery/squared-distance.ts';
import { Checks } from '../../electron/station/checks.ts';
import { Directory } from '../../electron/station/directory.ts';
import { Enrolment } from '../../electron/station/enrolment.ts';
import type { EncoderInUse, Thresholds } from '../../electron/station/interfaces.ts';
import { Roster } from '../../electron/station/roster.ts';
import { madeStore } from './made-store.ts';

export const dims = 4;
/** Squared L2 distance below which the made station takes two encodings for one person's. */
export const threshold = 0.3;
export const encoder: EncoderInUse = {
  sha256: 'e'.repeat(64),
  differentFrom: 0.5,
  duplicateBelow: () => 0.2,
  spread: { weight: 0.5, expected: 1 },
};

/** What is seen in a photo, by the photo's name: the vision of tests about everything but vision. */
export type Sights = Record<string, Result<Observation> | (() => Result<Observation>)>;

/** The real use-cases over a real database; only what the photos show is made up. */
export function madeStation(sights: Sights, path = ':memory:', encoderSha256 = encoder.sha256) {
  const { db, vault, log, ...stores } = madeStore(path);
  const { people } = stores;
  const inUse = { ...encoder, sha256: encoderSha256 };
  const roster = new Roster(people, inUse, () => new Gallery(dims, inUse.spread));
  const thresholds: Thresholds = { of: () => ok(threshold) };
  let now = 1_700_000_000_000;
  const clock = { now: () => now++, tick: () => now };
  const vision = madeVision(sights);
  const distance = squaredDistance;
  const parts = { ...stores, vision, roster, encoder: inUse, thresholds, clock, distance };
  let made = 0;
  return {
    ...parts,
    ...{ db, vault, log },
    checks: new Checks(parts),
    enrolment: new Enrolment({ ...parts, newId: () => `made-${++made}` }),
    directory: new Directory(parts),
  };
}

function madeVision(sights: Sights) {
  const look = (photo: Photo): Result<Observation> => {
    const sight = sights[photo.name] ?? fail('unreadable-image');
    return typeof sight === 'function' ? sight() : sight;
  };
  return {
    observe: (photo: Photo) => Promise.resolve(look(photo)),
    crop: (photo: Photo) => {
      const seen = look(photo);
      return Promise.resolve(seen.ok ? ok(croppedOf(photo.name)) : seen);
    },
  };
}

/** What the made vision gives as the JPEG of a photo's face. */
export function croppedOf(name: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`the face in ${name}`);
}

export function photo(name: string): Photo {
  return { kind: 'file', name, bytes: new Uint8Array(1) };
}

/** A frame of a camera, whose name is what the sights are told by. */
export function framePhoto(name: string): Photo {
  const frame = {
    format: 'RGBA',
    width: 1,
    height: 1,
    stride: 4,
    data: new Uint8Array(4),
  } as const;
  return { kind: 'frame', name, frame };
}

/** One good face whose encoding lies along one axis, tilted a little towards the next. */
export function faceOf(
  axis: number,
  tilt = 0,
  quality: Partial<FaceQuality> = {},
): Result<Observation> {
  return ok(observation(along(axis, tilt), quality));
}

/** A unit encoding along one axis, turned by `tilt` radians towards the next. */
export function along(axis: number, tilt = 0): Float32Array {
  const encoding = new Float32Array(dims);
  encoding[axis] = Math.cos(tilt);
  encoding[(axis + 1) % dims] = Math.sin(tilt);
  return encoding;
}

/** A picture of one good face, or of none where there is no encoding. */
export function observation(
  encoding: Float32Array | null,
  quality: Partial<FaceQuality> = {},
): Observation {
  const face: ObservedFace = {
    box: { x: 100, y: 100, width: 100, height: 120 },
    score: 0.9,
    landmarks: [
      [130, 140],
      [170, 140],
      [150, 160],
      [135, 180],
      [165, 180],
    ],
    interEye: 40,
    encoding,
    quality: { ...goodQuality, ...quality },
  };
  const image = { width: 640, height: 480 };
  const timings = { decode: 1, detect: 1, align: 1, encode: 1 };
  return encoding
    ? { image, faces: [face], subject: 0, timings }
    : { image, faces: [], subject: null, timings };
}

/** A face that no policy refuses. */
export const goodQuality: FaceQuality = {
  yaw: 0,
  pitch: 0,
  roll: 0,
  sharpness: 0.9,
  brightness: 0.5,
  brightnessLeft: 0.5,
  brightnessRight: 0.5,
  dynamicRange: 0.6,
  underExposed: 0,
  overExposed: 0,
  inFrame: 1,
  eyesVisible: 1,
  unified: 0.8,
};
