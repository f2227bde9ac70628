import { type FaultKind, ModelFault } from './faults.ts';
import type { ModelEntry, Pack } from './manifest.ts';
import { readWhole } from './read-whole.ts';

export interface FaultyFile {
  readonly file: string;
  readonly fault: FaultKind;
}

/** Files of the pack in `dir` that are absent, unreadable, or not those of the manifest. */
export async function faultyModels(pack: Pack, dir: string): Promise<FaultyFile[]> {
  const checked = await Promise.all(
    pack.models.map(async (model) => ({ file: model.file, fault: await faultOf(model, dir) })),
  );
  return checked.flatMap(({ file, fault }) => (fault === null ? [] : [{ file, fault }]));
}

async function faultOf(model: ModelEntry, dir: string): Promise<FaultKind | null> {
  try {
    await readWhole(model, dir);
    return null;
  } catch (cause) {
    if (cause instanceof ModelFault) return cause.fault;
    throw cause;
  }
}
