import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { electronProgram } from '../../build/electron/program.ts';
import { electronBundle } from '../../build/prepare/electron.ts';
import { prepare } from '../../build/prepare/preparation.ts';
import { rendererBundle } from '../../build/prepare/renderer.ts';
import { root } from '../../build/root.ts';
import { obstacleToElectron, thisMachine } from '../../build/start/obstacle.ts';

/** Why these tests cannot run here, as a sentence, or null where they can. */
export function whyNoElectron(): string | null {
  if (electronProgram() === null) {
    return 'Electron’s program is not installed here: node_modules/.bin/install-electron fetches it.';
  }
  const obstacle = obstacleToElectron(thisMachine());
  return obstacle === null ? null : `Electron cannot run here: ${obstacle}.`;
}

export interface ElectronStation {
  readonly app: ElectronApplication;
  readonly page: Page;
  close(): Promise<void>;
}

/** Starts the real application; `camera` is a film that Chromium plays as its only camera. */
export async function launchElectron(options: {
  readonly dataDir: string;
  readonly camera?: string;
}): Promise<ElectronStation> {
  await prepare(rendererBundle);
  await prepare(electronBundle);
  const film = options.camera ? [`--use-file-for-fake-video-capture=${options.camera}`] : [];
  const app = await _electron.launch({
    executablePath: electronProgram() ?? '',
    args: [root, '--data', options.dataDir, '--use-fake-device-for-media-stream', ...film],
    cwd: join(root, 'tests'),
  });
  const page = await app.firstWindow();
  await page.waitForLoadState('domcontentloaded');
  return { app, page, close: () => app.close() };
}
