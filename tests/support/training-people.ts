import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { photoPath } from './people.ts';

/**
 * A folder of synthetic people to train on, each with two photos or more: the second one is the
 * first in another light, and mirrored.
 */
export async function trainingPeople(folder: string): Promise<string> {
  const source = join(photoPath('p01'), '..', '..');
  for (const person of readdirSync(source)) {
    mkdirSync(join(folder, person), { recursive: true });
    for (const file of readdirSync(join(source, person))) {
      const photo = sharp(join(source, person, file));
      await photo.clone().toFile(join(folder, person, file));
      const other = photo.clone().modulate({ brightness: 1.15 }).flop();
      await other.toFile(join(folder, person, `other-${file}`));
    }
  }
  return folder;
}
