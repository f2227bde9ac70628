import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { whyNoChromium } from '../../build/chromium.ts';
import { findChromium } from '../../electron/hosts/browser/find-chromium.ts';
import { accessibilityFaults } from '../support/axe.ts';
import { cameraClip } from '../support/camera-clip.ts';
import { photoPath } from '../support/people.ts';
import { openTestServices, tracedVision } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';
import { openWindow, serveStation, startChromium } from '../support/window.ts';
import { firstDay, headline, open } from './story.ts';

const chromium = findChromium() ?? '';
const options = { skip: whyNoChromium() ?? false };

/** A window of its own station; `camera` is who stands before it. */
async function window(t: TestContext, camera: string | null): Promise<Page> {
  const server = await serveStation(t, await openTestServices(t));
  const clip = camera ? await cameraClip(temporaryDir(t), camera, [1, 2, 3, 4]) : null;
  return openWindow(await startChromium(t, chromium, clip), server);
}

test('the first day with the station, at a camera', options, async (t) => {
  const server = await serveStation(t, await openTestServices(t));
  const folder = temporaryDir(t);
  let current: BrowserContext | null = null;
  await firstDay(async (person) => {
    await current?.close();
    const clip = await cameraClip(folder, person, [1, 2, 3, 4]);
    current = await startChromium(t, chromium, clip);
    return openWindow(current, server);
  });
});

test('with no camera the window says so, and a photo stands in for it', options, async (t) => {
  const page = await window(t, null);
  await page.getByText('No camera found').waitFor();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Use a file instead' }).first().click(),
  ]);
  await chooser.setFiles(photoPath('p03'));
  await headline(page, 'Not recognised');
});

test(
  'a vision process that dies while somebody is checked costs a moment only',
  options,
  async (t) => {
    const vision = tracedVision();
    const server = await serveStation(t, await openTestServices(t, { spawnVision: vision.spawn }));
    const clip = await cameraClip(temporaryDir(t), 'p02', [1]);
    const page = await openWindow(await startChromium(t, chromium, clip), server);
    await headline(page, 'Not recognised');
    vision.ports[0]?.kill();
    await open(page, 'Log');
    await page
      .getByText(/recognition process stopped/)
      .first()
      .waitFor();
    await open(page, 'Check');
    await headline(page, 'Not recognised');
    assert.equal(vision.ports.length, 2);
  },
);

test('every view is free of accessibility faults, light and dark', options, async (t) => {
  const page = await window(t, 'p01');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const view of ['Check', 'Enrol', 'People', 'Log', 'Recognition', 'Privacy', 'Station']) {
      await open(page, view);
      assert.deepEqual(await accessibilityFaults(page), [], `${view}, ${colorScheme}`);
    }
  }
});

test('the page reaches no Node, no file and no network but the station', options, async (t) => {
  const page = await window(t, null);
  await page.getByText('No camera found').waitFor();
  let asked = 0;
  const elsewhere = createServer((_, response) => {
    asked++;
    response.setHeader('Access-Control-Allow-Origin', '*').end('reached');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  t.after(() => elsewhere.close());
  const url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
  const tried = await page.evaluate(async (target) => {
    const fails = (work: () => unknown): Promise<boolean> =>
      Promise.resolve()
        .then(work)
        .then(
          () => false,
          () => true,
        );
    const load = (tag: 'img' | 'script' | 'iframe'): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const element = document.createElement(tag);
        element.onload = resolve;
        element.onerror = reject;
        document.addEventListener('securitypolicyviolation', reject, { once: true });
        element.src = target;
        document.body.append(element);
      });
    return {
      node: ['require', 'process', 'module', 'Buffer'].every((name) => !(name in globalThis)),
      fetch: await fails(() => fetch(target)),
      socket: await fails(
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket(target.replace('http', 'ws'));
            socket.onopen = resolve;
            socket.onerror = reject;
          }),
      ),
      image: await fails(() => load('img')),
      script: await fails(() => load('script')),
      frame: await fails(() => load('iframe')),
      file: await fails(() => fetch('file:///etc/passwd')),
      evaluation: await fails(() => new Function('return 1')()),
    };
  }, url);
  assert.deepEqual(tried, {
    node: true,
    fetch: true,
    socket: true,
    image: true,
    script: true,
    frame: true,
    file: true,
    evaluation: true,
  });
  assert.equal(asked, 0);
});

test('a page of another site gets nothing from the station', options, async (t) => {
  const server = await serveStation(t, await openTestServices(t));
  const context = await startChromium(t, chromium, null);
  // The visitor is signed in; the other page is open in the same browser.
  await openWindow(context, server);
  const site = createServer((_, response) => response.end('<!doctype html><p>hello</p>'));
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  t.after(() => site.close());
  const other = await context.newPage();
  await other.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  const got = await other.evaluate(async (port) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/station`);
    const opened = await new Promise((resolve) => {
      socket.onopen = () => resolve(true);
      socket.onerror = () => resolve(false);
    });
    const page = await fetch(`http://127.0.0.1:${port}/`, { credentials: 'include' }).then(
      () => true,
      () => false,
    );
    return { opened, page };
  }, server.port);
  assert.deepEqual(got, { opened: false, page: false });
});
