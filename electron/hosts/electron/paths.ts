import { join } from 'node:path';
import type { App } from 'electron';

export interface StationPaths {
  readonly renderer: string;
  readonly preload: string;
  readonly visionEntry: string;
  readonly trainingEntry: string;
  readonly trainingWorker: string;
  readonly backupWorker: string;
  readonly manifest: string;
  readonly models: string;
}

/** Where the parts lie. Packaged, the models are outside the archive: Chromium does not verify them. */
export function stationPaths(
  app: Pick<App, 'getAppPath' | 'isPackaged'>,
  resourcesPath: string,
): StationPaths {
  const root = app.getAppPath();
  return {
    renderer: join(root, 'dist', 'renderer'),
    preload: join(root, 'dist', 'electron', 'preload.js'),
    visionEntry: join(root, 'dist', 'electron', 'vision.js'),
    trainingEntry: join(root, 'dist', 'electron', 'training.js'),
    trainingWorker: join(root, 'dist', 'electron', 'training-worker.js'),
    backupWorker: join(root, 'dist', 'electron', 'backup-worker.js'),
    manifest: join(root, 'native-models', 'manifest.json'),
    models: join(app.isPackaged ? resourcesPath : join(root, '.cache'), 'models', 'core'),
  };
}
