import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs a program to its end and resolves to the code to exit with (128 + number for a signal).
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, stdout?: 'inherit' | 'stderr' }} options
 * @returns {Promise<number>}
 */
export function runChild(file, args, { cwd, env, stdout = 'inherit' }) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env,
      stdio: ['inherit', stdout === 'stderr' ? 2 : 'inherit', 'inherit'],
    });
    const stopForwarding = forwardSignals(child);
    const stopWatching = endWithNpm(child);
    const stop = () => {
      stopForwarding();
      stopWatching();
    };
    child.once('error', (cause) => {
      stop();
      reject(cause);
    });
    child.once('close', (code, signal) => {
      stop();
      resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']);
    });
  });
}

/**
 * A terminal sends Ctrl-C to the whole group, so it is passed on only where no terminal did.
 * @param {import('node:child_process').ChildProcess} child
 */
export function forwardSignals(child) {
  const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  const pass = (/** @type {NodeJS.Signals} */ signal) => {
    if (signal !== 'SIGINT' || !atTerminal) child.kill(signal);
  };
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  return () => {
    for (const signal of signals) process.off(signal, pass);
  };
}

/**
 * npm, ended by a signal, ends the shell between it and us and nothing else: an orphan whose
 * parent was that shell ends its child, as npm meant to.
 * @param {import('node:child_process').ChildProcess} child
 */
function endWithNpm(child) {
  if (process.env['npm_lifecycle_event'] === undefined) return () => {};
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 500);
  return () => clearInterval(watch);
}
