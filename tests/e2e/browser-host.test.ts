import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { test, type TestContext } from 'node:test';
import { chromium as playwright, type BrowserContext } from 'playwright-core';
import { whyNoChromium } from '../../build/chromium.ts';
import { root } from '../../build/root.ts';
import { openAppWindow } from '../../electron/hosts/browser/app-window.ts';
import { findChromium } from '../../electron/hosts/browser/find-chromium.ts';
import { windowFlags } from '../../electron/hosts/browser/window-flags.ts';
import { threshold } from '../support/command.ts';
import { testKeyFolder } from '../support/keys.ts';
import { openTestServices } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';
import { serveStation } from '../support/window.ts';

const chromium = findChromium() ?? '';
const needsChromium = { skip: whyNoChromium() ?? false };
const needsShell = {
  skip: process.platform === 'win32' && 'the stand-in browser is a shell script',
};
const needsSignals = { skip: process.platform === 'win32' && 'Windows has no signals' };

test('the app window reaches its station and nothing else', needsChromium, async (t) => {
  const server = await serveStation(t, await openTestServices(t));
  const asked: string[] = [];
  const elsewhere = createServer((request, response) => {
    asked.push(request.headers.host ?? '');
    response.end('reached');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  t.after(() => elsewhere.close());
  const { port } = elsewhere.address() as AddressInfo;

  const page = await (await headless(t, server.port)).newPage();
  await page.goto(server.newLink());
  // What the page shows of the station came over its WebSocket.
  await page.getByText('No camera found').waitFor();
  assert.equal(server.isReached(), true);

  for (const url of [
    `http://127.0.0.1:${port}/`,
    `http://localhost:${port}/`,
    `http://[::1]:${port}/`,
    `http://127.0.0.2:${server.port}/`,
    'http://station.example/',
  ]) {
    const tab = await page.context().newPage();
    await tab.goto(`http://127.0.0.1:${server.port}/`);
    const failed = tab.waitForEvent('requestfailed');
    await tab.evaluate((target) => void (location.href = target), url);
    assert.match((await failed).failure()?.errorText ?? '', /ERR_PROXY_CONNECTION_FAILED/, url);
    await tab.close();
  }
  assert.deepEqual(asked, []);
});

/** Chromium with the app window's own flags, but no screen. */
async function headless(t: TestContext, port: number): Promise<BrowserContext> {
  const isRoot = process.getuid?.() === 0;
  const profile = temporaryDir(t);
  const flags = windowFlags({ profile, port, root: isRoot });
  const context = await playwright.launchPersistentContext(profile, {
    executablePath: chromium,
    // The profile is named by the argument above.
    args: ['--disable-gpu', ...flags.filter((flag) => !flag.startsWith('--user-data-dir='))],
    chromiumSandbox: !isRoot,
    permissions: ['camera'],
  });
  t.after(() => context.close());
  return context;
}

test('a window that ends before its page came is one that failed', needsShell, async (t) => {
  const folder = temporaryDir(t);
  const ended = (script: string, isReached: boolean): Promise<string> =>
    openAppWindow({
      chromium: standIn(folder, script),
      link: 'http://127.0.0.1/',
      profile: join(folder, 'window'),
      port: 1,
      root: false,
      isReached: () => isReached,
    }).ended;
  assert.equal(await ended('exit 0', true), 'closed');
  assert.equal(await ended('exit 0', false), 'failed');
  assert.equal(await ended('exit 3', true), 'failed');
  assert.equal(await ended('kill -KILL $$', true), 'failed');
});

test('a window that the station ends itself is closed', needsShell, async (t) => {
  const folder = temporaryDir(t);
  const window = openAppWindow({
    chromium: standIn(folder, 'exec tail -f /dev/null'),
    link: 'http://127.0.0.1/',
    profile: join(folder, 'window'),
    port: 1,
    root: false,
    isReached: () => false,
  });
  window.close();
  assert.equal(await window.ended, 'closed');
});

test(
  'where the browser hands the link over and ends, the link is printed',
  needsShell,
  async (t) => {
    const folder = temporaryDir(t);
    const station = start(t, join(folder, 'data'), ['--open'], {
      THRESHOLD_CHROMIUM: standIn(folder, 'exit 0'),
    });
    const said = allOf(station.stderr);
    await lineWith(station.stdout, 'http://127.0.0.1:');
    station.kill('SIGTERM');
    await once(station, 'exit');
    assert.match(await said, /ended without showing the window/);
    assert.equal(/without Chromium’s sandbox/.test(await said), process.getuid?.() === 0);
  },
);

test('a second station on one data folder says so, and the first goes on', async (t) => {
  const data = temporaryDir(t);
  const first = start(t, data);
  await lineWith(first.stdout, 'http://127.0.0.1:');
  const second = start(t, data);
  const said = allOf(second.stderr);
  const [code] = (await once(second, 'exit')) as [number];
  assert.equal(code, 1);
  assert.match(await said, /already running .*\. Use its window, .*end it first, or .*--data\./);
  const people = await threshold('people', 'list', '--json', '--data', data);
  assert.deepEqual([people.code, people.stdout], [0, '[]\n']);
  const elsewhere = start(t, join(data, 'other'));
  await lineWith(elsewhere.stdout, 'http://127.0.0.1:');
  assert.equal(first.exitCode, null);
});

test('a station that was killed leaves its data folder free', needsSignals, async (t) => {
  const data = temporaryDir(t);
  const first = start(t, data);
  await lineWith(first.stdout, 'http://127.0.0.1:');
  first.kill('SIGKILL');
  await once(first, 'exit');
  const second = start(t, data);
  await lineWith(second.stdout, 'http://127.0.0.1:');
});

test('a terminal that is closed ends the station in order', needsSignals, async (t) => {
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
    const station = start(t, temporaryDir(t));
    await lineWith(station.stdout, 'http://127.0.0.1:');
    station.kill(signal);
    assert.deepEqual(await once(station, 'exit'), [0, null], signal);
  }
});

type Station = ChildProcess & { readonly stdout: Readable; readonly stderr: Readable };

/** The browser host as `npm start` runs it. */
function start(
  t: TestContext,
  data: string,
  argv: readonly string[] = ['--no-open'],
  env: NodeJS.ProcessEnv = {},
): Station {
  const entry = join(root, 'electron/hosts/browser/main.ts');
  const child = spawn(process.execPath, [entry, '--data', data, ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, THRESHOLD_KEY_FOLDER: testKeyFolder(), ...env },
  });
  t.after(() => end(child));
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function lineWith(stream: Readable, text: string): Promise<string> {
  for await (const line of createInterface({ input: stream })) if (line.includes(text)) return line;
  throw new Error(`ended without a line with “${text}”`);
}

async function allOf(stream: Readable): Promise<string> {
  return (await stream.toArray()).map(String).join('');
}

/** A program in place of the browser. */
function standIn(folder: string, script: string): string {
  const path = join(folder, 'stand-in');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o700);
  return path;
}
