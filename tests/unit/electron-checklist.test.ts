import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it, mock } from 'node:test';
import { configuration } from '../../build/electron-builder.ts';
import { channelNames } from '../../electron/contract/channels.ts';
import { isOurs } from '../../electron/hosts/electron/origin.ts';
import { runPreload, startMain, type StartedMain } from '../contract/electron-stub-main.ts';
import { StubContents, StubFrame, StubIpcMain } from '../contract/electron-stub-page.ts';

const root = join(import.meta.dirname, '..', '..');
const home = 'threshold://station/index.html';
const hostileUrls = [
  'https://attacker.example/',
  'http://station/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,<h1>hello',
  'blob:threshold://station/0000',
  'about:blank',
  'view-source:threshold://station/',
  'threshold://station.attacker.example/',
  'threshold://attacker.example/threshold://station/',
  'threshold://station@attacker.example/',
  'threshold://station:1/',
  'threshold://user@station/',
  'threshold:station/',
  'threshold-station://station/',
  'chrome://gpu/',
  'devtools://devtools/bundled/inspector.html',
  'smb://share/',
  'ms-calculator:',
];

/** Electron's list of twenty recommendations, in its order, on the real main.ts over the stub. */
describe('the Electron security checklist', () => {
  let started: StartedMain;
  before(async () => {
    mock.method(console, 'error', () => {});
    started = await startMain();
  });

  it('1. loads only its own scheme: nothing of the network, the disk or another scheme', () => {
    const { defaultSession } = started.electron;
    for (const type of ['mainFrame', 'subFrame', 'script', 'xhr', 'webSocket', 'ping'] as const) {
      for (const url of [...hostileUrls, 'wss://attacker.example/', 'https://127.0.0.1/']) {
        const ownData = type === 'xhr' && url.startsWith('blob:threshold://station/');
        const devTools = url.startsWith('devtools://devtools/');
        assert.equal(defaultSession.loads(url, type), ownData || devTools, `${type} ${url}`);
      }
    }
    assert.equal(defaultSession.loads(home, 'mainFrame'), true);
    assert.equal(started.page.getURL(), home);
  });

  it('2. gives no page Node: not in the window, its frames or its workers', () => {
    assert.equal(preferences().nodeIntegration, false);
    assert.equal(preferences().nodeIntegrationInSubFrames, false);
    assert.equal(preferences().nodeIntegrationInWorker, false);
  });

  it('3. isolates the preload from the page', () => {
    assert.equal(preferences().contextIsolation, true);
  });

  it('4. sandboxes every renderer, whatever window options say', () => {
    assert.equal(started.electron.app.sandboxed, true);
    assert.equal(preferences().sandbox, true);
  });

  it('5. denies every permission but the camera for its own page', () => {
    const { defaultSession, module } = started.electron;
    const contents = started.window.window.webContents;
    const wanted = { isMainFrame: true, requestingUrl: home, securityOrigin: home };
    const camera = { ...wanted, mediaTypes: ['video' as const] };
    assert.equal(defaultSession.permissionRequested(contents, 'media', camera), true);
    assert.equal(defaultSession.permissionRequested(contents, 'geolocation', camera), false);
    assert.equal(defaultSession.permissionChecked(contents, 'notifications', home, wanted), false);
    assert.equal(defaultSession.deviceAllowed('usb', home), false);
    assert.equal(defaultSession.screenGranted(), false);
    assert.equal(module.session.defaultSession, defaultSession.asElectron());
  });

  it('6. leaves webSecurity on', () => assertUntouched('webSecurity'));

  it('7. sends a content security policy that begins with nothing allowed', async () => {
    const response = await started.electron.protocol.answer(home);
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none';/);
    assert.doesNotMatch(policy, /unsafe-|\*|https?:|wss?:/);
    const sources = new Map(policy.split('; ').map((rule) => split(rule)));
    assert.deepEqual(sources.get('script-src'), `'self'`);
    assert.deepEqual(sources.get('style-src'), `'self'`);
    assert.deepEqual(sources.get('connect-src'), `'self'`);
    for (const rule of ['base-uri', 'form-action', 'frame-ancestors']) {
      assert.equal(sources.get(rule), `'none'`);
    }
  });

  it('8. leaves allowRunningInsecureContent off', () =>
    assertUntouched('allowRunningInsecureContent'));

  it('9. leaves experimental features off', () => assertUntouched('experimentalFeatures'));

  it('10. enables no Blink feature', () => assertUntouched('enableBlinkFeatures'));

  it('11. has no <webview>, so none with allowpopups', () => {
    assert.equal(preferences().webviewTag, false);
    for (const { path, text } of sources('renderer', /\.(svelte|html|ts)$/)) {
      assert.doesNotMatch(text, /<webview|allowpopups/i, path);
    }
  });

  it('12. prevents a <webview> from attaching, whatever its options', () => {
    for (const src of [home, ...hostileUrls]) {
      assert.equal(started.page.attachWebview({ src, preload: 'file:///x.js' }), 'prevented');
    }
  });

  it('13. keeps every navigation and redirect at home, in every frame', () => {
    const page = started.page;
    const frame = new StubFrame(home, page.mainFrame);
    for (const url of hostileUrls) {
      assert.equal(page.navigate(url), 'stayed', url);
      assert.equal(page.navigate(url, frame), 'stayed', `frame ${url}`);
      for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const) {
        assert.equal(page.emitNavigation(name, url), 'stayed', `${name} ${url}`);
      }
    }
    assert.equal(page.navigate(home), 'went');
    assert.equal(page.emitNavigation('will-redirect', `${home}#people`), 'went');
  });

  it('14. opens no second window, not even of its own page', () => {
    for (const url of [home, ...hostileUrls]) {
      assert.equal(started.page.openWindow(url), 'denied', url);
    }
    assert.equal(started.electron.windows.length, 1);
  });

  it('15. hands only listed pages to the system, letter by letter', async () => {
    const { opened } = started.electron;
    const before = opened.length;
    const licence = 'https://www.apache.org/licenses/LICENSE-2.0';
    const near = [`${licence}/../..`, `${licence}?q`, licence.replace('https', 'http')];
    const forged = [`https://www.apache.org@attacker.example/licenses/LICENSE-2.0`, '', 'calc.exe'];
    for (const url of [...hostileUrls, ...near, ...forged]) started.page.openWindow(url);
    assert.deepEqual(opened.slice(before), []);
    started.page.openWindow(licence);
    assert.deepEqual(opened.slice(before), [licence]);
  });

  it('15a. calls shell.openExternal at one place only', () => {
    const callers = sources('electron', /\.ts$/).filter(({ text }) => /openExternal\(/.test(text));
    const direct = callers.filter(({ text }) => /shell\.openExternal\(/.test(text));
    assert.deepEqual(
      direct.map(({ path }) => path),
      [join('electron', 'hosts', 'electron', 'external-links.ts')],
    );
  });

  it('16. pins Electron exactly, at the version that is installed', () => {
    const pinned = json('package.json').devDependencies['electron'] ?? '';
    assert.match(pinned, /^\d+\.\d+\.\d+$/);
    assert.equal(json('node_modules/electron/package.json').version, pinned);
  });

  it('17. answers only the top frame of its own page', async () => {
    const { page, services } = started;
    page.arriveAt(home);
    const gone = Object.assign(new StubFrame(home), { disposed: true });
    const foreign = hostileUrls.map((url) => new StubFrame(url));
    const frames = [new StubFrame(home, page.mainFrame), new StubFrame(home, null, 'null'), gone];
    for (const channel of channelNames) {
      for (const frame of [...foreign, ...frames, null]) {
        const answer = await page.invokeFrom(frame, channel, {});
        assert.deepEqual(errorCode(answer), 'not-allowed', channel);
      }
    }
    assert.ok(services.calls.every(({ caller }) => !caller.trusted));
    const answer = await page.invokeFrom(page.mainFrame, 'station.status', {});
    assert.deepEqual(answer, { ok: true, value: {} });
  });

  it('18. serves its page by its own scheme with a real origin, never from file:', () => {
    const [scheme] = started.electron.protocol.schemes;
    assert.equal(started.electron.protocol.schemes.length, 1);
    assert.equal(scheme?.scheme, 'threshold');
    assert.equal(scheme?.privileges?.standard, true);
    assert.equal(scheme?.privileges?.secure, true);
    assert.equal(scheme?.privileges?.bypassCSP ?? false, false);
    assert.equal(scheme?.privileges?.allowServiceWorkers ?? false, false);
    assert.deepEqual(started.electron.protocol.handled, ['threshold']);
    for (const { path, text } of sources('electron', /\.ts$/)) {
      assert.doesNotMatch(text, /loadFile\(|loadURL\(['"`]file:/, path);
    }
  });

  it('19. sets every fuse there is, by name', () => {
    const types = 'node_modules/app-builder-lib/out/configuration.d.ts';
    const text = readFileSync(join(root, types), 'utf8');
    const known = /interface FuseOptionsV1 \{([^]*?)\n\}/.exec(text)?.[1] ?? '';
    const names = [...known.matchAll(/^\s*(\w+)\?: boolean/gm)].map(([, name]) => name ?? '');
    assert.ok(names.length >= 9, 'the builder no longer lists its fuses where this test looks');
    const set = configuration.electronFuses ?? {};
    assert.deepEqual(Object.keys(set).sort(), names.sort());
    const wanted = {
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    };
    assert.deepEqual({ ...set, ...wanted }, set);
  });

  it('20. shows the page two functions, and values instead of events', async () => {
    const page = new StubContents(9, new StubIpcMain());
    page.arriveAt(home);
    await runPreload(page);
    assert.deepEqual(Object.keys(page.world), ['threshold']);
    const api = page.world['threshold'] as Record<string, (...args: unknown[]) => unknown>;
    assert.deepEqual(Object.keys(api).sort(), ['onNotice', 'request']);
    const heard: unknown[][] = [];
    const stop = api['onNotice']?.((...args: unknown[]) => heard.push(args)) as () => void;
    page.send('threshold:notice', 'people');
    stop();
    page.send('threshold:notice', 'events');
    assert.deepEqual(heard, [['people']]);
  });

  function preferences() {
    return started.window.options.webPreferences ?? {};
  }

  function assertUntouched(name: string): void {
    assert.equal(Object.hasOwn(preferences(), name), false);
    for (const { path, text } of sources('electron', /\.ts$/)) {
      assert.doesNotMatch(text, new RegExp(name), path);
    }
  }
});

describe('the packaged app on a Mac', () => {
  it('may use the camera, and says what for', () => {
    const { mac } = configuration;
    assert.match(String(mac?.extendInfo?.NSCameraUsageDescription), /camera/);
    for (const file of [mac?.entitlements, mac?.entitlementsInherit]) {
      const text = readFileSync(join(root, file ?? ''), 'utf8');
      const granted = [...text.matchAll(/<key>([^<]+)<\/key>\s*<true\/>/g)].map(([, key]) => key);
      assert.deepEqual(granted, [
        'com.apple.security.cs.allow-jit',
        'com.apple.security.cs.allow-unsigned-executable-memory',
        'com.apple.security.cs.disable-library-validation',
        'com.apple.security.device.camera',
      ]);
    }
  });
});

describe('the origin of the station', () => {
  it('is the scheme and host of its page and nothing that only looks like it', () => {
    for (const url of [home, 'threshold://station', 'threshold://station/a/b?c#d']) {
      assert.equal(isOurs(url), true, url);
    }
    for (const url of [...hostileUrls, '', 'null', 'station', null, undefined]) {
      assert.equal(isOurs(url), false, String(url));
    }
  });
});

function errorCode(answer: unknown): string | undefined {
  return (answer as { error?: { code: string } }).error?.code;
}

function split(rule: string): [string, string] {
  const space = rule.indexOf(' ');
  return [rule.slice(0, space), rule.slice(space + 1)];
}

function json(path: string): { version: string; devDependencies: Record<string, string> } {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

function sources(folder: string, name: RegExp): { path: string; text: string }[] {
  const found = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => name.test(path))
    .map((path) => join(folder, path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  assert.ok(found.length > 0, `no sources in ${folder}`);
  return found;
}
