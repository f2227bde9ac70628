import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { forwardSignals } from './child.mjs';
import { npmEnvironment, withFirstOnPath } from './environment.mjs';
import { noRuntime, willDo } from './runtime.mjs';
import { Problem, say } from './say.mjs';
import { removeStagedNode, stageNode } from './staged-node.mjs';

const install =
  'ci --ignore-scripts --include=dev --include=optional --no-audit --no-fund --no-engine-strict ' +
  '--no-progress --no-update-notifier --loglevel=error --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=20000';

const heartbeatMs = 15_000;

/** What npm prints when it reached nobody, rather than something that refused. */
const unreachable =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENOTCACHED/;

/** @param {string} root */
export async function installPackages(root) {
  say('installing the packages it is built from; the first time this takes a minute or two…');
  const started = Date.now();
  const heartbeat = setInterval(() => say(`still installing (${since(started)} s)…`), heartbeatMs);
  try {
    const node = await nodeForNpm(root);
    stepAside(root);
    await runNpm(root, node);
  } finally {
    clearInterval(heartbeat);
    removeStagedNode(root);
  }
  say(`packages installed in ${since(started)} s.`);
}

/**
 * The Node to run npm on, or null for the machine's own where that is new enough.
 * @param {string} root
 */
async function nodeForNpm(root) {
  if (willDo(process.version)) return null;
  const staged = await stageNode(root, (folder) => runNpm(folder, null));
  if (staged === null) throw noRuntime(process.version);
  return staged;
}

/**
 * Runs `npm ci` in a folder.
 * @param {string} folder
 * @param {string | null} node
 */
async function runNpm(folder, node) {
  const { file, args, shell } = npmCommand(process.env, process.execPath, node);
  const own = npmEnvironment(process.env);
  const env = node === null ? own : withFirstOnPath(own, dirname(node));
  const { code, complaint } = await runAndListen(file, [...args, ...install.split(' ')], {
    cwd: folder,
    env,
    shell,
  });
  if (code !== 0) throw new Problem(explain(code, complaint));
}

/**
 * Shows what a program says on standard error, and keeps the end of it.
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, shell: boolean }} options
 * @returns {Promise<{ code: number, complaint: string }>}
 */
function runAndListen(file, args, options) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    const stopForwarding = forwardSignals(child);
    let complaint = '';
    const end = (/** @type {number} */ code) => {
      stopForwarding();
      resolve({ code, complaint });
    };
    child.stderr.on('data', (bytes) => {
      complaint = (complaint + String(bytes)).slice(-10_000);
      process.stderr.write(bytes);
    });
    child.once('error', (cause) => {
      complaint += cause.message;
      end(1);
    });
    child.once('close', (code) => end(code ?? 1));
  });
}

/** @param {number} started */
function since(started) {
  return Math.round((Date.now() - started) / 1000);
}

/**
 * The npm that runs us, else the one beside this Node, else whichever is on the path.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} own the Node that runs this
 * @param {string | null} chosen the Node to run npm on, where it shall be another
 * @returns {{ file: string, args: string[], shell: boolean }}
 */
export function npmCommand(env, own, chosen = null, platform = process.platform) {
  const beside = dirname(own);
  const places = [
    env['npm_execpath'] ?? '',
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = places.find((place) => place.endsWith('npm-cli.js') && existsSync(place));
  // Inside an npm script `node` may be the carried one, which npm ci is about to delete.
  const runner = chosen ?? env['npm_node_execpath'] ?? own;
  if (script !== undefined) {
    return { file: existsSync(runner) ? runner : own, args: [script], shell: false };
  }
  // npm.cmd is a batch file: only a shell can start it.
  return platform === 'win32'
    ? { file: 'npm.cmd', args: [], shell: true }
    : { file: 'npm', args: [], shell: false };
}

/**
 * Windows lets a running program be renamed but not deleted, and npm ci deletes all there is.
 * @param {string} root
 */
function stepAside(root) {
  const inside = process.execPath.startsWith(join(root, 'node_modules'));
  if (process.platform !== 'win32' || !inside) return;
  const retired = join(root, '.cache', 'retired');
  mkdirSync(retired, { recursive: true });
  renameSync(process.execPath, join(retired, `node-${process.pid}.exe`));
}

/**
 * @param {number} code
 * @param {string} complaint
 */
function explain(code, complaint) {
  if (unreachable.test(complaint)) {
    return (
      'the packages could not be fetched: the npm registry was not reached. Connect this machine ' +
      '(or set its npm proxy) and run the same command again; later starts need no network.'
    );
  }
  if (/ENOENT/.test(complaint) && /spawn npm/.test(complaint)) {
    return 'npm was not found. Install Node with npm and run the same command again.';
  }
  return `npm could not install the packages (exit ${code}); its own words are above. Nothing was started.`;
}
