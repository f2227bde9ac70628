import type { TestContext } from 'node:test';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { projectPaths } from '../../electron/hosts/project-paths.ts';
import { startServer, type StationServer } from '../../electron/hosts/browser/server.ts';
import type { StationServices } from '../../electron/hosts/services.ts';
import { temporaryDir } from './temporary.ts';

const size = { width: 1280, height: 800 };

/** Serves the built page of a station on loopback. */
export async function serveStation(
  t: TestContext,
  services: StationServices,
): Promise<StationServer> {
  const server = await startServer({ services, rendererDir: projectPaths().renderer });
  t.after(() => server.close());
  return server;
}

/** Starts an installed Chromium whose camera plays `clip`, or that has no camera. */
export async function startChromium(
  t: TestContext,
  executablePath: string,
  clip: string | null,
  moreFlags: readonly string[] = [],
): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(temporaryDir(t), {
    executablePath,
    viewport: size,
    locale: 'en-GB',
    permissions: ['camera'],
    args: [...chromiumFlags(clip), ...moreFlags],
    // Chromium refuses to start as root with its sandbox on.
    chromiumSandbox: process.getuid?.() !== 0,
  });
  t.after(() => context.close());
  return context;
}

/** Flags for a film in place of the camera, and for silence on the network. */
export function chromiumFlags(clip: string | null): string[] {
  return [
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...(clip
      ? [
          '--use-fake-ui-for-media-stream',
          '--use-fake-device-for-media-stream',
          `--use-file-for-fake-video-capture=${clip}`,
        ]
      : []),
  ];
}

/** The context's page, opened by a fresh link of the station. */
export async function openWindow(context: BrowserContext, server: StationServer): Promise<Page> {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(server.newLink());
  return page;
}
