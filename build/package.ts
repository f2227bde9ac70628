import { build } from 'electron-builder';
import { configuration } from './electron-builder.ts';
import { root } from './root.ts';

// `npm run package [-- --dir]`: installers for this system, or with --dir only the unpacked folder.
await build({
  projectDir: root,
  config: configuration,
  dir: process.argv.includes('--dir'),
});
