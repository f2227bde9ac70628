import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** How often a holder shows that it lives, and after how long a silent one is taken for dead. */
const beatMs = 5_000;
const silentMs = 120_000;
const pollMs = 200;

/**
 * Runs `work` while holding a lock file, so that two commands started at once set up only once.
 * A holder that crashed is recognised by its process id, or by its silence where that id has
 * been given to another process.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once if somebody else holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait = () => {}) {
  mkdirSync(dirname(file), { recursive: true });
  let waited = false;
  while (!take(file)) {
    if (clearIfDead(file)) continue;
    if (!waited) onWait();
    waited = true;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  const beat = setInterval(() => touch(file), beatMs);
  // A process stopped by a signal or process.exit() still gives the lock back.
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (cause) {
    if (isCode(cause, 'EEXIST')) return false;
    throw cause;
  }
}

/**
 * Removes a dead holder's lock. It is moved aside first and looked at again, so that a lock
 * taken by someone else in between is put back.
 * @param {string} file
 */
function clearIfDead(file) {
  const judged = read(file);
  if (judged === null) return true;
  if (!isDead(judged)) return false;
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (read(aside)?.pid !== judged.pid) linkSync(aside, file);
  } catch (cause) {
    if (!isCode(cause, 'ENOENT') && !isCode(cause, 'EEXIST')) throw cause;
  }
  rmSync(aside, { force: true });
  return true;
}

/**
 * @param {string} file
 * @returns {{ pid: number, silentFor: number } | null} null where there is no lock
 */
function read(file) {
  try {
    const silentFor = Date.now() - statSync(file).mtimeMs;
    return { pid: Number(readFileSync(file, 'utf8')), silentFor };
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return null;
    throw cause;
  }
}

/** @param {{ pid: number, silentFor: number }} holder */
function isDead({ pid, silentFor }) {
  if (silentFor > silentMs) return true;
  // Between creation and the first write the file is empty.
  if (!Number.isInteger(pid) || pid <= 0) return silentFor > beatMs;
  try {
    process.kill(pid, 0);
    return false;
  } catch (cause) {
    return isCode(cause, 'ESRCH');
  }
}

/** @param {string} file */
function touch(file) {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // The lock was taken for dead while the machine slept; the work goes on all the same.
  }
}

/**
 * @param {unknown} cause
 * @param {string} code
 */
function isCode(cause, code) {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}
