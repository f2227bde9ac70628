import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'data');

/** A folder or file of the team's test data, which a user's clone does not have. */
export function sharedData(name: string): string | null {
  const path = join(folder, name);
  return existsSync(path) ? path : null;
}
