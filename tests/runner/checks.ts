import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from '../../build/root.ts';
import type { CommandCheck } from './command.ts';

/** What tests need that is made from sources: a failure here is a failed check, not the end. */
export function preparations(): CommandCheck[] {
  return [
    { name: 'models converted', stage: 'preparation', argv: ['build/prepare.ts', 'models'] },
    { name: 'page built', stage: 'preparation', argv: ['build/prepare.ts', 'renderer'] },
    { name: 'processes bundled', stage: 'preparation', argv: ['build/prepare.ts', 'electron'] },
  ];
}

export function staticChecks(): CommandCheck[] {
  return [
    ...typeChecks(),
    check('svelte', 'svelte-check', [
      ...['bin/svelte-check', '--tsconfig', 'renderer/tsconfig.json'],
      ...['--fail-on-warnings', '--output', 'human'],
    ]),
    check('lint', 'oxlint', ['bin/oxlint', '--deny-warnings']),
    check('format', 'prettier', ['bin/prettier.cjs', '--check', '--log-level', 'warn', '.']),
    check('unused', 'knip', ['bin/knip.js', '--no-progress']),
    { name: 'layers', stage: 'layers', argv: ['build/check-layers.ts'] },
  ];
}

/** Every tsconfig of the tree is a layer's; the page's belongs to svelte-check. */
function typeChecks(): CommandCheck[] {
  return ['electron', 'native-models', 'build', 'tests']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /^tsconfig.*\.json$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
    .map((config) => ({
      ...check('types', 'typescript', ['bin/tsc', '--pretty', 'false', '-p', config]),
      name: `types ${layerName(config)}`,
    }));
}

/** electron/tsconfig.preload.json → electron/preload; electron/vision/tsconfig.json → electron/vision. */
function layerName(config: string): string {
  const variant = /tsconfig\.(.+)\.json$/.exec(config)?.[1];
  return variant === undefined ? dirname(config) : `${dirname(config)}/${variant}`;
}

function check(stage: string, tool: string, [script = '', ...args]: string[]): CommandCheck {
  return { name: stage, stage, argv: [`node_modules/${tool}/${script}`, ...args] };
}
