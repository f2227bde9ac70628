import type { Photo } from '../../electron/contract/messages.ts';
import type { Frame } from '../../electron/contract/frame.ts';
import type { ErrorCode } from '../../electron/contract/errors.ts';
import { naturalSize, type Picture } from './frame-grabber.ts';
import { limits } from './limits.ts';

/** Why photos just chosen were not taken. */
export type PhotoProblem = 'too-many' | 'too-large';

export type PhotoVerdict = 'checking' | 'accepted' | ErrorCode;

/** One photo put forward for enrolment. Replaced whole when its verdict comes. */
export interface EnrolPhoto {
  readonly key: number;
  /** Which photo of the camera this is, from 1; null for a file. */
  readonly shot: number | null;
  readonly photo: Photo;
  /** Object URL of a small picture; null where the file cannot be shown. */
  readonly thumb: string | null;
  readonly verdict: PhotoVerdict;
}

/** Thumbnails are drawn at this height for sharp screens, px. */
const thumbHeight = 192;

/** A copy of the frame: the grabber's buffer is used again. */
export function framePhoto(frame: Frame, name: string): Photo {
  return { kind: 'frame', name, frame: { ...frame, data: frame.data.slice() } };
}

/** Null where the file is gone or may not be read. */
export async function filePhoto(file: File, name: string): Promise<Photo | null> {
  try {
    return { kind: 'file', name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch {
    return null;
  }
}

/** Bytes as the contract counts them. */
export function photoBytes(photo: Photo): number {
  return photo.kind === 'file' ? photo.bytes.byteLength : photo.frame.data.byteLength;
}

/** Why these photos would be too much beside the ones that are there; null where there is room. */
export function roomFor(
  photos: readonly EnrolPhoto[],
  count: number,
  bytes: number,
): PhotoProblem | null {
  if (photos.length + count > limits.photos) return 'too-many';
  const all = photos.reduce((sum, { photo }) => sum + photoBytes(photo), bytes);
  return all > limits.enrolmentBytes ? 'too-large' : null;
}

/** The same name with a number, where another photo has it already. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let n = 2; ; n++) {
    const next = `${stem} (${n})${ending}`;
    if (!taken.includes(next)) return next;
  }
}

export async function pictureThumb(picture: Picture): Promise<string | null> {
  return drawThumb(picture, naturalSize(picture));
}

/** Null where the file is no picture. */
export async function fileThumb(file: File): Promise<string | null> {
  try {
    const bitmap = await createImageBitmap(file, {
      resizeHeight: thumbHeight,
      resizeQuality: 'medium',
    });
    const thumb = await drawThumb(bitmap, bitmap);
    bitmap.close();
    return thumb;
  } catch {
    return null;
  }
}

async function drawThumb(
  source: CanvasImageSource,
  size: { readonly width: number; readonly height: number },
): Promise<string | null> {
  const width = Math.max(1, Math.round((size.width * thumbHeight) / size.height));
  const canvas = new OffscreenCanvas(width, thumbHeight);
  canvas.getContext('2d')?.drawImage(source, 0, 0, width, thumbHeight);
  return URL.createObjectURL(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 }));
}
