import { maxMessageBytes } from './limits.ts';

/** Values in one message, each part of an array or map counted. Ours have some hundred at most. */
const maxValues = 16_384;
/** Arrays and maps within one another. Ours are six deep. */
const maxDepth = 16;

/** For the decoder: nothing longer is made of what a message says of itself. */
export const decodeLimits = {
  maxStrLength: 64 * 1024,
  maxBinLength: maxMessageBytes,
  maxArrayLength: maxValues,
  maxMapLength: maxValues,
  maxExtLength: 0,
} as const;

/**
 * Whether the bytes begin with one MessagePack value of bounded depth and number of parts. The
 * decoder knows neither limit, and makes an object of every byte of a deep nesting; this reads
 * the heads only and makes nothing.
 */
export function isWithinLimits(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** Values that are still to come, per level. */
  const expected = [1];
  let at = 0;
  for (let values = 0; values < maxValues; values += 1) {
    if (at >= view.byteLength) return false;
    const skip = skipHead(view, at);
    if (skip === null) return false;
    at += skip.bytes;
    expected.push((expected.pop() ?? 0) - 1);
    if (skip.parts > 0) expected.push(skip.parts);
    if (expected.length > maxDepth) return false;
    while (expected.at(-1) === 0) expected.pop();
    if (expected.length === 0) return true;
  }
  return false;
}

interface Skip {
  /** To the next head. */
  readonly bytes: number;
  /** Values that follow as parts of this one. */
  readonly parts: number;
}

/** https://github.com/msgpack/msgpack/blob/master/spec.md; null for extensions, which no message has. */
function skipHead(view: DataView, at: number): Skip | null {
  const head = view.getUint8(at);
  if (head < 0x80 || head >= 0xe0) return { bytes: 1, parts: 0 };
  if (head < 0x90) return { bytes: 1, parts: 2 * (head & 0x0f) };
  if (head < 0xa0) return { bytes: 1, parts: head & 0x0f };
  if (head < 0xc0) return { bytes: 1 + (head & 0x1f), parts: 0 };
  const plain = plainBytes.get(head);
  if (plain !== undefined) return { bytes: plain, parts: 0 };
  const sized = sizedHeads.get(head);
  if (sized === undefined || at + sized.width >= view.byteLength) return null;
  const size = readSize(view, at + 1, sized.width);
  const bytes = 1 + sized.width;
  return sized.partsEach === 0
    ? { bytes: bytes + size, parts: 0 }
    : { bytes, parts: size * sized.partsEach };
}

/** Bytes of nil, false, true, floats and integers, by head. */
const plainBytes: ReadonlyMap<number, number> = new Map([
  ...[0xc0, 0xc2, 0xc3].map((head) => [head, 1] as const),
  ...[0xcc, 0xd0].map((head) => [head, 2] as const),
  ...[0xcd, 0xd1].map((head) => [head, 3] as const),
  ...[0xca, 0xce, 0xd2].map((head) => [head, 5] as const),
  ...[0xcb, 0xcf, 0xd3].map((head) => [head, 9] as const),
]);

type Width = 1 | 2 | 4;

/** Heads that a size of `width` bytes follows: binaries, strings, arrays, maps. */
const sizedHeads: ReadonlyMap<number, { width: Width; partsEach: number }> = new Map([
  [0xc4, { width: 1, partsEach: 0 }],
  [0xc5, { width: 2, partsEach: 0 }],
  [0xc6, { width: 4, partsEach: 0 }],
  [0xd9, { width: 1, partsEach: 0 }],
  [0xda, { width: 2, partsEach: 0 }],
  [0xdb, { width: 4, partsEach: 0 }],
  [0xdc, { width: 2, partsEach: 1 }],
  [0xdd, { width: 4, partsEach: 1 }],
  [0xde, { width: 2, partsEach: 2 }],
  [0xdf, { width: 4, partsEach: 2 }],
]);

function readSize(view: DataView, at: number, width: Width): number {
  if (width === 1) return view.getUint8(at);
  return width === 2 ? view.getUint16(at) : view.getUint32(at);
}
