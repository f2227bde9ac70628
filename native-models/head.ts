import { createHash } from 'node:crypto';
import { ModelFault } from './faults.ts';
import type { Pack } from './manifest.ts';
import { readWhole } from './read-whole.ts';

const bytesPerValue = Float32Array.BYTES_PER_ELEMENT;
/**
 * ‖W‖₁·‖W⁻¹‖₁ may be at most this. Templates are taken back through the inverse: single precision
 * (6e-8) leaves them right to 6e-4, far below what tells two people apart.
 */
const maxCondition = 1e4;

/**
 * A linear map of unit encodings, brought to unit length again: y = Wx / ‖Wx‖. It can be undone,
 * x = W⁻¹y / ‖W⁻¹y‖, so that templates pass from one head of an encoder to another.
 */
export class LinearHead {
  /** Components of an encoding, before and after. */
  readonly length: number;
  /** Row-major, `length` × `length`. */
  readonly matrix: Float32Array;
  readonly #inverse: Float64Array;

  /** @throws RangeError for a matrix that is not square, not finite, or cannot be undone well. */
  constructor(matrix: Float32Array) {
    this.length = Math.round(Math.sqrt(matrix.length));
    if (this.length === 0 || this.length ** 2 !== matrix.length) {
      throw new RangeError(`a head of ${matrix.length} numbers is not square`);
    }
    if (!matrix.every(Number.isFinite)) throw new RangeError('a head with numbers that are none');
    const { inverse, condition } = inverted(matrix, this.length);
    // Written so that NaN is refused.
    if (!(condition <= maxCondition)) {
      throw new RangeError(`a head that cannot be undone (condition ${condition.toPrecision(2)})`);
    }
    this.matrix = matrix;
    this.#inverse = inverse;
  }

  static identity(length: number): LinearHead {
    const matrix = new Float32Array(length * length);
    for (let at = 0; at < length; at++) matrix[at * (length + 1)] = 1;
    return new LinearHead(matrix);
  }

  /** Little-endian single precision, row by row. @throws RangeError */
  static fromBytes(bytes: Uint8Array): LinearHead {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const values = Math.floor(bytes.byteLength / bytesPerValue);
    return new LinearHead(
      Float32Array.from({ length: values }, (_, at) => view.getFloat32(at * bytesPerValue, true)),
    );
  }

  toBytes(): Uint8Array<ArrayBuffer> {
    const view = new DataView(new ArrayBuffer(this.matrix.length * bytesPerValue));
    this.matrix.forEach((value, at) => view.setFloat32(at * bytesPerValue, value, true));
    return new Uint8Array(view.buffer);
  }

  /** A unit encoding of the encoder as this head gives it. @throws RangeError for another length. */
  apply(encoding: Float32Array): Float32Array {
    return mapped(this.matrix, encoding, this.length);
  }

  /** The unit encoding that `apply` was given. @throws RangeError for another length. */
  undo(encoding: Float32Array): Float32Array {
    return mapped(this.#inverse, encoding, this.length);
  }
}

/** Hex, of a head's file. */
export function headSha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * The head of a pack whose files are in `dir`; null where it has none.
 * @throws ModelFault: missing, unreadable, damaged, unfit
 */
export async function openHead(
  { head, encodingLength }: Pick<Pack, 'head' | 'encodingLength'>,
  dir: string,
): Promise<LinearHead | null> {
  if (head === undefined) return null;
  const bytes = await readWhole(head, dir);
  try {
    const opened = LinearHead.fromBytes(bytes);
    if (opened.length === encodingLength) return opened;
    throw new RangeError(`a head for ${opened.length} components, not ${encodingLength}`);
  } catch (cause) {
    throw new ModelFault(head.file, 'unfit', cause);
  }
}

function mapped(
  matrix: Float32Array | Float64Array,
  encoding: Float32Array,
  length: number,
): Float32Array {
  if (encoding.length !== length) {
    throw new RangeError(`${encoding.length} components for a head of ${length}`);
  }
  const values = new Float64Array(length);
  let squares = 0;
  for (let row = 0; row < length; row++) {
    let sum = 0;
    for (let at = 0, from = row * length; at < length; at++)
      sum += matrix[from + at]! * encoding[at]!;
    values[row] = sum;
    squares += sum * sum;
  }
  const norm = Math.sqrt(squares);
  return Float32Array.from(values, (value) => value / norm);
}

/** Gauss and Jordan with partial pivoting, in doubles. A matrix without an inverse has condition ∞. */
function inverted(
  matrix: Float32Array,
  length: number,
): { inverse: Float64Array; condition: number } {
  const left = Float64Array.from(matrix);
  const inverse = new Float64Array(length * length);
  for (let at = 0; at < length; at++) inverse[at * (length + 1)] = 1;
  for (let column = 0; column < length; column++) {
    const pivot = pivotRow(left, length, column);
    for (const side of [left, inverse]) swapRows(side, length, column, pivot);
    const head = left[column * (length + 1)]!;
    if (head === 0) return { inverse, condition: Infinity };
    for (const side of [left, inverse]) {
      for (let at = 0; at < length; at++) side[column * length + at]! /= head;
    }
    for (let row = 0; row < length; row++) {
      const factor = left[row * length + column]!;
      if (row === column || factor === 0) continue;
      for (const side of [left, inverse]) subtractRow(side, length, row, column, factor);
    }
  }
  return { inverse, condition: norm1(matrix, length) * norm1(inverse, length) };
}

function pivotRow(values: Float64Array, length: number, column: number): number {
  let best = column;
  for (let row = column + 1; row < length; row++) {
    const size = Math.abs(values[row * length + column]!);
    if (size > Math.abs(values[best * length + column]!)) best = row;
  }
  return best;
}

function swapRows(values: Float64Array, length: number, one: number, other: number): void {
  if (one === other) return;
  const kept = values.slice(one * length, (one + 1) * length);
  values.copyWithin(one * length, other * length, (other + 1) * length);
  values.set(kept, other * length);
}

function subtractRow(
  values: Float64Array,
  length: number,
  row: number,
  other: number,
  factor: number,
): void {
  for (let at = 0; at < length; at++) {
    values[row * length + at]! -= factor * values[other * length + at]!;
  }
}

/** Largest column sum of absolute values. */
function norm1(values: Float32Array | Float64Array, length: number): number {
  const sums = new Float64Array(length);
  values.forEach((value, at) => (sums[at % length]! += Math.abs(value)));
  return Math.max(...sums);
}
