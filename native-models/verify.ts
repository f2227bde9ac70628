import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelEntry, Pack } from './manifest.ts';

/** Files of the pack that are absent from `dir` or whose bytes are not those of the manifest. */
export async function damagedModels(pack: Pack, dir: string): Promise<string[]> {
  const checked = await Promise.all(
    pack.models.map(async (model) => ({ file: model.file, whole: await isWhole(model, dir) })),
  );
  return checked.filter(({ whole }) => !whole).map(({ file }) => file);
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function isWhole(model: ModelEntry, dir: string): Promise<boolean> {
  try {
    return sha256Of(await readFile(join(dir, model.file))) === model.sha256;
  } catch {
    return false;
  }
}
