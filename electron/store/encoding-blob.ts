/** An encoding as it is kept: little-endian float32, as every platform we ship to has it. */
export function encodingToBlob(encoding: Float32Array): Buffer {
  return Buffer.from(new Float32Array(encoding).buffer);
}

/** The inverse. The result owns its memory. */
export function blobToEncoding(blob: Uint8Array): Float32Array {
  const whole = blob.byteLength - (blob.byteLength % 4);
  return new Float32Array(new Uint8Array(blob.subarray(0, whole)).buffer);
}
