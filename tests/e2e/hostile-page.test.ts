import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { whyNoChromium } from '../../build/chromium.ts';
import { findChromium } from '../../electron/hosts/browser/find-chromium.ts';
import type { StationServer } from '../../electron/hosts/browser/server.ts';
import { openTestServices } from '../support/station.ts';
import { openWindow, serveStation, startChromium } from '../support/window.ts';

const chromium = findChromium() ?? '';
const needsChromium = { skip: whyNoChromium() ?? false };

/** A page that is not the station's, on another port of the same machine: the same site to cookies. */
async function otherPage(t: TestContext): Promise<string> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>elsewhere</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** The station open in its window, and beside it, in the same browser, a page of another origin. */
async function beside(t: TestContext): Promise<{ server: StationServer; hostile: Page }> {
  const server = await serveStation(t, await openTestServices(t));
  const context = await startChromium(t, chromium, null);
  const own = await openWindow(context, server);
  await own.getByRole('main').waitFor();
  const hostile = await context.newPage();
  await hostile.goto(await otherPage(t));
  return { server, hostile };
}

test(
  'a page of another origin can neither read the station nor talk to it, cookie or not',
  needsChromium,
  async (t) => {
    const { server, hostile } = await beside(t);
    const station = `http://127.0.0.1:${server.port}`;
    const outcome = await hostile.evaluate(async (origin) => {
      const text = async (init: RequestInit): Promise<string> => {
        try {
          const answer = await fetch(`${origin}/`, { credentials: 'include', ...init });
          return answer.type === 'opaque' ? 'opaque' : `read ${(await answer.text()).length}`;
        } catch {
          return 'refused';
        }
      };
      const socket = (url: string, protocols?: string): Promise<string> =>
        new Promise((resolve) => {
          const made = new WebSocket(url, protocols);
          made.addEventListener('open', () => resolve('open'));
          made.addEventListener('error', () => resolve('refused'));
        });
      return {
        read: await text({}),
        post: await text({ method: 'POST', body: '{}' }),
        blind: await text({ mode: 'no-cors' }),
        socket: await socket(`${origin.replace('http', 'ws')}/station`),
        named: await socket(`${origin.replace('http', 'ws')}/station`, 'station'),
      };
    }, station);
    assert.equal(outcome.read, 'refused');
    assert.equal(outcome.post, 'refused');
    assert.notEqual(outcome.blind.startsWith('read'), true);
    assert.equal(outcome.socket, 'refused');
    assert.equal(outcome.named, 'refused');
  },
);

test('the station cannot be shown inside another page', needsChromium, async (t) => {
  const { server, hostile } = await beside(t);
  const shown = await hostile.evaluate(async (url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    document.body.append(frame);
    await loaded;
    // Of a page that may not be framed the browser shows an error of its own, of no origin.
    return frame.contentDocument === null ? 'another origin' : frame.contentDocument.title;
  }, `http://127.0.0.1:${server.port}/`);
  assert.equal(shown, 'another origin');
  const frames = hostile.frames().filter((frame) => frame.parentFrame() !== null);
  assert.equal(frames.length, 1);
  assert.equal(await frames[0]?.locator('#app').count(), 0);
});

test(
  'a window that another page opens of the station tells it nothing',
  needsChromium,
  async (t) => {
    const { server, hostile } = await beside(t);
    const opened = hostile.context().waitForEvent('page');
    await hostile.evaluate((url) => {
      const made = window.open(url);
      Object.assign(window, { made });
    }, `http://127.0.0.1:${server.port}/`);
    await (await opened).waitForLoadState();
    const reached = await hostile.evaluate(() => {
      const { made } = window as unknown as { made: Window | null };
      try {
        return made?.document === undefined ? 'nothing' : 'its document';
      } catch {
        return 'nothing';
      }
    });
    assert.equal(reached, 'nothing');
  },
);

test('a name that is rebound to this machine reaches no station', needsChromium, async (t) => {
  const server = await serveStation(t, await openTestServices(t));
  const context = await startChromium(t, chromium, null, [
    '--host-resolver-rules=MAP rebound.example 127.0.0.1',
  ]);
  for (const path of ['/', `/${new URL(server.newLink()).search}`]) {
    const tab = await context.newPage();
    const answer = tab.waitForResponse((response) => response.url().includes('rebound'));
    // An answer without a page is an error to the browser.
    await tab.goto(`http://rebound.example:${server.port}${path}`).catch(() => undefined);
    assert.equal((await answer).status(), 403);
  }
  const page = await context.newPage();
  await page.goto((await otherPage(t)).replace('127.0.0.1', 'rebound.example'));
  const socket = await page.evaluate(
    (url) =>
      new Promise((resolve) => {
        const made = new WebSocket(url);
        made.addEventListener('open', () => resolve('open'));
        made.addEventListener('error', () => resolve('refused'));
      }),
    `ws://rebound.example:${server.port}/station`,
  );
  assert.equal(socket, 'refused');
});

test(
  'another browser on the machine gets in neither without a link nor with a used one',
  needsChromium,
  async (t) => {
    const server = await serveStation(t, await openTestServices(t));
    const link = server.newLink();
    const own = await startChromium(t, chromium, null);
    const page = own.pages()[0] ?? (await own.newPage());
    assert.equal((await page.goto(link))?.status(), 200);
    const second = await startChromium(t, chromium, null);
    const other = second.pages()[0] ?? (await second.newPage());
    assert.equal((await other.goto(link))?.status(), 403);
    assert.equal((await other.goto(`http://127.0.0.1:${server.port}/`))?.status(), 403);
  },
);
