import { ok, type Result, type StationError } from '../contract/errors.ts';
import type { Photo, RefusedPhoto } from '../contract/messages.ts';
import type { Wish } from '../contract/observation.ts';
import type { KeptPhoto, NewTemplate } from '../contract/records.ts';
import type { Clock, EncoderInUse, Vision } from './interfaces.ts';
import { isPhotoFault } from './photo-faults.ts';
import { enrolPolicy } from './subject.ts';
import { usableFace } from './usable-face.ts';

/** What one usable photo of a person gives. */
export interface Look {
  readonly template: NewTemplate;
  /** The photo itself, where it is to be kept. */
  readonly kept: KeptPhoto | null;
}

/** One photo, and its look or the fault that keeps it from being used. */
export interface Drawn {
  readonly photo: string;
  readonly look: Result<Look>;
}

interface LookParts {
  readonly vision: Vision;
  readonly encoder: EncoderInUse;
  readonly clock: Clock;
}

/** A photo is judged once, and a template is compared for years. */
const wish: Wish = { encode: 'subject', subject: 'largest', effort: 'thorough' };

/** Looks at each photo, in order. Errors: vision codes; a photo's own fault is in its place. */
export async function drawLooks(
  photos: readonly Photo[],
  keep: boolean,
  parts: LookParts,
): Promise<Result<Drawn[]>> {
  const drawn: Drawn[] = [];
  for (const photo of photos) {
    const look = await drawLook(photo, keep, parts);
    if (!look.ok && !isPhotoFault(look.error.code)) return look;
    drawn.push({ photo: photo.name, look });
  }
  return ok(drawn);
}

/** The looks that fit, each told those before it, and every other photo with its reason. */
export function sortLooks(
  drawn: readonly Drawn[],
  misfit: (encoding: Float32Array, before: readonly Look[]) => StationError | null,
): { looks: Look[]; refused: RefusedPhoto[] } {
  const looks: Look[] = [];
  const refused: RefusedPhoto[] = [];
  for (const { photo, look } of drawn) {
    const fault = look.ok ? misfit(look.value.template.encoding, looks) : look.error;
    if (fault) refused.push({ photo, ...fault });
    else if (look.ok) looks.push(look.value);
  }
  return { looks, refused };
}

export function templatesOf(looks: readonly Look[]): NewTemplate[] {
  return looks.map(({ template }) => template);
}

export function keptPhotosOf(looks: readonly Look[]): KeptPhoto[] {
  return looks.flatMap(({ kept }) => kept ?? []);
}

async function drawLook(
  photo: Photo,
  keep: boolean,
  { vision, encoder, clock }: LookParts,
): Promise<Result<Look>> {
  const face = usableFace(await vision.observe(photo, wish), enrolPolicy);
  if (!face.ok) return face;
  const cropped = keep ? await vision.crop(photo) : ok(null);
  if (!cropped.ok) return cropped;
  const source = photo.kind === 'frame' ? 'camera' : baseName(photo.name);
  const createdAt = clock.now();
  const { encoding, quality } = face.value;
  return ok({
    template: { encoderSha256: encoder.sha256, encoding, quality, source, createdAt },
    kept: cropped.value && { jpeg: new Uint8Array(cropped.value), source, createdAt },
  });
}

/** The folders a photo came from are nobody's business later. */
function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
