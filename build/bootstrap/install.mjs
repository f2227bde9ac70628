import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { matchesLockfile, missingPackages } from './installed.mjs';
import { withLock } from './lock.mjs';
import { installPackages } from './npm.mjs';
import { Problem, say } from './say.mjs';

/**
 * Makes node_modules what package-lock.json says, once per change of it.
 * @param {string} root
 */
export async function ensureInstalled(root) {
  const wanted = fingerprint(root);
  if (readStamp(root) === wanted) return;
  const lock = join(root, '.cache', 'setup.lock');
  await withLock(lock, () => install(root, wanted), waiting).catch(explainDenied);
}

/**
 * @param {string} root
 * @param {string} wanted
 */
async function install(root, wanted) {
  // Another command may have done it while this one waited.
  if (readStamp(root) === wanted) return;
  if (!matchesLockfile(root)) await installPackages(root);
  tellMissing(missingPackages(root));
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stampFile(root), wanted);
}

/**
 * npm passes in silence over optional packages that it cannot fetch.
 * @param {string[]} names
 */
function tellMissing(names) {
  if (names.length === 0) return;
  say(`npm left out ${names.join(', ')}; deleting node_modules makes the next start try again.`);
}

/** @param {string} root */
export function fingerprint(root, system = `${process.platform}-${process.arch}`) {
  const hash = createHash('sha256').update(system);
  for (const name of ['package-lock.json', 'package.json']) {
    hash.update('\0').update(readFileSync(join(root, name)));
  }
  return hash.digest('hex');
}

/** npm empties the folder before it installs, so an interrupted run leaves no stamp behind. */
const stampFile = (/** @type {string} */ root) => join(root, 'node_modules', '.threshold-stamp');

/** @param {string} root */
function readStamp(root) {
  try {
    return readFileSync(stampFile(root), 'utf8');
  } catch {
    return null;
  }
}

function waiting() {
  say('another command is setting up; waiting for it…');
}

/** @param {unknown} cause @returns {never} */
function explainDenied(cause) {
  const code = cause instanceof Error && 'code' in cause ? cause.code : '';
  if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw cause;
  throw new Problem(
    `this folder cannot be written by the user you are (${String(code)}). Use a copy of your own, ` +
      'or run as the user it belongs to.',
  );
}
