import { contentHash, folderState } from './fingerprint.ts';
import type { Preparation } from './preparation.ts';
import { runScript } from './script.ts';

const sources = [
  'build/models.ts',
  'native-models',
  'node_modules/@vladmandic/face-api/package.json',
];

/** The `core` pack. Its hashes are checked by the converter, and by the station on each load. */
export const coreModels: Preparation = {
  announcement: 'converting the recognition models, this once…',
  stamp: '.cache/models/core.stamp',
  sources: () => contentHash(sources, (path) => !path.startsWith('native-models/training/')),
  product: () => folderState('.cache/models/core') || null,
  make: () => runScript('build/models.ts'),
};
