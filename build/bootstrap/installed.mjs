import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean,
 *   os?: string | string[], cpu?: string | string[], libc?: string | string[] }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lockfile
 */

const dependencyKinds = ['dependencies', 'devDependencies', 'optionalDependencies'];

/**
 * @typedef {{ platform: string, arch: string, libc: string | null }} System
 */

/**
 * Whether npm has already put in place what the lockfile names, judged by the record it keeps
 * inside node_modules. Someone who ran `npm install` by hand is not made to wait again.
 * @param {string} root
 */
export function matchesLockfile(root, system = thisSystem()) {
  const manifest = readJson(join(root, 'package.json'));
  const locked = readLockfile(root);
  if (manifest === null || !locked?.packages) return false;
  return asksTheSame(manifest, locked.packages['']) && missingPackages(root, system).length === 0;
}

/**
 * The packages of the lockfile that this system should have and has not.
 * @param {string} root
 * @returns {string[]}
 */
export function missingPackages(root, system = thisSystem()) {
  const locked = readLockfile(root)?.packages ?? {};
  /** @type {Lockfile | null} */
  const record = readJson(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(locked)
    .filter(([path, wanted]) => path !== '' && isMeantFor(wanted, system))
    .filter(([path, wanted]) => {
      const found = record?.packages?.[path];
      return found?.version !== wanted.version || found?.integrity !== wanted.integrity;
    })
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
}

/** @returns {System} */
function thisSystem() {
  return { platform: process.platform, arch: process.arch, libc: thisLibc() };
}

/** The C library, where there is a choice of them. */
function thisLibc() {
  if (process.platform !== 'linux') return null;
  /** @type {{ header?: { glibcVersionRuntime?: string } }} */
  const report = Object(process.report?.getReport());
  return report.header?.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}

/**
 * @param {unknown} manifest
 * @param {unknown} lockedRoot
 */
function asksTheSame(manifest, lockedRoot) {
  const asked = (/** @type {unknown} */ from) =>
    JSON.stringify(dependencyKinds.map((kind) => Object.entries(Object(from)[kind] ?? {}).sort()));
  return asked(manifest) === asked(lockedRoot);
}

/**
 * @param {LockedPackage} wanted
 * @param {System} system
 */
function isMeantFor({ optional, os, cpu, libc }, system) {
  if (optional !== true) return true;
  // One that names no system is needed by one that does, or not at all.
  if (os === undefined && cpu === undefined) return false;
  return admits(os, system.platform) && admits(cpu, system.arch) && admits(libc, system.libc);
}

/**
 * npm's rule for `os`, `cpu` and `libc`: one of the names, or none of those with an exclamation mark.
 * @param {string | string[] | undefined} list
 * @param {string | null} name
 */
function admits(list, name) {
  if (list === undefined) return true;
  const names = [list].flat();
  const allowed = names.filter((entry) => !entry.startsWith('!'));
  if (names.includes(`!${name}`)) return false;
  return allowed.length === 0 || allowed.includes('any') || allowed.includes(String(name));
}

/**
 * @param {string} root
 * @returns {Lockfile | null}
 */
function readLockfile(root) {
  return readJson(join(root, 'package-lock.json'));
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
