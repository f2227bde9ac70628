import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultOfReading, type FaultKind } from './faults.ts';
import { isWhole, type ModelEntry, type Pack } from './manifest.ts';

export interface FaultyFile {
  readonly file: string;
  readonly fault: Exclude<FaultKind, 'unloadable' | 'unfit'>;
}

/** Files of the pack in `dir` that are absent, unreadable, or not those of the manifest. */
export async function faultyModels(pack: Pack, dir: string): Promise<FaultyFile[]> {
  const checked = await Promise.all(
    pack.models.map(async (model) => ({ file: model.file, fault: await faultOf(model, dir) })),
  );
  return checked.flatMap(({ file, fault }) => (fault === null ? [] : [{ file, fault }]));
}

async function faultOf(model: ModelEntry, dir: string): Promise<FaultyFile['fault'] | null> {
  try {
    return isWhole(model, await readFile(join(dir, model.file))) ? null : 'damaged';
  } catch (cause) {
    return faultOfReading(cause);
  }
}
