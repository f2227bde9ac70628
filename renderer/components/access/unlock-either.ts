import type { Result } from '../../../electron/contract/errors.ts';
import type { Access } from '../../state/access.svelte.ts';

/** A recovery key of 128 bits and its checksum has 32 letters and digits; some may be left out. */
const leastKeyLength = 24;

/**
 * Unlocks with what may be the recovery key or the passphrase: people do not always know which of
 * them they hold. A passphrase that looks like a key is tried as one first.
 */
export async function unlockEither(access: Access, secret: string): Promise<Result<unknown>> {
  if (!looksLikeKey(secret)) return access.unlock({ passphrase: secret });
  const asKey = await access.unlock({ recoveryKey: secret });
  if (asKey.ok || asKey.error.code !== 'recovery-wrong') return asKey;
  const asPhrase = await access.unlock({ passphrase: secret });
  return asPhrase.ok ? asPhrase : asKey;
}

/** Nothing but letters and digits, with dashes or spaces between, and a digit somewhere. */
function looksLikeKey(secret: string): boolean {
  const symbols = secret.replaceAll(/[\s-]/gu, '');
  return symbols.length >= leastKeyLength && /^[A-Za-z0-9]*\d[A-Za-z0-9]*$/u.test(symbols);
}
