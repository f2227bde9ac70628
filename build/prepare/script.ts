import { join } from 'node:path';
import { runChild } from '../bootstrap/child.mjs';
import { Problem } from '../bootstrap/say.mjs';
import { root } from '../root.ts';

/** Runs one of our scripts with this Node; what it prints goes to standard error. */
export async function runScript(script: string, args: readonly string[] = []): Promise<void> {
  const argv = [...process.execArgv, join(root, script), ...args];
  const code = await runChild(process.execPath, argv, {
    cwd: root,
    env: process.env,
    stdout: 'stderr',
  });
  if (code !== 0) throw new Problem(`${script} failed (exit ${code}); its own words are above.`);
}
