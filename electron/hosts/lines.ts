import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Passes on what a child process writes, in whole lines. A pipe nobody reads stops its writer. */
export function eachLine(
  streams: readonly (Readable | NodeJS.ReadableStream | null)[],
  log: (line: string) => void,
): void {
  for (const input of streams) {
    if (input) createInterface({ input, crlfDelay: Infinity }).on('line', log);
  }
}
