import { type FaultKind, ModelFault } from './faults.ts';
import { filesOf, type Pack } from './manifest.ts';
import { readWhole, type WholeFile } from './read-whole.ts';

export interface FaultyFile {
  readonly file: string;
  readonly fault: FaultKind;
}

/** Files of the pack in `dir` that are absent, unreadable, or not those of the manifest. */
export async function faultyModels(pack: Pack, dir: string): Promise<FaultyFile[]> {
  const checked = await Promise.all(
    filesOf(pack).map(async (file) => ({ file: file.file, fault: await faultOf(file, dir) })),
  );
  return checked.flatMap(({ file, fault }) => (fault === null ? [] : [{ file, fault }]));
}

async function faultOf(file: WholeFile, dir: string): Promise<FaultKind | null> {
  try {
    await readWhole(file, dir);
    return null;
  } catch (cause) {
    if (cause instanceof ModelFault) return cause.fault;
    throw cause;
  }
}
