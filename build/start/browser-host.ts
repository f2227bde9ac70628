import { join } from 'node:path';
import { runChild } from '../bootstrap/child.mjs';
import { root } from '../root.ts';

export function runBrowserHost(args: readonly string[]): Promise<number> {
  const entry = join(root, 'electron/hosts/browser/main.ts');
  const argv = [...process.execArgv, entry, ...args];
  return runChild(process.execPath, argv, { cwd: process.cwd(), env: process.env });
}
