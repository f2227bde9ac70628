import type { CommandPlace } from '../../electron/cli/outcome.ts';

/** Where a command works that a test runs in its own process. */
export function commandPlace(dataDir: string): CommandPlace {
  return { dataDir, passphrase: undefined, actor: 'os:tester', log: () => undefined };
}
