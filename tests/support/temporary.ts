import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A test, or a whole file of them: whatever calls back at its end. */
export interface Ending {
  after(end: () => void): void;
}

/** A fresh folder that is gone when the test is. */
export function temporaryDir(t: Ending): string {
  const folder = mkdtempSync(join(tmpdir(), 'threshold-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}
