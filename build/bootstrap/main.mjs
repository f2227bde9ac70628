import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChild } from './child.mjs';
import { childEnvironment } from './environment.mjs';
import { ensureInstalled } from './install.mjs';
import { findRuntime } from './runtime.mjs';
import { Problem, say } from './say.mjs';

/**
 * `needs` lists what build/prepare.ts makes ready before the entry runs. `start` and `test` have
 * none: they prepare by themselves, one because it depends on the host, the other to report it.
 * `failure` is the exit code where set-up fails: to the command line's users 1 means "no match".
 * @type {Record<string, { entry: string, needs: string[], failure?: number }>}
 */
const commands = {
  start: { entry: 'build/start.ts', needs: [] },
  test: { entry: 'tests/run.ts', needs: [] },
  bench: { entry: 'tests/bench/run.ts', needs: ['models'] },
  threshold: { entry: 'electron/cli/main.ts', needs: ['models'], failure: 4 },
  package: { entry: 'build/package.ts', needs: ['models', 'renderer', 'electron'] },
};

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @param {string[]} argv */
export async function main(argv) {
  try {
    process.exitCode = await runCommand(argv);
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    say(cause.message);
    answerInJson(argv, cause.message);
    process.exitCode = commands[argv[0] ?? '']?.failure ?? 1;
  }
}

/**
 * Whoever asked the command line for JSON gets one value on stdout, set-up failed or not.
 * @param {string[]} argv
 * @param {string} message
 */
function answerInJson(argv, message) {
  if (argv[0] !== 'threshold' || !argv.includes('--json')) return;
  process.stdout.write(`${JSON.stringify({ code: 'internal', message })}\n`);
}

/** @param {string[]} argv */
async function runCommand([name = '', ...args]) {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new Problem(`unknown command "${name}"; known are ${Object.keys(commands).join(', ')}.`);
  }
  const cwd = userDirectory(name);
  await ensureInstalled(root);
  const runtime = findRuntime(root);
  const env = childEnvironment(process.env, root);
  if (command.needs.length > 0) {
    const prepare = [...runtime.flags, join(root, 'build', 'prepare.ts'), ...command.needs];
    const code = await runChild(runtime.node, prepare, { cwd: root, env, stdout: 'stderr' });
    if (code !== 0) {
      answerInJson([name, ...args], 'The station could not be made ready; stderr says why.');
      return command.failure ?? code;
    }
  }
  const entry = join(root, command.entry);
  if (!existsSync(entry)) throw new Problem(`${command.entry} is missing from this copy.`);
  return runChild(runtime.node, [...runtime.flags, entry, ...args], { cwd, env });
}

/**
 * npm moves to the package root; paths on the command line are meant from where the user typed.
 * A bootstrap started below another npm script sees that script's variables: these don't count.
 * @param {string} name
 */
function userDirectory(name) {
  const { INIT_CWD: typedIn, npm_lifecycle_event: script } = process.env;
  if (name === 'test' || name === 'package') return root;
  const fromNpm = script === name && relative(root, process.cwd()) === '';
  return fromNpm && typedIn !== undefined && existsSync(typedIn) ? typedIn : process.cwd();
}
