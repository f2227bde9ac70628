import { ok, type Result } from '../contract/errors.ts';
import { readPassphraseFile } from '../hosts/keys/read-passphrase.ts';

const variable = 'THRESHOLD_RECOVERY_KEY';

/**
 * The recovery key of a file or of the environment, else the passphrase that was given. It is taken out
 * of the environment, so that no process started later has it. Errors: as `readPassphraseFile`.
 */
export function givenSecret(
  file: string | undefined,
  passphrase: string | undefined,
): Result<string | undefined> {
  const given = process.env[variable];
  delete process.env[variable];
  if (file !== undefined) return readPassphraseFile(file);
  return ok(given === undefined || given === '' ? passphrase : given);
}
