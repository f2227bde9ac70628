import { join } from 'node:path';
import type { InlineConfig } from 'vite';

/** What dist/electron holds. */
export const electronFiles = [
  'main.js',
  'preload.js',
  'vision.js',
  'training.js',
  'training-worker.js',
  'backup-worker.js',
] as const;

/** Packages with native parts: they stay in node_modules and are found there at run time. */
const native = ['better-sqlite3', 'onnxruntime-node', 'sharp'];

/** Electron embeds this major version of Node. */
const target = 'node24';

/** One build per process, so that none shares a chunk with another. */
export function electronBuilds(root: string): InlineConfig[] {
  return [
    bundle(root, 'main', 'electron/main.ts', 'es'),
    // A sandboxed preload is a single CommonJS file: it can load nothing but 'electron'.
    bundle(root, 'preload', 'electron/preload.ts', 'cjs'),
    bundle(root, 'vision', 'electron/vision/entry.ts', 'es'),
    bundle(root, 'training', 'electron/hosts/training/entry.ts', 'es'),
    // Threads of the training process: a file of their own, which that process is told the place of.
    bundle(root, 'training-worker', 'native-models/training/engine-worker.ts', 'es'),
    bundle(root, 'backup-worker', 'electron/hosts/backup/seal-worker.ts', 'es'),
  ];
}

function bundle(root: string, name: string, entry: string, format: 'es' | 'cjs'): InlineConfig {
  return {
    root,
    configFile: false,
    publicDir: false,
    ssr: { target: 'node', noExternal: true, external: ['electron', ...native] },
    build: {
      ssr: join(root, entry),
      target,
      outDir: join(root, 'dist/electron'),
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        external: ['electron', ...native],
        output: { format, entryFileNames: `${name}.js`, codeSplitting: false },
      },
    },
  };
}
