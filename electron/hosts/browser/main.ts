import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataDir } from '../data-dir.ts';
import { forkProcess } from '../fork-process.ts';
import type { FolderLock } from '../folder-lock.ts';
import { defaultKeyFolder } from '../keys/key-folder.ts';
import { readPassphrase } from '../keys/read-passphrase.ts';
import { openServices } from '../open-services.ts';
import { projectPaths } from '../project-paths.ts';
import { alreadyRunning, lockStation } from '../station-lock.ts';
import { openAppWindow, type AppWindow } from './app-window.ts';
import { findChromium, hasDisplay } from './find-chromium.ts';
import { linkLifetimeMs } from './limits.ts';
import { startServer, type StationServer } from './server.ts';

/** Composition root of the station on loopback, for machines where Electron cannot be had. */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    open: { type: 'boolean' },
    'no-open': { type: 'boolean' },
  },
});
const log = (line: string): void => void process.stderr.write(`${line}\n`);
const isRoot = process.getuid?.() === 0;
await main(resolve(values.data ?? defaultDataDir()));

async function main(dataDir: string): Promise<void> {
  const lock = lockStation(dataDir);
  if (lock !== null) return run(dataDir, lock);
  log(alreadyRunning(dataDir));
  process.exitCode = 1;
}

async function run(dataDir: string, lock: FolderLock): Promise<void> {
  const paths = projectPaths();
  const passphrase = readPassphrase(undefined);
  const services = await openServices({
    dataDir,
    modelsDir: paths.models,
    manifestPath: paths.manifest,
    spawnVision: forkProcess(paths.visionEntry, log),
    spawnTraining: forkProcess(paths.trainingEntry, log),
    trainingWorker: paths.trainingWorker,
    backupWorker: paths.backupWorker,
    keyPlace: {
      keyFolder: defaultKeyFolder(),
      keychain: null,
      unattended: false,
      passphrase: passphrase.ok ? passphrase.value : undefined,
    },
    host: 'browser',
    version: paths.version,
    log,
  });
  const server = await startServer({ services, rendererDir: paths.renderer });

  let closing = false;
  let window: AppWindow | null = null;
  const close = async (): Promise<void> => {
    if (closing) return;
    closing = true;
    window?.close();
    await server.close();
    await services.close();
    lock.release();
    process.exitCode = 0;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Not `once`: npm passes the terminal's signal on, and a second one must not cut the end short.
    process.on(signal, () => void close());
  }

  const chromium = wantsWindow() ? findChromium() : null;
  if (chromium === null) return showLink(server);
  window = openAppWindow({
    chromium,
    link: server.newLink(),
    profile: join(dataDir, 'window'),
    port: server.port,
    root: isRoot,
    isReached: () => server.isReached(),
  });
  log(`The station opens in a window of the installed Chromium${withoutSandbox()}.`);
  log('Closing the window ends the station.');
  const end = await window.ended;
  if (closing) return;
  if (end === 'closed') return close();
  log(
    'The installed Chromium ended without showing the window, or was stopped. If a window of an earlier start is still open, close it and start again; or use the link.',
  );
  showLink(server);
}

function withoutSandbox(): string {
  if (!isRoot) return '';
  return ', without Chromium’s sandbox, because this is the root user; start as a normal user to have it';
}

function showLink(server: StationServer): void {
  printLink(server);
  if (process.stdin.isTTY) {
    process.stdin.on('data', () => printLink(server)).unref();
    log('Enter prints another link, Ctrl-C ends the station.');
  } else {
    log('Ctrl-C ends the station.');
  }
}

/** The link is what this host has to show: it goes to stdout. */
function printLink(server: StationServer): void {
  const minutes = linkLifetimeMs / 60_000;
  process.stdout.write(
    `The station is ready. Open this link once, within ${minutes} minutes, in a browser on this machine:\n${server.newLink()}\n`,
  );
}

function wantsWindow(): boolean {
  if (values.open) return true;
  if (values['no-open']) return false;
  return process.platform !== 'linux' || hasDisplay(process.env);
}
