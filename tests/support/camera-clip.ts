import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { photoPath } from './people.ts';

const frameSize = { width: 640, height: 480 };

/** A film for Chromium's fake camera: JPEGs one behind another, each a photo of the person. */
export async function cameraClip(
  folder: string,
  person: string,
  photos: number[],
): Promise<string> {
  const frames = await Promise.all(
    photos.map((number) =>
      sharp(photoPath(person, number))
        .resize({ ...frameSize, fit: 'contain', background: '#5a6068' })
        .jpeg({ quality: 92 })
        .toBuffer(),
    ),
  );
  const path = join(folder, `${person}.mjpeg`);
  writeFileSync(path, Buffer.concat(frames));
  return path;
}
