import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, test } from 'node:test';
import type { Bridge } from '../../renderer/transport/bridge.ts';
import { cameraClip } from '../support/camera-clip.ts';
import { temporaryDir } from '../support/temporary.ts';
import { launchElectron, whyNoElectron, type ElectronStation } from './electron-app.ts';
import { firstDay } from './story.ts';

const obstacle = whyNoElectron();
if (obstacle !== null) test('the station in real Electron', { skip: obstacle }, () => {});
else {
  describe('the window of real Electron', theWindow);
  test('the first day with the station, at a camera, in real Electron', async (t) => {
    let station: ElectronStation | null = null;
    t.after(() => station?.close());
    const folder = temporaryDir(t);
    await firstDay(async (person) => {
      await station?.close();
      const camera = await cameraClip(folder, person, [1, 2, 3, 4]);
      station = await launchElectron({ dataDir: join(folder, 'data'), camera });
      return station.page;
    });
  });
}

/** What the unit tests see in the stub, seen in Chromium itself. */
function theWindow(): void {
  const dataDir = mkdtempSync(join(tmpdir(), 'threshold-e2e-'));
  let station: ElectronStation;
  before(async () => (station = await launchElectron({ dataDir })));
  after(async () => {
    await station.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('shows the station’s own page', async () => {
    assert.match(station.page.url(), /^threshold:\/\/station\//);
    const answer = await station.page.evaluate(() =>
      window.threshold?.request('station.status', {}),
    );
    assert.equal(answer?.ok && answer.value.host, 'electron');
  });

  it('has no Node and nothing of Electron but the two functions', async () => {
    const found = await station.page.evaluate(() => ({
      globals: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(
        (name) => name in window,
      ),
      api: Object.keys(window.threshold ?? {}).sort(),
    }));
    const api: (keyof Bridge)[] = ['onNotice', 'request'];
    assert.deepEqual(found, { globals: [], api });
  });

  it('reaches neither the network nor the disk', async () => {
    const reached = await station.page.evaluate(async () => {
      const addresses = ['http://127.0.0.1/', 'http://127.0.0.1:9/', 'file:///etc/passwd'];
      const tries = addresses.map((url) => fetch(url, { mode: 'no-cors' }).then(() => url));
      const settled = await Promise.allSettled(tries);
      return settled.flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []));
    });
    assert.deepEqual(reached, []);
  });

  it('gathers no address for a peer connection', async () => {
    const candidates = await station.page.evaluate(async () => {
      const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:3478' }] });
      const found: string[] = [];
      // A null candidate ends the gathering.
      const gathered = new Promise<void>((done) => {
        peer.onicecandidate = ({ candidate }) =>
          candidate ? found.push(candidate.candidate) : done();
      });
      peer.createDataChannel('x');
      await peer.setLocalDescription();
      await gathered;
      peer.close();
      return found;
    });
    assert.deepEqual(candidates, []);
  });

  it('runs no script that is not one of its files', async () => {
    const ran = await station.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.documentElement.dataset.injected = "yes"';
      document.head.append(script);
      return document.documentElement.dataset['injected'] ?? null;
    });
    assert.equal(ran, null);
  });

  it('stays where it is and opens nothing', async () => {
    const { page, app } = station;
    const opened = await page.evaluate(() => window.open('http://127.0.0.1/') === null);
    assert.equal(opened, true);
    const asked = app.evaluate(
      ({ webContents }) =>
        new Promise<void>((done) => {
          for (const contents of webContents.getAllWebContents()) {
            contents.once('will-navigate', () => done());
          }
        }),
    );
    await page.evaluate(() => void (location.href = 'http://127.0.0.1/'));
    await asked;
    assert.match(page.url(), /^threshold:\/\/station\//);
    assert.equal(app.windows().length, 1);
  });

  it('may use the camera, and neither microphone, place nor notifications', async () => {
    const media = await station.page.evaluate(async () => {
      const open = (wanted: MediaStreamConstraints) =>
        navigator.mediaDevices.getUserMedia(wanted).then(
          (stream) =>
            stream
              .getTracks()
              .map((track) => (track.stop(), track.kind))
              .join(),
          (cause: Error) => cause.name,
        );
      const video = await open({ video: true });
      const audio = await open({ audio: true });
      const both = await open({ video: true, audio: true });
      return { video, audio, both, notification: Notification.permission };
    });
    assert.equal(media.video, 'video');
    assert.notEqual(media.audio, 'audio');
    assert.doesNotMatch(media.both, /audio/);
    assert.equal(media.notification, 'denied');
  });

  it('runs sandboxed, isolated pages only', async () => {
    const seen = await station.app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => ({
        url: contents.getURL(),
        frames: contents.mainFrame.framesInSubtree.length,
      })),
    );
    const pages = seen.filter(({ url }) => !url.startsWith('devtools:'));
    assert.equal(pages.length, 1);
    assert.equal(pages[0]?.frames, 1);
  });
}
