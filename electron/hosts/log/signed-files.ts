import { z } from 'zod';
import { headText, type SignedHead } from '../../audit/anchor.ts';
import { isSigned, type LogKeys } from '../../audit/log-keys.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { logFormats } from '../../contract/trust.ts';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`, 'u'));
/** Of a SHA-256, an Ed25519 public key, and a signature. */
const [hashHex, keyHex, signatureHex] = [hex(32), hex(32), hex(64)];
const signer = { version: z.literal(1), stationId: z.string().max(64), publicKey: keyHex };

/** A head for keeping elsewhere: paper, another computer, a mail to oneself. */
export const keptHeadSchema = z.strictObject({
  format: z.literal('threshold-log-head'),
  ...signer,
  seq: z.int().min(1),
  prev: hashHex,
  hash: hashHex,
  at: z.int(),
  signature: signatureHex,
});
export type KeptHead = z.infer<typeof keptHeadSchema>;

/** The detached signature of an export. `signature` is Ed25519 over `exportText`. */
export const exportSignatureSchema = z.strictObject({
  format: z.literal('threshold-log-signature'),
  ...signer,
  rowsAs: z.enum(logFormats),
  sha256: hashHex,
  bytes: z.int().min(0),
  rows: z.int().min(0),
  firstSeq: z.int().nullable(),
  lastSeq: z.int().nullable(),
  exportedAt: z.int(),
  signature: signatureHex,
});
export type ExportSignature = z.infer<typeof exportSignatureSchema>;

export function keptHead(keys: LogKeys, head: SignedHead): KeptHead {
  return {
    format: 'threshold-log-head',
    version: 1,
    stationId: keys.stationId,
    publicKey: keys.publicKey,
    seq: head.seq,
    prev: hexOf(head.prev),
    hash: hexOf(head.hash),
    at: head.at,
    signature: hexOf(head.signature),
  };
}

/** The head in a file that was kept, if this station signed it. Errors: invalid-request. */
export function readKeptHead(text: string, keys: LogKeys): Result<SignedHead> {
  const parsed = keptHeadSchema.safeParse(jsonOf(text));
  if (!parsed.success) return fail('invalid-request', 'this file is no head of a log');
  const { seq, at, stationId, publicKey } = parsed.data;
  if (stationId !== keys.stationId || publicKey !== keys.publicKey) {
    return fail('invalid-request', 'this head is of another station');
  }
  const bytes = (text: string): Buffer => Buffer.from(text, 'hex');
  const { prev, hash, signature } = parsed.data;
  const head = { seq, at, prev: bytes(prev), hash: bytes(hash), signature: bytes(signature) };
  return keys.signed(headText(stationId, head), head.signature)
    ? ok(head)
    : fail('invalid-request', 'the signature of this head is wrong');
}

export function signExport(
  keys: LogKeys,
  made: Omit<ExportSignature, 'format' | 'version' | 'stationId' | 'publicKey' | 'signature'>,
): ExportSignature {
  const { stationId, publicKey } = keys;
  const head = { format: 'threshold-log-signature', version: 1, stationId, publicKey } as const;
  const unsigned = { ...head, ...made };
  return { ...unsigned, signature: hexOf(keys.sign(exportText(unsigned))) };
}

/** What the signature file of an export says, if it is one and its signature is right. */
export function readExportSignature(text: string): Result<ExportSignature> {
  const parsed = exportSignatureSchema.safeParse(jsonOf(text));
  if (!parsed.success) return fail('invalid-request', 'this file is no signature of an export');
  const { signature, ...unsigned } = parsed.data;
  return isSigned(unsigned.publicKey, exportText(unsigned), Buffer.from(signature, 'hex'))
    ? ok(parsed.data)
    : fail('invalid-request', 'the signature was altered');
}

/** What is signed: a JSON array of all fields in this fixed order. */
function exportText(made: Omit<ExportSignature, 'signature'>): string {
  return JSON.stringify([
    made.format,
    made.version,
    made.stationId,
    made.publicKey,
    made.rowsAs,
    made.sha256,
    made.bytes,
    made.rows,
    made.firstSeq,
    made.lastSeq,
    made.exportedAt,
  ]);
}

/** The signature file as it is kept. */
export function signatureText(signature: ExportSignature): string {
  return `${JSON.stringify(signature, null, 2)}\n`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
