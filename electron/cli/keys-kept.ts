import { text } from 'node:stream/consumers';
import { fail, ok, type Result } from '../contract/errors.ts';
import { readPassphraseFile } from '../hosts/keys/read-passphrase.ts';
import type { StationKeys } from '../hosts/keys/station-keys.ts';
import { typed } from './read-password.ts';

/**
 * Whether somebody has the recovery key: of a file, from stdin, or typed without showing it. The station
 * keeps none of its groups, so the whole key is asked for. Errors: recovery-wrong, those of files and keys.
 */
export async function proveRecovery(
  keys: StationKeys,
  file: string | undefined,
): Promise<Result<void>> {
  const view = keys.view();
  if (!view.ok) return view;
  if (!view.value.slots.some(({ kind }) => kind === 'recovery')) {
    return fail('recovery-wrong', 'there is none yet: make one with "keys recovery"');
  }
  const recoveryKey = file === undefined ? ok(await asked()) : readPassphraseFile(file);
  return recoveryKey.ok ? keys.unlock({ recoveryKey: recoveryKey.value }) : recoveryKey;
}

function asked(): Promise<string> {
  return process.stdin.isTTY ? typed('Recovery key, as it is written down: ') : text(process.stdin);
}
