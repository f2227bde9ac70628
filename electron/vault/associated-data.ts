/** Bytes of a length; the highest comes first. */
const lengthBytes = 4;

/**
 * What a seal is bound to, as bytes. Each field goes with its length before it, so that no two lists
 * of fields ever come to the same bytes. In one piece: a gallery asks for thousands.
 */
export function associatedData(...fields: readonly (string | number | Uint8Array)[]): Buffer {
  const parts = fields.map((field) => (typeof field === 'number' ? String(field) : field));
  const lengths = parts.map((part) => Buffer.byteLength(part));
  const all = Buffer.alloc(lengths.reduce((sum, length) => sum + lengthBytes + length, 0));
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const length = lengths[index]!;
    all.writeUInt32BE(length, at);
    if (typeof part === 'string') all.write(part, at + lengthBytes);
    else all.set(part, at + lengthBytes);
    at += lengthBytes + length;
  }
  return all;
}
