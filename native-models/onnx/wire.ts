/**
 * Writes the protocol-buffer wire format (protobuf.dev/programming-guides/encoding): varints,
 * 32-bit floats and length-delimited fields, in the order of the calls, so that equal calls give
 * equal bytes.
 */
export class WireWriter {
  #bytes = new Uint8Array(1024);
  #length = 0;

  /** Integer field: a JavaScript safe integer or a 64-bit bigint; negatives in two's complement. */
  integer(field: number, value: number | bigint): this {
    this.#tag(field, wireVarint);
    this.#varint(asBigint(value));
    return this;
  }

  /** Packed run of integers; an empty run writes nothing. */
  integers(field: number, values: Iterable<number | bigint>): this {
    const packed = new WireWriter();
    for (const value of values) packed.#varint(asBigint(value));
    return packed.#length === 0 ? this : this.bytes(field, packed.finish());
  }

  float(field: number, value: number): this {
    this.#tag(field, wireFixed32);
    this.#append(littleEndianFloats([value]));
    return this;
  }

  /** Packed run of 32-bit floats; an empty run writes nothing. */
  floats(field: number, values: Iterable<number>): this {
    const packed = littleEndianFloats([...values]);
    return packed.length === 0 ? this : this.bytes(field, packed);
  }

  string(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  bytes(field: number, value: Uint8Array): this {
    this.#tag(field, wireLengthDelimited);
    this.#varint(BigInt(value.length));
    this.#append(value);
    return this;
  }

  message(field: number, write: (message: WireWriter) => void): this {
    const nested = new WireWriter();
    write(nested);
    return this.bytes(field, nested.finish());
  }

  /** A copy of what was written so far. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #tag(field: number, wireType: number): void {
    this.#varint(BigInt(field * 8 + wireType));
  }

  #varint(value: bigint): void {
    let rest = BigInt.asUintN(64, value);
    this.#reserve(maxVarintBytes);
    while (rest >= 0x80n) {
      this.#bytes[this.#length++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.#bytes[this.#length++] = Number(rest);
  }

  #append(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  #reserve(extra: number): void {
    if (this.#length + extra <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + extra));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

const wireVarint = 0;
const wireLengthDelimited = 2;
const wireFixed32 = 5;
const maxVarintBytes = 10;

function asBigint(value: number | bigint): bigint {
  if (typeof value === 'bigint') return value;
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${value}`);
  return BigInt(value);
}

function littleEndianFloats(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, index) => view.setFloat32(index * 4, value, true));
  return new Uint8Array(view.buffer);
}
