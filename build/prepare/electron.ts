import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';
import { electronBuilds, electronFiles } from '../vite.electron.ts';
import { contentHash } from './fingerprint.ts';
import type { Preparation } from './preparation.ts';
import { buildWithVite } from './vite.ts';

const sources = ['electron', 'native-models', 'build/vite.electron.ts', 'package-lock.json'];
const elsewhere = ['electron/hosts/browser/', 'electron/cli/'];

/** The Electron host's own files: main process, preload, inference process. */
export const electronBundle: Preparation = {
  announcement: 'building the application’s processes…',
  stamp: 'dist/electron.stamp',
  sources: () => contentHash(sources, (path) => !elsewhere.some((start) => path.startsWith(start))),
  product: () =>
    electronFiles.every((file) => existsSync(join(root, 'dist/electron', file))) ? '' : null,
  make: async () => {
    for (const build of electronBuilds(root)) await buildWithVite(build);
  },
};
