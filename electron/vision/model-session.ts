import { InferenceSession, type Tensor } from 'onnxruntime-node';
import { ModelFault, readWhole, type ModelEntry } from '../../native-models/manifest.ts';
import { hasExternalData } from '../../native-models/onnx/external-data.ts';

type Feeds = Readonly<Record<string, Tensor>>;

/** An input or output as the file declares it; a string is a dimension chosen at run time. */
export interface ModelPort {
  readonly name: string;
  readonly shape: readonly (number | string)[];
}

/** An ONNX session that remembers what it ran, so that the bare model time can be measured. */
export class ModelSession {
  /** What the pack says of it. */
  readonly entry: ModelEntry;
  readonly inputs: readonly ModelPort[];
  readonly outputs: readonly ModelPort[];
  readonly #session: InferenceSession;
  #runs: Feeds[] = [];

  constructor(session: InferenceSession, entry: ModelEntry) {
    this.#session = session;
    this.entry = entry;
    this.inputs = session.inputMetadata.map(portOf);
    this.outputs = session.outputMetadata.map(portOf);
  }

  get file(): string {
    return this.entry.file;
  }

  /** Blocks the calling thread while the model runs. */
  async run(feeds: Feeds): Promise<Readonly<Record<string, Tensor>>> {
    this.#runs.push(feeds);
    return this.#session.run(feeds);
  }

  /** Forgets earlier runs: `replay` repeats those from here on. */
  forget(): void {
    this.#runs = [];
  }

  /** How many runs are remembered. */
  get runs(): number {
    return this.#runs.length;
  }

  /** Repeats the remembered runs on the same tensors. Returns the milliseconds it took. */
  async replay(): Promise<number> {
    const start = performance.now();
    for (const feeds of this.#runs) await this.#session.run(feeds);
    return performance.now() - start;
  }

  release(): Promise<void> {
    return this.#session.release();
  }
}

/**
 * Opens a model of the pack from `dir`. The hash is taken of the very bytes that the session gets,
 * and they must be all there is: weights in other files are refused.
 * @throws ModelFault
 */
export async function openModel(
  entry: ModelEntry,
  dir: string,
  threads: number,
): Promise<ModelSession> {
  const bytes = await readWhole(entry, dir);
  const self = selfContained(bytes);
  if (self === 'no')
    throw new ModelFault(entry.file, 'unfit', new Error('it names weights in other files'));
  try {
    const options = { intraOpNumThreads: threads, interOpNumThreads: 1 };
    const session = await InferenceSession.create(bytes, options);
    // What the runtime reads and we cannot is not known to be whole.
    if (self === 'unknown') throw new Error('it is not written as ONNX files are');
    return new ModelSession(session, entry);
  } catch (cause) {
    throw new ModelFault(entry.file, 'unloadable', cause);
  }
}

function selfContained(model: Uint8Array): 'yes' | 'no' | 'unknown' {
  try {
    return hasExternalData(model) ? 'no' : 'yes';
  } catch {
    return 'unknown';
  }
}

function portOf(metadata: InferenceSession.ValueMetadata): ModelPort {
  return { name: metadata.name, shape: metadata.isTensor ? metadata.shape : [] };
}

/** @throws Error when the model has no such output of 32-bit floats. */
export function floatOutput(outputs: Readonly<Record<string, Tensor>>, name: string): FloatOutput {
  const tensor = outputs[name];
  if (!(tensor?.data instanceof Float32Array)) throw new Error(`no float output '${name}'`);
  return { dims: tensor.dims, data: tensor.data };
}

export interface FloatOutput {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}
