import type { WireWriter } from './wire.ts';

/** A dense tensor, row-major; `data.length` is the product of `dims` (a scalar has no dims). */
export interface Tensor {
  readonly dims: readonly number[];
  readonly data: TensorData;
}

export type TensorData =
  Float32Array | Float64Array | Int8Array | Uint8Array | Int32Array | BigInt64Array;

export type ElementType = keyof typeof elementTypeCodes;

/** TensorProto.DataType, onnx.proto. */
export const elementTypeCodes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
} as const;

export function float32Tensor(dims: readonly number[], data: Iterable<number>): Tensor {
  return checked({ dims, data: data instanceof Float32Array ? data : Float32Array.from(data) });
}

export function int64Tensor(dims: readonly number[], data: Iterable<number>): Tensor {
  return checked({ dims, data: BigInt64Array.from([...data].map(BigInt)) });
}

export function elementTypeOf(data: TensorData): ElementType {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof Float64Array) return 'float64';
  if (data instanceof Int8Array) return 'int8';
  if (data instanceof Uint8Array) return 'uint8';
  if (data instanceof Int32Array) return 'int32';
  return 'int64';
}

/** Writes a TensorProto. @throws RangeError when data and dims disagree. */
export function writeTensor(writer: WireWriter, tensor: Tensor, name?: string): void {
  checked(tensor);
  writer.integers(tensorDims, tensor.dims);
  writer.integer(tensorDataType, elementTypeCodes[elementTypeOf(tensor.data)]);
  if (name !== undefined) writer.string(tensorName, name);
  writer.bytes(tensorRawData, rawBytes(tensor.data));
}

const tensorDims = 1;
const tensorDataType = 2;
const tensorName = 8;
const tensorRawData = 9;

function checked(tensor: Tensor): Tensor {
  const size = tensor.dims.reduce((product, dim) => product * dim, 1);
  if (size !== tensor.data.length) {
    throw new RangeError(`shape [${tensor.dims.join(', ')}] does not hold ${tensor.data.length}`);
  }
  return tensor;
}

/** Raw data is little-endian by definition; so is every platform that onnxruntime-node runs on. */
function rawBytes(data: TensorData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
