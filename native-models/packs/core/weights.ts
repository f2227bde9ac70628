import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** A weight of the package, dequantised; dims in TensorFlow's order (height, width, in, out). */
export interface Weight {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** The weights of one network by the package's names. */
export class Weights {
  readonly #network: string;
  readonly #entries: ReadonlyMap<string, Weight>;

  constructor(network: string, entries: ReadonlyMap<string, Weight>) {
    this.#network = network;
    this.#entries = entries;
  }

  /** @throws Error naming the network when it has no such weight of that rank. */
  get(name: string, rank: number): Weight {
    const weight = this.#entries.get(name);
    if (weight === undefined) throw new Error(`${this.#network} has no weight '${name}'`);
    if (weight.dims.length !== rank) {
      throw new Error(`${this.#network}: '${name}' has rank ${weight.dims.length}, not ${rank}`);
    }
    return weight;
  }
}

/**
 * Reads `model/<network>-weights_manifest.json` and the shards it names from the package.
 * @throws Error when the files are absent, malformed, or too short for the manifest.
 */
export async function readWeights(packageDir: string, network: string): Promise<Weights> {
  const dir = join(packageDir, 'model');
  const text = await readFile(join(dir, `${network}-weights_manifest.json`), 'utf8');
  const entries = new Map<string, Weight>();
  for (const group of weightManifest.parse(JSON.parse(text))) {
    const shards = await Promise.all(group.paths.map((path) => readFile(join(dir, path))));
    readGroup(group.weights, Buffer.concat(shards), entries);
  }
  return new Weights(network, entries);
}

const weightEntry = z.object({
  name: z.string(),
  shape: z.array(z.int().nonnegative()),
  dtype: z.enum(['float32', 'int32']),
  quantization: z
    .object({ dtype: z.literal('uint8'), scale: z.number(), min: z.number() })
    .optional(),
});

/** TensorFlow.js weight manifest: groups of weights laid end to end over the group's shards. */
const weightManifest = z.array(
  z.object({ weights: z.array(weightEntry), paths: z.array(z.string().regex(/^[\w.-]+$/)) }),
);

const bytesPerPlainValue = 4;

function readGroup(
  weights: readonly z.infer<typeof weightEntry>[],
  bytes: Buffer,
  into: Map<string, Weight>,
): void {
  let offset = 0;
  for (const { name, shape, dtype, quantization } of weights) {
    const count = shape.reduce((product, dim) => product * dim, 1);
    const end = offset + count * (quantization === undefined ? bytesPerPlainValue : 1);
    if (end > bytes.length) throw new Error(`the weight file ends before '${name}'`);
    // Integer entries are leftovers of the original graph's shape arithmetic; no layer reads them.
    if (dtype === 'float32') {
      const part = bytes.subarray(offset, end);
      into.set(name, {
        dims: shape,
        data: quantization === undefined ? plainFloats(part) : dequantised(part, quantization),
      });
    }
    offset = end;
  }
}

function plainFloats(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length / bytesPerPlainValue }, (_, index) =>
    bytes.readFloatLE(index * bytesPerPlainValue),
  );
}

/** value = q · scale + min in double precision, rounded once to float32, as TensorFlow.js does. */
function dequantised(bytes: Buffer, { scale, min }: { scale: number; min: number }): Float32Array {
  return Float32Array.from(bytes, (quantised) => quantised * scale + min);
}
