import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { openKeys } from '../../electron/hosts/keys/open-keys.ts';
import type { StationKeys } from '../../electron/hosts/keys/station-keys.ts';
import { cheapCost } from './cheap-cost.ts';

let made: string | undefined;

/**
 * Where the tests of this process, and the commands they start, keep key files: never where the
 * user has theirs. Gone when the process ends.
 */
export function testKeyFolder(): string {
  if (made === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'threshold-keys-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    made = folder;
  }
  return made;
}

/** Keys as the command line has them: made at once, in a file. */
export function testKeyPlace() {
  return { keyFolder: testKeyFolder(), keychain: null, unattended: true, cost: cheapCost } as const;
}

/** The keys of the station of a data folder, open. */
export async function openTestKeys(
  t: Pick<TestContext, 'after'>,
  dataDir: string,
): Promise<StationKeys> {
  const keys = await openKeys({ ...testKeyPlace(), dataDir, log: () => undefined });
  t.after(() => keys.close());
  return keys;
}
