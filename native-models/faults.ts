/**
 * `missing`: not there; `unreadable`: may not be read; `unloadable`: no model to the runtime;
 * `unfit`: a model, but not one that its pack's entry describes or that the station can use.
 */
export type FaultKind = 'missing' | 'unreadable' | 'damaged' | 'unloadable' | 'unfit';

/** Why a model file, or the manifest that names it, cannot be used. The message names no path. */
export class ModelFault extends Error {
  override readonly name = 'ModelFault';
  readonly file: string;
  readonly fault: FaultKind;

  constructor(file: string, fault: FaultKind, cause?: unknown) {
    super(`${file} ${describeFault(fault)}`, { cause });
    this.file = file;
    this.fault = fault;
  }
}

/** Goes on after the file's name. */
export function describeFault(fault: FaultKind): string {
  return sentences[fault];
}

/** Which fault an error of the file system is. */
export function faultOfReading(cause: unknown): 'missing' | 'unreadable' {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
}

const sentences: Readonly<Record<FaultKind, string>> = {
  missing: 'is missing',
  unreadable: 'may not be read',
  damaged: 'is damaged',
  unloadable: 'cannot be loaded',
  unfit: 'is not what its pack says',
};
