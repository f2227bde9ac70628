import sharp from 'sharp';
import { fail, ok, type Result } from '../contract/errors.ts';
import { maxPhotoBytes } from '../contract/messages.ts';
import { firstLineOf } from './first-line.ts';
import type { RgbImage } from './image.ts';

/** A phone's largest photos have 50 megapixels; decoded, that is 150 MB. */
const maxPixels = 50_000_000;
/** Longest side after decoding, px: a face filling a tenth of it is still larger than the chip. */
const maxSide = 1600;
const formats: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp']);

/**
 * Decodes a JPEG, PNG or WebP file, upright by its EXIF orientation, shrunk to `maxSide`.
 * Errors: empty-image, image-too-large, unreadable-image.
 */
export async function decodePhoto(bytes: Uint8Array): Promise<Result<RgbImage>> {
  if (bytes.byteLength === 0) return fail('empty-image');
  if (bytes.byteLength > maxPhotoBytes) return fail('image-too-large');
  try {
    // The header is judged before any pixel is decoded.
    const header = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (!formats.has(header.format)) return fail('unreadable-image', header.format);
    if (header.width * header.height > maxPixels) {
      return fail('image-too-large', `${header.width} × ${header.height}`);
    }
    return ok(await decodePixels(bytes));
  } catch (cause) {
    return fail('unreadable-image', firstLineOf(cause));
  }
}

async function decodePixels(bytes: Uint8Array): Promise<RgbImage> {
  const { data, info } = await sharp(bytes, { limitInputPixels: maxPixels, failOn: 'truncated' })
    .autoOrient()
    .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error('not three channels');
  return { width: info.width, height: info.height, data };
}
