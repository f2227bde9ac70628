import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

/** Bytes of plain text in every chunk but the last, which may be shorter. */
export const chunkBytes = 64 * 1024;
export const tagBytes = 16;
const keyBytes = 32;
const nonceBytes = 12;
/** Chunks that the four bytes of a nonce can count: 256 TiB. */
const maxChunks = 2 ** 32;
const cipher = 'aes-256-gcm';

/** What one backup is sealed with. Neither key is used for any other file. */
export interface StreamKeys {
  readonly header: Uint8Array;
  readonly content: Uint8Array;
}

/** Both of a backup's own 32 random bytes and the secret of its station: HKDF-SHA256. */
export function streamKeys(secret: Uint8Array, salt: Uint8Array): StreamKeys {
  const derive = (purpose: string): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', secret, salt, `threshold backup 1 ${purpose}`, keyBytes));
  return { header: derive('header'), content: derive('content') };
}

/** The tag of a header: 16 bytes. */
export function headerTag(keys: StreamKeys, header: Uint8Array): Buffer {
  const sealing = createCipheriv(cipher, keys.header, nonceOf(0, true));
  sealing.setAAD(header);
  sealing.final();
  return sealing.getAuthTag();
}

/**
 * Seals chunk after chunk (STREAM of Hoang, Reyhanitabar, Rogaway and Vizár, 2015): the nonce counts, and
 * marks the last, so that chunks cannot be left out, moved, added or repeated. The header is the
 * associated data of each.
 */
export class StreamSealer {
  readonly #key: Uint8Array;
  readonly #header: Uint8Array;
  #count = 0;

  constructor(keys: StreamKeys, header: Uint8Array) {
    this.#key = keys.content;
    this.#header = header;
  }

  /** Ciphertext and tag. Nothing may follow the last one. */
  seal(plain: Uint8Array, last: boolean): Buffer {
    const sealing = createCipheriv(cipher, this.#key, nonceOf(this.#count++, last));
    sealing.setAAD(this.#header);
    return Buffer.concat([sealing.update(plain), sealing.final(), sealing.getAuthTag()]);
  }
}

/** The other way round. */
export class StreamOpener {
  readonly #key: Uint8Array;
  readonly #header: Uint8Array;
  #count = 0;

  constructor(keys: StreamKeys, header: Uint8Array) {
    this.#key = keys.content;
    this.#header = header;
  }

  /** Null where this is not the chunk that has to come here. */
  open(sealed: Uint8Array, last: boolean): Buffer | null {
    const tagAt = sealed.byteLength - tagBytes;
    if (tagAt < 0) return null;
    const nonce = nonceOf(this.#count++, last);
    const opening = createDecipheriv(cipher, this.#key, nonce, { authTagLength: tagBytes });
    opening.setAAD(this.#header);
    opening.setAuthTag(sealed.subarray(tagAt));
    try {
      return Buffer.concat([opening.update(sealed.subarray(0, tagAt)), opening.final()]);
    } catch {
      return null;
    }
  }
}

/** Seven zeros, the chunk's number, and whether it is the last. The key is new for each backup. */
function nonceOf(count: number, last: boolean): Buffer {
  if (count >= maxChunks) throw new RangeError('A backup of more than 256 TiB cannot be sealed.');
  const nonce = Buffer.alloc(nonceBytes);
  nonce.writeUInt32BE(count, 7);
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
}
