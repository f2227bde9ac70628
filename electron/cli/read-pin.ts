import { text } from 'node:stream/consumers';
import { fail, ok, type Result } from '../contract/errors.ts';
import { pinSchema } from '../contract/trust.ts';
import { typedTwice } from './read-password.ts';

/**
 * A PIN from stdin, whose last line break does not count, or typed twice without showing it. Never an
 * argument: those are in the list of processes. Errors: invalid-request.
 */
export async function readPin(): Promise<Result<string>> {
  const given = process.stdin.isTTY
    ? await typedTwice('PIN: ')
    : ok((await text(process.stdin)).replace(/\r?\n$/u, ''));
  if (!given.ok) return given;
  const pin = pinSchema.safeParse(given.value);
  return pin.success ? ok(pin.data) : fail('invalid-request', 'a PIN has 4 to 16 digits');
}
