import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';
import { contentHash } from './fingerprint.ts';
import type { Preparation } from './preparation.ts';
import { buildWithVite } from './vite.ts';

const sources = ['renderer', 'electron/contract', 'build/vite.renderer.ts', 'package-lock.json'];

export const rendererBundle: Preparation = {
  announcement: 'building the window’s page…',
  stamp: 'dist/renderer.stamp',
  sources: () => contentHash(sources),
  product: () => (existsSync(join(root, 'dist/renderer/index.html')) ? '' : null),
  make: () => buildWithVite({ configFile: join(root, 'build/vite.renderer.ts') }),
};
