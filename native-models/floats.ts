/** Numbers in single precision, little-endian, in base64: how a manifest keeps many of them. */
export function floatsToBase64(values: Float32Array): string {
  const bytes = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, at) => bytes.setFloat32(4 * at, value, true));
  return Buffer.from(bytes.buffer).toString('base64');
}

/** Null where the text is no whole number of numbers. */
export function floatsFromBase64(text: string): Float32Array | null {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length % 4 !== 0) return null;
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(4 * at));
}
