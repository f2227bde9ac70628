import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataDir } from '../data-dir.ts';
import { forkVision } from '../fork-vision.ts';
import { openServices } from '../open-services.ts';
import { projectPaths } from '../project-paths.ts';
import { findChromium } from './find-chromium.ts';
import { openAppWindow, type AppWindow } from './app-window.ts';
import { startServer, type StationServer } from './server.ts';

/** Composition root of the station on loopback, for machines where Electron cannot be had. */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    open: { type: 'boolean' },
    'no-open': { type: 'boolean' },
  },
});
await main();

async function main(): Promise<void> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const paths = projectPaths();
  const dataDir = values.data ?? defaultDataDir();
  const services = await openServices({
    dataDir,
    modelsDir: paths.models,
    manifestPath: paths.manifest,
    spawnVision: forkVision(paths.visionEntry, log),
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
    process.exitCode = 0;
  };
  process.once('SIGINT', () => void close());
  process.once('SIGTERM', () => void close());

  const chromium = wantsWindow() ? findChromium() : null;
  if (chromium === null) return showLink(server, log);
  window = openAppWindow(chromium, server.newLink(), join(dataDir, 'window'));
  log('The station is open in a window of the installed Chromium. Closing it ends the station.');
  const end = await window.ended;
  if (end === 'closed') return close();
  log('The installed Chromium could not show the window.');
  showLink(server, log);
}

function showLink(server: StationServer, log: (line: string) => void): void {
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
  process.stdout.write(
    `The station is ready. Open this link once, in a browser on this machine:\n${server.newLink()}\n`,
  );
}

function wantsWindow(): boolean {
  if (values.open) return true;
  if (values['no-open']) return false;
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}
