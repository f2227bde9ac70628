import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ProjectPaths {
  readonly version: string;
  readonly models: string;
  readonly manifest: string;
  readonly renderer: string;
  readonly visionEntry: string;
  readonly trainingEntry: string;
  /** What the engine of a training runs its threads from. */
  readonly trainingWorker: string;
  /** What a backup's thread runs from. */
  readonly backupWorker: string;
}

/** Where things are in a clone, for the hosts that run from one. Sources lie in electron/hosts. */
export function projectPaths(): ProjectPaths {
  const root = join(import.meta.dirname, '..', '..');
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return {
    version,
    models: join(root, '.cache', 'models', 'core'),
    manifest: join(root, 'native-models', 'manifest.json'),
    renderer: join(root, 'dist', 'renderer'),
    visionEntry: join(root, 'electron', 'vision', 'entry.ts'),
    trainingEntry: join(root, 'electron', 'hosts', 'training', 'entry.ts'),
    trainingWorker: join(root, 'native-models', 'training', 'engine-worker.ts'),
    backupWorker: join(root, 'electron', 'hosts', 'backup', 'seal-worker.ts'),
  };
}
