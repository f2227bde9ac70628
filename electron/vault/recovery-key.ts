import { createHash, randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '../contract/errors.ts';

/** 128 bits: nobody guesses them, so no slow hash is needed. */
const secretBytes = 16;
/** A typing mistake goes unnoticed once in 2^32. */
const checkBytes = 4;
const symbolBits = 5;
/** Douglas Crockford's base 32: no I, L, O, U; what they are mistaken for is read in their place. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const symbols = ((secretBytes + checkBytes) * 8) / symbolBits;
const groupLength = 4;

/** A new recovery key, to be written down: eight groups of four letters and digits. */
export function newRecoveryKey(): string {
  const secret = randomBytes(secretBytes);
  const text = encode(Buffer.concat([secret, checkOf(secret)]));
  return text.match(new RegExp(`.{${groupLength}}`, 'g'))?.join('-') ?? text;
}

/**
 * The secret (16 bytes) of a recovery key as somebody typed it: case, spaces and dashes do not
 * count. Errors: recovery-wrong, which says where it is a typing mistake.
 */
export function readRecoveryKey(typed: string): Result<Buffer> {
  const text = typed
    .toUpperCase()
    .replace(/[\s\p{Pd}_.]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const strange = [...text].find((symbol) => !alphabet.includes(symbol));
  if (strange !== undefined) return fail('recovery-wrong', `"${strange}" is in no recovery key`);
  if (text.length !== symbols) {
    return fail('recovery-wrong', `it has ${symbols} letters and digits, not ${text.length}`);
  }
  const bytes = decode(text);
  const secret = bytes.subarray(0, secretBytes);
  if (!checkOf(secret).equals(bytes.subarray(secretBytes))) {
    return fail('recovery-wrong', 'something in it is mistyped');
  }
  return ok(secret);
}

function checkOf(secret: Uint8Array): Buffer {
  return createHash('sha256')
    .update('threshold recovery key')
    .update(secret)
    .digest()
    .subarray(0, checkBytes);
}

/** Whole symbols only: 20 bytes are 32 of them. */
function encode(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(new RegExp(`.{${symbolBits}}`, 'g')) ?? [];
  return groups.map((group) => alphabet[parseInt(group, 2)]).join('');
}

function decode(text: string): Buffer {
  const bits = [...text]
    .map((symbol) => alphabet.indexOf(symbol).toString(2).padStart(symbolBits, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
