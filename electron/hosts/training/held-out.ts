import { modelOf, type Pack } from '../../../native-models/manifest.ts';
import { bytesPerCrop, type CropSet } from '../../../native-models/training/crops.ts';
import { verification, type Verification } from '../../../native-models/training/evaluate.ts';
import { ok, type Result } from '../../contract/errors.ts';
import { openEncoder, type Encoder } from '../../vision/encoder.ts';
import { modelError } from '../../vision/model-error.ts';
import { openModel } from '../../vision/model-session.ts';
import { ImagePyramid } from '../../vision/pyramid.ts';
import type { PassedOver } from './passed-over.ts';
import type { Split } from './split-people.ts';

/** A photo of somebody held out, as an encoder sees it. */
export interface HeldOutEncoding {
  readonly person: string;
  /** Path within the folder of people. */
  readonly photo: string;
  /** Unit length; null where no face was found in the photo. */
  readonly encoding: Float32Array | null;
}

export interface HeldOutOptions {
  /** Whose encoder sees them, and the folder of its files. */
  readonly pack: Pack;
  readonly dir: string;
  readonly crops: CropSet;
  readonly passedOver: readonly PassedOver[];
  readonly split: Pick<Split, 'heldOut'>;
  readonly signal: AbortSignal;
}

/**
 * Every photo of the people held out. Those without a face count: at a door they would be false
 * rejections. Ends early, with what it has, where the signal says so. Errors: model codes.
 */
export async function encodeHeldOut(options: HeldOutOptions): Promise<Result<HeldOutEncoding[]>> {
  const { pack, dir, crops, passedOver, split, signal } = options;
  const people = new Set(split.heldOut);
  try {
    const session = await openModel(modelOf(pack, 'encoder'), dir, 1);
    try {
      const encoded = await encodeCrops(await openEncoder(session, pack), crops, people, signal);
      return ok([...encoded, ...missed(passedOver, people)]);
    } finally {
      await session.release();
    }
  } catch (cause) {
    return { ok: false, error: modelError(cause) };
  }
}

/** The same for every training: whoever tries seeds of one does not try judges. */
const pairsSeed = 1;

/** How well these are told apart; null where there are too few. */
export function verifyEncodings(
  photos: readonly HeldOutEncoding[],
  length: number,
): Verification | null {
  const rows = photos.flatMap(({ person, encoding }) => (encoding ? [{ person, encoding }] : []));
  const names = [...new Set(rows.map(({ person }) => person))];
  const numbers = new Map(names.map((name, number) => [name, number]));
  const encodings = new Float32Array(rows.length * length);
  rows.forEach(({ encoding }, row) => encodings.set(encoding, row * length));
  const people = rows.map(({ person }) => numbers.get(person)!);
  return verification(encodings, length, people, pairsSeed);
}

/** As the station would have them of the photos: the chip is the crop's middle, pixel by pixel. */
async function encodeCrops(
  encoder: Encoder,
  { size, inner, pixels, person, people, sources }: CropSet,
  wanted: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<HeldOutEncoding[]> {
  const margin = (size - inner) / 2;
  const middle = { a: 1, b: 0, tx: margin, ty: margin };
  const bytes = bytesPerCrop(size);
  const encoded: HeldOutEncoding[] = [];
  for (let crop = 0; crop < person.length && !signal.aborted; crop++) {
    const name = people[person[crop]!]!;
    if (!wanted.has(name)) continue;
    const data = pixels.subarray(crop * bytes, (crop + 1) * bytes);
    encoder.cut(new ImagePyramid({ width: size, height: size, data }), [middle]);
    encoded.push({ person: name, photo: sources[crop]!, encoding: await encoder.encode() });
  }
  return encoded;
}

function missed(passedOver: readonly PassedOver[], people: ReadonlySet<string>): HeldOutEncoding[] {
  return passedOver
    .filter(({ why }) => why === 'no-face')
    .map(({ what }) => ({ person: what.split('/', 1)[0]!, photo: what, encoding: null }))
    .filter(({ person }) => people.has(person));
}
