import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Photo } from '../../electron/contract/messages.ts';

const folder = join(import.meta.dirname, '..', 'fixtures', 'people');

/** The path of a photo of a synthetic person; nobody is on it. */
export function photoPath(person: string, number = 1): string {
  return join(folder, person, `${number}.jpg`);
}

export function photoOf(person: string, number = 1): Photo & { kind: 'file' } {
  const bytes = new Uint8Array(readFileSync(photoPath(person, number)));
  return { kind: 'file', name: `${person}-${number}.jpg`, bytes };
}
