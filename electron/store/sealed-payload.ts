/** Bytes of the number in front that says how long the head is; the lowest byte first. */
const lengthBytes = 4;

/** What is sealed as one: a few words about the body as JSON, and the body. */
export function packPayload(head: object, body: Uint8Array): Buffer {
  const words = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(words.byteLength);
  return Buffer.concat([length, words, body]);
}

/**
 * The inverse. The body lies in the memory of what is given.
 * @throws Error where it is no payload, which a seal that opened rules out
 */
export function unpackPayload(bytes: Buffer): { head: Record<string, unknown>; body: Buffer } {
  const end = lengthBytes + bytes.readUInt32LE(0);
  const head: unknown = JSON.parse(bytes.toString('utf8', lengthBytes, end));
  if (typeof head !== 'object' || head === null) throw new Error('a payload without its head');
  return { head: head as Record<string, unknown>, body: bytes.subarray(end) };
}
