import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, open, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { ok, type Result } from '../../contract/errors.ts';
import { privateMode } from '../../vault/private-file.ts';
import { fileFault } from '../file-fault.ts';
import type { LogFormat } from './export-log.ts';
import type { LogKeeper } from './log-keeper.ts';
import { signatureText, type ExportSignature } from './signed-files.ts';
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
      mode: privateMode,
    });
    try {
      await copyFile(draft, path, constants.COPYFILE_EXCL);
    } catch (cause) {
      await rm(`${path}${signatureEnding}`, { force: true });
      throw cause;
    }
    return signature;
  } catch (cause) {
    return { ok: false, error: fileFault(cause, path) };
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeDraft(
  log: LogKeeper,
  wish: { readonly format: LogFormat; readonly span: Span },
  draft: string,
): Promise<Result<ExportSignature>> {
  const file: FileHandle = await open(draft, 'wx', privateMode);
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
