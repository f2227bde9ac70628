import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { readExportSignature, type ExportSignature } from './signed-files.ts';

/** What came of checking an export against its signature. */
export interface ExportCheck {
  /** Whether the file is what was signed. */
  readonly ok: boolean;
  /** Whether this station signed it; null where its own key cannot be had. */
  readonly ours: boolean | null;
  readonly signature: ExportSignature;
}

/** Errors: file-not-found, not-a-file, invalid-request (no signature of an export). */
export async function checkExport(
  path: string,
  signaturePath: string,
  ownKey: string | null,
): Promise<Result<ExportCheck>> {
  try {
    const signature = readExportSignature(await readFile(signaturePath, 'utf8'));
    if (!signature.ok) return signature;
    const { bytes, sha256 } = await digestOf(path);
    const { value } = signature;
    const ours = ownKey === null ? null : value.publicKey === ownKey;
    return ok({ ok: bytes === value.bytes && sha256 === value.sha256, ours, signature: value });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    if (code === 'ENOENT') return fail('file-not-found', path);
    if (code === 'EISDIR') return fail('not-a-file', path);
    return fail('file-unreadable', String(cause));
  }
}

async function digestOf(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.byteLength;
  }
  return { bytes, sha256: hash.digest('hex') };
}
