import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, open, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { fail, ok, stationError, type Result, type StationError } from '../../contract/errors.ts';
import type { LogFormat } from './export-log.ts';
import type { LogKeeper } from './log-keeper.ts';
import { signatureText } from './log-handlers.ts';
import type { ExportSignature } from './signed-files.ts';
import type { Span } from '../../store/log-repository.ts';

/** What the signature of a file is called. */
export const signatureEnding = '.sig';

/**
 * Writes rows of the log to a file and their signature beside it: both or none of them, and over no
 * file that is there. Errors: invalid-request (it cannot be written there), store codes.
 */
export async function exportToFile(
  log: LogKeeper,
  wish: { readonly format: LogFormat; readonly span: Span },
  path: string,
): Promise<Result<ExportSignature>> {
  const draft = `${path}.${randomUUID()}`;
  try {
    const signature = await writeDraft(log, wish, draft);
    if (!signature.ok) return signature;
    await writeFile(`${path}${signatureEnding}`, signatureText(signature.value), {
      flag: 'wx',
      mode: 0o600,
    });
    try {
      await copyFile(draft, path, constants.COPYFILE_EXCL);
    } catch (cause) {
      await rm(`${path}${signatureEnding}`, { force: true });
      throw cause;
    }
    return signature;
  } catch (cause) {
    return { ok: false, error: writeError(cause, path) };
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeDraft(
  log: LogKeeper,
  wish: { readonly format: LogFormat; readonly span: Span },
  draft: string,
): Promise<Result<ExportSignature>> {
  const file: FileHandle = await open(draft, 'wx', 0o600);
  try {
    const signature = await log.export(wish, async (bytes) => {
      await file.writeFile(bytes);
      return ok(undefined);
    });
    if (signature.ok) await file.sync();
    return signature;
  } finally {
    await file.close();
  }
}

function writeError(cause: unknown, path: string): StationError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return stationError('store-full');
  const why = code === 'EEXIST' ? 'there is such a file already' : String(cause);
  return fail('invalid-request', `${path} cannot be written: ${why}`).error;
}
