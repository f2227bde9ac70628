import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WireWriter } from '../../native-models/onnx/wire.ts';

const hex = (writer: WireWriter) => Buffer.from(writer.finish()).toString('hex');

// Examples of protobuf.dev/programming-guides/encoding.
test('an integer is a tag and a varint of seven bits a byte, lowest first', () => {
  assert.equal(hex(new WireWriter().integer(1, 150)), '089601');
});

test('a string carries its length in bytes', () => {
  assert.equal(hex(new WireWriter().string(2, 'testing')), '120774657374696e67');
  assert.equal(hex(new WireWriter().string(2, 'é')), '1202c3a9');
});

test('a nested message is a length-delimited field', () => {
  const writer = new WireWriter().message(3, (nested) => nested.integer(1, 150));
  assert.equal(hex(writer), '1a03089601');
});

test('a run of integers is packed into one field', () => {
  assert.equal(hex(new WireWriter().integers(6, [3, 270, 86942])), '3206038e029ea705');
  assert.equal(hex(new WireWriter().integers(6, [])), '');
});

test('a negative integer takes ten bytes of two’s complement', () => {
  assert.equal(hex(new WireWriter().integer(1, -2)), '08feffffffffffffffff01');
});

test('the largest 64-bit integers are written exactly', () => {
  assert.equal(hex(new WireWriter().integer(1, 2n ** 63n - 1n)), '08ffffffffffffffff7f');
});

test('floats are 32 bits, little-endian, alone or packed', () => {
  assert.equal(hex(new WireWriter().float(2, 1.5)), '150000c03f');
  assert.equal(hex(new WireWriter().floats(7, [1.5, -2])), '3a080000c03f000000c0');
});

test('fields numbered above 15 take a longer tag', () => {
  assert.equal(hex(new WireWriter().integer(20, 1)), 'a00101');
});

test('a number that is no safe integer is refused', () => {
  assert.throws(() => new WireWriter().integer(1, 0.5), RangeError);
  assert.throws(() => new WireWriter().integer(1, 2 ** 53), RangeError);
});

test('what grows beyond the first buffer is kept', () => {
  const long = new Uint8Array(5000).fill(7);
  assert.deepEqual(new WireWriter().bytes(1, long).finish().subarray(3), long);
});
