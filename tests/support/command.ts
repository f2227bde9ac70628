import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { testKeyFolder } from './keys.ts';

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const entry = join(import.meta.dirname, '..', '..', 'electron', 'cli', 'main.ts');

/** Runs the command line in a process of its own, as a user would; keys lie where tests have them. */
export function threshold(...argv: string[]): Promise<Finished> {
  const env = { ...process.env, THRESHOLD_KEY_FOLDER: testKeyFolder() };
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, ...argv], { env }, (error, stdout, stderr) => {
      resolve({
        code: typeof error?.code === 'number' ? error.code : error ? -1 : 0,
        stdout,
        stderr,
      });
    });
  });
}
