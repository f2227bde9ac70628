import { runChild } from '../bootstrap/child.mjs';
import { electronBundle } from '../prepare/electron.ts';
import { prepare } from '../prepare/preparation.ts';
import { root } from '../root.ts';

export async function runElectronHost(program: string, args: readonly string[]): Promise<number> {
  await prepare(electronBundle);
  // With this variable set the program would be a plain Node and open no window.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return runChild(program, [root, ...args], { cwd: process.cwd(), env });
}
