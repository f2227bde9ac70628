import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { carriedNode, carrierName } from './runtime.mjs';

/**
 * Has npm fetch the carried Node alone, pinned and verified by our lockfile, so that the whole
 * installation can run under it: npm silently leaves out optional packages (the native parts of
 * several tools) that ask for a newer Node than the one it runs on. Null where none fits.
 * @param {string} root
 * @param {(folder: string) => Promise<void>} install installs what the lockfile in a folder says
 * @returns {Promise<string | null>} the program's path
 */
export async function stageNode(root, install) {
  const name = carrierName();
  const lockfile = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const locked = name === null ? undefined : lockfile.packages?.[`node_modules/${name}`];
  if (name === null || locked === undefined) return null;
  const folder = stagingFolder(root);
  removeStagedNode(root);
  mkdirSync(folder, { recursive: true });
  const manifest = { name: 'setup', version: '0.0.0', dependencies: { [name]: locked.version } };
  const packages = { '': manifest, [`node_modules/${name}`]: { ...locked, optional: false } };
  writeJson(join(folder, 'package.json'), { ...manifest, private: true });
  writeJson(join(folder, 'package-lock.json'), { ...manifest, lockfileVersion: 3, packages });
  await install(folder);
  return carriedNode(folder)?.path ?? null;
}

/** @param {string} root */
export function removeStagedNode(root) {
  rmSync(stagingFolder(root), { recursive: true, force: true, maxRetries: 3 });
}

const stagingFolder = (/** @type {string} */ root) => join(root, '.cache', 'setup-node');

/**
 * @param {string} file
 * @param {unknown} value
 */
function writeJson(file, value) {
  writeFileSync(file, JSON.stringify(value));
}
