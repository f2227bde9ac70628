/**
 * Whether an ONNX file names weights in other files. onnxruntime looks for these from the current
 * folder, also above it, when a model comes from memory: such a model would be made of bytes that no
 * hash covers, and could carry any file's content out through its encodings.
 * Field numbers: onnx.proto. @throws RangeError where the bytes are no protocol buffer.
 */
export function hasExternalData(model: Uint8Array): boolean {
  return message(model, fields.model, 0);
}

/** For each message, what its fields are: another message to look into, or the mark looked for. */
type Fields = Readonly<Record<number, keyof typeof fields | 'external'>>;

const fields = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  training: { 1: 'graph', 2: 'graph' },
  function: { 7: 'node', 11: 'attribute' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
  // external_data has an entry, or data_location is EXTERNAL.
  tensor: { 13: 'external', 14: 'external' },
} as const satisfies Record<string, Readonly<Record<number, string>>>;

/** Graphs within graphs: deeper than any model that is one. */
const deepest = 64;

function message(bytes: Uint8Array, known: Fields, depth: number): boolean {
  if (depth > deepest) throw new RangeError('nested too deeply');
  const reader = new WireReader(bytes);
  for (let field = reader.next(); field !== null; field = reader.next()) {
    const meaning = known[field.number];
    if (meaning === undefined) continue;
    if (meaning === 'external') {
      if (field.content !== null || field.value !== 0n) return true;
    } else if (field.content !== null && message(field.content, fields[meaning], depth + 1)) {
      return true;
    }
  }
  return false;
}

interface WireField {
  readonly number: number;
  /** Of a varint; 0 for anything else. */
  readonly value: bigint;
  /** Of a length-delimited field. */
  readonly content: Uint8Array | null;
}

/** Steps over the fields of one message without copying any of them. */
class WireReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  next(): WireField | null {
    if (this.#at >= this.#bytes.length) return null;
    const tag = Number(this.#varint());
    const number = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        return { number, value: this.#varint(), content: null };
      case 1:
        return this.#skip(number, 8);
      case 2:
        return { number, value: 0n, content: this.#take(Number(this.#varint())) };
      case 5:
        return this.#skip(number, 4);
      default:
        throw new RangeError('a field of a kind that ONNX does not have');
    }
  }

  #skip(number: number, length: number): WireField {
    this.#take(length);
    return { number, value: 0n, content: null };
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('a field longer than the file');
    const content = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return content;
  }

  #varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new RangeError('it ends in the middle of a number');
      this.#at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('a number without an end');
  }
}
