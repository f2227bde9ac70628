import { InferenceSession, Tensor } from 'onnxruntime-node';

/** A named input: its numbers and its shape. */
export interface Given {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

export type RunModel = (given: ReadonlyMap<string, Given>) => Promise<Map<string, Float32Array>>;

/** Opens a model as training does: one thread, no memory pattern. */
export async function openModel(bytes: Uint8Array): Promise<RunModel> {
  const session = await InferenceSession.create(bytes, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    enableMemPattern: false,
  });
  return async (given) => {
    const feeds: Record<string, Tensor> = {};
    for (const [name, { data, dims }] of given) {
      if (session.inputNames.includes(name)) feeds[name] = new Tensor('float32', data, [...dims]);
    }
    const outputs = Object.entries(await session.run(feeds));
    return new Map(outputs.map(([name, { data }]) => [name, data as Float32Array]));
  };
}
