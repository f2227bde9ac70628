import { execFile } from 'node:child_process';
import { join } from 'node:path';

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const entry = join(import.meta.dirname, '..', '..', 'electron', 'cli', 'main.ts');

/** Runs the command line in a process of its own, as a user would. */
export function threshold(...argv: string[]): Promise<Finished> {
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, ...argv], (error, stdout, stderr) => {
      resolve({
        code: typeof error?.code === 'number' ? error.code : error ? -1 : 0,
        stdout,
        stderr,
      });
    });
  });
}
