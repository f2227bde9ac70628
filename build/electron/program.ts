import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';

/** Where the package keeps its downloaded program. */
export const electronPackage = join(root, 'node_modules/electron');

/**
 * The Electron program, or null where it was not downloaded. Asking the package itself would
 * start the download.
 */
export function electronProgram(folder: string = electronPackage): string | null {
  const name = read(join(folder, 'path.txt'));
  const { version } = JSON.parse(read(join(folder, 'package.json')) ?? '{}') as {
    version?: string;
  };
  const downloaded = read(join(folder, 'dist/version'))?.replace(/^v/, '');
  if (name === null || downloaded === undefined || downloaded !== version) return null;
  const program = join(folder, 'dist', name);
  return existsSync(program) ? program : null;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
