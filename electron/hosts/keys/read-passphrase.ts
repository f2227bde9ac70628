import { readFileSync } from 'node:fs';
import { fail, ok, type Result } from '../../contract/errors.ts';

const variable = 'THRESHOLD_PASSPHRASE';
/** No passphrase is longer; a file that is was named by mistake. */
const mostBytes = 4096;

/**
 * The passphrase (or recovery key) for a station without a window: of a file, else of the
 * environment; undefined where neither is given. One line break at the end of the file does not
 * count. It is taken out of the environment, so that no process started later has it.
 * Errors: file-not-found, file-unreadable, invalid-request.
 */
export function readPassphrase(file: string | undefined): Result<string | undefined> {
  const given = process.env[variable];
  delete process.env[variable];
  return file === undefined ? ok(given === '' ? undefined : given) : readPassphraseFile(file);
}

/** Errors: file-not-found, file-unreadable, invalid-request. */
export function readPassphraseFile(file: string): Result<string> {
  const read = readSecretFile(file);
  if (!read.ok) return read;
  const isOne = read.value !== '' && Buffer.byteLength(read.value) <= mostBytes;
  return isOne ? read : fail('invalid-request', `there is no passphrase in ${file}`);
}

/** The text of a file, whose last line break does not count. Errors: file-not-found, file-unreadable. */
export function readSecretFile(file: string): Result<string> {
  try {
    return ok(readFileSync(file, 'utf8').replace(/\r?\n$/u, ''));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    return fail(code === 'ENOENT' ? 'file-not-found' : 'file-unreadable', file);
  }
}
