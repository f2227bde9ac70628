import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { passwordSchema } from '../contract/access.ts';
import { fail, ok, type Result } from '../contract/errors.ts';
import { readSecretFile } from '../hosts/keys/read-passphrase.ts';

/**
 * A password of a file, whose last line break does not count, or typed twice without showing it.
 * Never an argument: those are in the list of processes. Errors: file-not-found, file-unreadable,
 * invalid-request.
 */
export async function readPassword(file: string | undefined): Promise<Result<string>> {
  if (file !== undefined) return fromFile(file);
  if (!process.stdin.isTTY) {
    return fail('invalid-request', 'there is no terminal to type at: use --password-file FILE');
  }
  const password = await typedTwice('Password: ');
  return password.ok ? acceptable(password.value) : password;
}

/** Errors: invalid-request (they differ). */
export async function typedTwice(question: string): Promise<Result<string>> {
  const first = await typed(question);
  const again = await typed('Once more: ');
  return first === again ? ok(first) : fail('invalid-request', 'the two are not the same');
}

function fromFile(file: string): Result<string> {
  const read = readSecretFile(file);
  return read.ok ? acceptable(read.value) : read;
}

function acceptable(password: string): Result<string> {
  const known = passwordSchema.safeParse(password);
  return known.success ? ok(known.data) : fail('invalid-request', 'there is no password in it');
}

/** What is typed goes nowhere; the question goes to stderr, since stdout is the answer's. */
export async function typed(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  process.stderr.write(question);
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
