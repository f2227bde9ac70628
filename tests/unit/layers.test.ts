import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { layerViolations } from '../../build/layers/check.ts';
import { layers } from '../../build/layers/rules.ts';
import { root } from '../../build/root.ts';

const faults = (path: string, text: string) => layerViolations([{ path, text }]);
const station = 'electron/station/enrol.ts';

describe('the layer rule lets through', () => {
  const allowed: Record<string, [path: string, text: string]> = {
    'the station its contract and itself': [
      station,
      "import type { Box } from '../contract/observation.ts';\nimport { a } from './roster.ts';",
    ],
    'the contract zod': ['electron/contract/a.ts', "import { z } from 'zod';"],
    'a host the station, the drivers and what hosts share': [
      'electron/hosts/browser/main.ts',
      "import '../../station/a.ts'; import '../../store/a.ts'; import '../handle.ts'; import 'ws';",
    ],
    'the Electron host the electron module': [
      'electron/main.ts',
      "import { app } from 'electron';",
    ],
    'the page its packages and the contract': [
      'renderer/views/Check.svelte',
      "<script lang=\"ts\">\nimport { x } from 'bits-ui';\nimport '../../electron/contract/a.ts';\n</script>",
    ],
    'an import named only in a comment or a string': [
      station,
      "// import 'node:fs'\nexport const text = \"import 'node:fs'\";",
    ],
  };
  for (const [title, [path, text]] of Object.entries(allowed)) {
    it(title, () => assert.deepEqual(faults(path, text), []));
  }
});

describe('the layer rule catches', () => {
  const forbidden: Record<string, [path: string, text: string]> = {
    'Node’s modules in the station': [station, "import { readFile } from 'node:fs';"],
    'them without their prefix': [station, "import { readFile } from 'fs/promises';"],
    'a driver in the station': [station, "import { db } from '../store/database.ts';"],
    'a host in the station': [station, "import { a } from '../hosts/handle.ts';"],
    'a package in the station': [station, "import sharp from 'sharp';"],
    'a type-only import': [station, "import type { Gallery } from '../gallery/gallery.ts';"],
    'a re-export': [station, "export { open } from '../store/database.ts';"],
    'a re-export of everything': [station, "export * from '../store/database.ts';"],
    'a dynamic import': [station, "export const load = () => import('../store/database.ts');"],
    'an import within a type': [station, "type A = import('../store/database.ts').A;"],
    'a require': [station, "const fs = require('node:fs');"],
    'a computed import': [station, 'export const load = (name: string) => import(name);'],
    'a reference to Node’s types': [station, '/// <reference types="node" />'],
    'an import for its effects only': [station, "import '../store/database.ts';"],
    'anything but zod in the contract': [
      'electron/contract/a.ts',
      "import { ok } from '../station/a.ts';",
    ],
    'one driver in another': ['electron/store/a.ts', "import { b } from '../vision/b.ts';"],
    'the station in a driver': ['electron/vision/a.ts', "import { b } from '../station/b.ts';"],
    'one host in the other': ['electron/hosts/browser/a.ts', "import '../electron/ipc.ts';"],
    'the other host in the one': ['electron/hosts/electron/a.ts', "import '../browser/main.ts';"],
    'a host in what hosts share': ['electron/hosts/a.ts', "import './electron/ipc.ts';"],
    'electron outside its host': ['electron/hosts/a.ts', "import type { App } from 'electron';"],
    'a part of electron outside its host': [
      'electron/cli/a.ts',
      "import { app } from 'electron/main';",
    ],
    'Node in the preload': ['electron/preload.ts', "import { join } from 'node:path';"],
    'the station in the page': [
      'renderer/state/a.svelte.ts',
      "import '../../electron/station/a.ts';",
    ],
    'Node in the page': ['renderer/state/a.ts', "import 'node:fs';"],
    'tests outside tests': ['build/a.ts', "import '../tests/support/people.ts';"],
    'what lies outside the repository': [station, "import '../../../elsewhere/a.ts';"],
    'an absolute path': [station, "import '/elsewhere/a.ts';"],
    'a file of no known layer': ['electron/elsewhere/a.ts', ''],
  };
  for (const [title, [path, text]] of Object.entries(forbidden)) {
    it(title, () => assert.equal(faults(path, text).length, 1));
  }

  const inComponent = {
    'a component’s script': '<script lang="ts">import \'node:fs\';</script>',
    'a component’s module script':
      '<script module lang="ts">export { a } from \'electron\';</script>',
    'a type in a component': '<script lang="ts">let a: import(\'electron\').App;</script>',
    'a component’s markup': "{#await import('../../electron/store/database.ts')}…{/await}",
  };
  for (const [title, text] of Object.entries(inComponent)) {
    it(`an import in ${title}`, () => {
      assert.equal(faults('renderer/views/Check.svelte', text).length, 1);
    });
  }

  it('and names file, line and import', () => {
    const [fault] = faults(station, "\n\nimport { a } from 'node:fs';\n");
    assert.equal(fault, 'electron/station/enrol.ts:3: station may not import "node:fs"');
  });
});

describe('every layer of the tree', () => {
  const folders = layers.flatMap(({ files }) => files).filter((place) => place.endsWith('/'));

  it('has type checks of its own', () => {
    const present = folders.filter((folder) => holdsFiles(folder));
    const without = present.filter((folder) => !existsSync(join(root, folder, 'tsconfig.json')));
    assert.deepEqual(without, []);
  });

  function holdsFiles(folder: string): boolean {
    return existsSync(join(root, folder)) && readdirSync(join(root, folder)).length > 0;
  }
});
