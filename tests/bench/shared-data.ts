import { existsSync } from 'node:fs';
import { join } from 'node:path';

const shared = join(import.meta.dirname, '..', '..', '..', 'shared');

/** A folder or file of the team's test data, which a user's clone does not have. */
export function sharedData(name: string): string | null {
  return present(join(shared, 'data', name));
}

/** The team's models for trying packs, which a user's clone does not have either. */
export function sharedModels(): string | null {
  return present(join(shared, 'models'));
}

function present(path: string): string | null {
  return existsSync(path) ? path : null;
}
