import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { App, MenuItemConstructorOptions } from 'electron';
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { before, describe, it, mock } from 'node:test';
import { crashPolicy, reloadAfterCrash } from '../../electron/hosts/electron/crash-recovery.ts';
import { claimDataFolder, dataFolderArgument } from '../../electron/hosts/electron/data-folder.ts';
import { cutNetwork } from '../../electron/hosts/electron/network.ts';
import { stationPaths } from '../../electron/hosts/electron/paths.ts';
import { closeBeforeQuit } from '../../electron/hosts/electron/safe-quit.ts';
import { lockSession } from '../../electron/hosts/electron/session-lockdown.ts';
import { inUtilityProcess } from '../../electron/hosts/electron/utility-process.ts';
import { windowOptions } from '../../electron/hosts/electron/window-options.ts';
import { openDatabase } from '../../electron/store/database.ts';
import { memoryVault } from '../../electron/vault/memory-vault.ts';
import { createElectronStub, StubApp } from '../contract/electron-stub.ts';
import { startMain, tick } from '../contract/electron-stub-main.ts';
import { StubContents, StubIpcMain, preventable } from '../contract/electron-stub-page.ts';
import { StubSession } from '../contract/electron-stub-session.ts';

before(() => void mock.method(console, 'error', () => {}));

describe('the Electron host', () => {
  it('starts with the data folder it was given and a profile inside it', async () => {
    const { options, dataDir, electron } = await startMain();
    assert.equal(options.dataDir, dataDir);
    assert.equal(options.host, 'electron');
    assert.equal(options.version, '0.0.0-stub');
    assert.equal(electron.app.paths.get('userData'), join(dataDir, 'electron'));
    assert.ok(existsSync(join(dataDir, 'electron')));
  });

  it('shows its window once it has something to show', async () => {
    const { window } = await startMain();
    assert.equal(window.options.show, false);
    assert.equal(window.visible, true);
    assert.ok((window.options.minWidth ?? 0) >= 640);
  });

  it('guards every session and every page there will ever be', async () => {
    const { electron } = await startMain();
    const session = new StubSession();
    electron.app.emit('session-created', session);
    assert.equal(session.loads('https://attacker.example/', 'xhr'), false);
    const page = new StubContents(77, new StubIpcMain());
    electron.app.emit('web-contents-created', preventable(), page);
    assert.equal(page.navigate('https://attacker.example/'), 'stayed');
    assert.equal(page.openWindow('https://attacker.example/'), 'denied');
    assert.equal(page.webRtcPolicy, 'disable_non_proxied_udp');
  });

  it('connects its window: notices reach the page, and its end is told', async () => {
    const { page, services } = await startMain();
    const heard: unknown[][] = [];
    page.toPage.on('threshold:notice', (...args) => heard.push(args));
    for (const listener of services.listeners) listener('status');
    assert.deepEqual(heard, [['status']]);
    page.destroy();
    assert.deepEqual(services.forgotten.slice(-1), [`window:${page.id}`]);
    assert.equal(services.listeners.size, 0);
  });

  it('runs the vision process as a utility process, and drains what it prints', async () => {
    const { options, electron } = await startMain();
    const port = options.spawnVision(['--models', 'm']);
    const [child] = electron.children;
    assert.ok(child);
    assert.deepEqual(child.args, ['--models', 'm']);
    assert.equal(child.options.stdio, 'pipe');
    child.stdout.write('one line\n');
    await tick();
    assert.equal(child.stdout.readableLength, 0);
    port.kill();
    assert.equal(child.killed, true);
  });

  it('runs a training in a process of its own, and tells it where its threads’ file is', async () => {
    const { options, electron } = await startMain();
    options.spawnTraining(['--worker', options.trainingWorker]);
    const [child] = electron.children;
    assert.ok(child);
    assert.match(child.entry, /training\.js$/);
    assert.match(child.args[1] ?? '', /training-worker\.js$/);
    assert.equal(child.options.serviceName, 'Threshold training');
  });

  it('closes the station before it ends, once, however often it is asked', async () => {
    const { electron, services } = await startMain();
    electron.app.emit('window-all-closed');
    electron.app.quit();
    assert.equal(electron.app.exitCode, null);
    await tick();
    assert.equal(services.closed, true);
    assert.equal(electron.app.exitCode, 0);
  });

  it('raises the open window at a second start, and ends the second', async () => {
    const { electron } = await startMain();
    const show = mock.method(electron.windows[0]?.window ?? assert.fail(), 'show');
    electron.app.emit('second-instance', preventable(), [], '/');
    assert.equal(show.mock.callCount(), 1);
    let stub: ReturnType<typeof createElectronStub> | undefined;
    const second = startMain((it) => {
      stub = it;
      it.app.lockFree = false;
    });
    await assert.rejects(second, /opened no window/);
    assert.equal(stub?.app.exitCode, 0);
    assert.equal(stub?.windows.length, 0);
  });

  it('says so and ends where the page keeps crashing', async () => {
    const { electron, page, services } = await startMain();
    for (let crash = 0; crash <= crashPolicy.maxCrashes; crash += 1) page.crash('crashed');
    await tick();
    assert.equal(electron.errorBoxes.length, 1);
    assert.equal(services.closed, true);
    assert.equal(electron.app.exitCode, 0);
  });

  it('keeps the developer tools out of the packaged app', async () => {
    const { electron, window } = await startMain((it) => (it.app.isPackaged = true));
    assert.equal(window.options.webPreferences?.devTools, false);
    assert.doesNotMatch(JSON.stringify(electron.menus), /devtools/i);
    assert.equal(electron.defaultSession.loads('devtools://devtools/x.html', 'mainFrame'), false);
  });

  it('leaves the digits to the page’s views: no menu entry takes them', async () => {
    const { electron } = await startMain();
    const [menu] = electron.menus;
    assert.ok(menu);
    const entries = menu.flatMap(({ submenu }) => (submenu ?? []) as MenuItemConstructorOptions[]);
    const roles = entries.map(({ role }) => role);
    for (const role of ['copy', 'paste', 'zoomIn', 'zoomOut', 'resetZoom', 'quit'] as const) {
      assert.ok(roles.includes(role), role);
    }
    assert.ok(entries.every(({ accelerator }) => !/\d/.test(String(accelerator ?? ''))));
  });
});

describe('the network', () => {
  it('is cut below the pages too: no name resolves, the proxy leads nowhere', async () => {
    const { electron } = await startMain();
    assert.equal(electron.app.switches.get('host-resolver-rules'), 'MAP * ~NOTFOUND');
    const { mode, proxyRules, proxyBypassRules } = electron.defaultSession.proxy;
    assert.equal(mode, 'fixed_servers');
    assert.match(proxyRules ?? '', /\.invalid:/);
    assert.equal(proxyBypassRules, '<-loopback>');
  });

  it('lets a page look at what it made itself, and not run or open it', () => {
    const session = new StubSession();
    cutNetwork(session.asElectron(), { devTools: false });
    const own = 'blob:threshold://station/0f0f';
    assert.equal(session.loads(own, 'image'), true);
    assert.equal(session.loads(own, 'media'), true);
    assert.equal(session.loads(own, 'script'), false);
    assert.equal(session.loads(own, 'mainFrame'), false);
    assert.equal(session.loads('blob:https://attacker.example/0f0f', 'image'), false);
    assert.equal(session.loads('data:image/png;base64,AA', 'image'), true);
    assert.equal(session.loads('data:text/javascript,1', 'script'), false);
  });

  it('lets only files be saved that its own page made', () => {
    const session = new StubSession();
    lockSession(session.asElectron(), { devTools: false });
    assert.equal(session.downloads('blob:threshold://station/4f2a'), true);
    for (const url of [
      'https://example.org/x.exe',
      'blob:https://example.org/4f2a',
      'threshold://station/index.html',
      'data:text/html,x',
      '',
    ]) {
      assert.equal(session.downloads(url), false, url);
    }
  });

  it('brings no download, no doubtful certificate and no dictionary', () => {
    const session = new StubSession();
    assert.equal(session.downloads('https://example.org/x'), true);
    assert.equal(session.certificateAccepted(), true);
    lockSession(session.asElectron(), { devTools: false });
    assert.equal(session.downloads('https://example.org/x'), false);
    assert.equal(session.certificateAccepted(), false);
    assert.equal(session.spellChecker, false);
  });

  it('is offered no certificate and accepts none', async () => {
    const { electron } = await startMain();
    const refused = preventable();
    let accepted: unknown = 'unanswered';
    const answer = (value: unknown) => void (accepted = value);
    electron.app.emit('certificate-error', refused, {}, 'https://x/', 'bad', {}, answer, true);
    assert.equal(refused.defaultPrevented, true);
    assert.equal(accepted, false);
    const offered = preventable();
    electron.app.emit('select-client-certificate', offered, {}, 'https://x/', [{}], answer);
    assert.equal(offered.defaultPrevented, true);
    assert.equal(accepted, undefined);
  });
});

describe('a page that crashes', () => {
  it('is reloaded a little later each time, and given up after a few', () => {
    const page = new StubContents(1, new StubIpcMain());
    const delays: number[] = [];
    let given = 0;
    let time = 0;
    const after = (ms: number, run: () => void) => (delays.push(ms), run());
    const recovery = { log: () => {}, giveUp: () => (given += 1), now: () => time, after };
    reloadAfterCrash(page.asElectron(), recovery);
    page.crash('clean-exit');
    assert.equal(page.reloads, 0);
    for (const reason of ['crashed', 'oom', 'killed'] as const) page.crash(reason);
    assert.deepEqual(delays, [500, 1000, 2000]);
    assert.equal(page.reloads, 3);
    time += crashPolicy.windowMs;
    page.crash('crashed');
    assert.equal(delays.at(-1), 500);
    for (let crash = 0; crash < crashPolicy.maxCrashes; crash += 1) page.crash('crashed');
    assert.equal(given, 1);
  });

  it('is left alone once its window is gone', () => {
    const page = new StubContents(1, new StubIpcMain());
    const after = (_ms: number, run: () => void) => (page.destroy(), run());
    reloadAfterCrash(page.asElectron(), { log: () => {}, giveUp: () => {}, after });
    page.crash('crashed');
    assert.equal(page.reloads, 0);
  });
});

describe('quitting', () => {
  it('waits no longer than its limit for a station that does not close', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const app = new StubApp();
    closeBeforeQuit(app.asElectron(), () => new Promise(() => {}), 5);
    app.quit();
    t.mock.timers.tick(4);
    await tick();
    assert.equal(app.exitCode, null);
    t.mock.timers.tick(1);
    await tick();
    assert.equal(app.exitCode, 0);
  });

  it('goes on where closing fails', async () => {
    const app = new StubApp();
    closeBeforeQuit(app.asElectron(), () => Promise.reject(new Error('disk gone')));
    app.quit();
    await tick();
    assert.equal(app.exitCode, 0);
  });
});

describe('the vision process in Electron', () => {
  const { module, app, children } = createElectronStub();
  app.becomeReady();
  const lines: string[] = [];
  const spawn = inUtilityProcess(
    module.utilityProcess,
    { name: 'vision', entry: 'entry.js' },
    (it) => lines.push(it),
  );

  it('exchanges clones', () => {
    const port = spawn([]);
    const child = children.at(-1) ?? assert.fail();
    const heard: unknown[] = [];
    port.onMessage((message) => heard.push(message));
    const frame = { data: new Uint8Array([1, 2]) };
    port.send(frame);
    child.say({ ready: true });
    assert.deepEqual(child.received, [frame]);
    assert.notEqual(child.received[0], frame);
    assert.deepEqual(heard, [{ ready: true }]);
  });

  it('tells its end once, with the reason', () => {
    const port = spawn([]);
    const child = children.at(-1) ?? assert.fail();
    const reasons: string[] = [];
    port.onExit((reason) => reasons.push(reason));
    child.emit('error', 'FatalError', 'v8::heap', '{}');
    child.emit('exit', 5);
    child.emit('exit', 5);
    assert.deepEqual(reasons, ['FatalError at v8::heap']);
  });

  it('is ended at once, not asked to end, where its pid is known', (t) => {
    if (process.platform === 'win32') return t.skip('Windows knows no other way');
    const kill = t.mock.method(process, 'kill', () => true);
    const port = spawn([]);
    const child = children.at(-1) ?? assert.fail();
    port.kill();
    assert.deepEqual([child.killed, kill.mock.callCount()], [true, 0]);
    const running = spawn([]);
    Object.assign(children.at(-1) ?? assert.fail(), { pid: 4711 });
    running.kill();
    assert.deepEqual(kill.mock.calls[0]?.arguments, [4711, 'SIGKILL']);
    assert.equal(children.at(-1)?.killed, false);
  });

  it('is asked to end where the system does not find its pid', (t) => {
    t.mock.method(process, 'kill', () => {
      throw new Error('ESRCH');
    });
    const port = spawn([]);
    const child = children.at(-1) ?? assert.fail();
    child.pid = 4711;
    port.kill();
    assert.equal(child.killed, true);
  });

  it('passes its output on by the line', async () => {
    spawn([]);
    const child = children.at(-1) ?? assert.fail();
    child.stderr.write('half');
    child.stderr.write(' a line\nnext\n');
    await tick();
    assert.deepEqual(lines, ['vision: half a line', 'vision: next']);
  });
});

describe('where things are', () => {
  it('takes --data in both spellings, and nothing for a folder that is not named', () => {
    assert.equal(dataFolderArgument(['electron', '.', '--data', 'x']), resolve('x'));
    assert.equal(dataFolderArgument(['electron', '--data=/y z']), resolve('/y z'));
    assert.equal(dataFolderArgument(['electron', '--data']), null);
    assert.equal(dataFolderArgument(['electron', '--database', 'x']), null);
  });

  it('keeps the data folder to its owner', (t) => {
    if (process.platform === 'win32') return t.skip('Windows has no modes');
    const folder = mkdtempSync(join(tmpdir(), 'threshold-data-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const data = join(folder, 'new');
    claimDataFolder(new StubApp(), ['--data', data]);
    for (const made of [data, join(data, 'electron')]) {
      assert.equal(statSync(made).mode & 0o777, 0o700, made);
    }
  });

  it('keeps the database and the files beside it to their owner', (t) => {
    if (process.platform === 'win32') return t.skip('Windows has no modes');
    const folder = mkdtempSync(join(tmpdir(), 'threshold-data-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'threshold.db');
    const files = [path, `${path}-wal`, `${path}-shm`];
    const modes = (): number[] => files.map((file) => statSync(file).mode & 0o777);
    const vault = memoryVault();
    const first = openDatabase(path, { vault });
    assert.ok(first.ok);
    assert.deepEqual(modes(), [0o600, 0o600, 0o600]);
    // As an earlier version left them, with a station still at work.
    for (const file of files) chmodSync(file, 0o644);
    const second = openDatabase(path, { vault });
    assert.ok(second.ok);
    assert.deepEqual(modes(), [0o600, 0o600, 0o600]);
    first.value.close();
    second.value.close();
  });

  it('starts without a profile where the data folder cannot be made', () => {
    const folder = mkdtempSync(join(tmpdir(), 'threshold-data-'));
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const app = new StubApp();
    assert.equal(claimDataFolder(app, ['--data', file]), file);
    assert.equal(app.paths.get('userData'), '/nowhere/Threshold');
    rmSync(folder, { recursive: true });
  });

  it('finds the models beside the archive once packaged', () => {
    const app = Object.assign(new EventEmitter(), {
      isPackaged: true,
      getAppPath: () => '/opt/threshold/resources/app.asar',
    }) as unknown as App;
    const packaged = stationPaths(app, '/opt/threshold/resources');
    assert.equal(packaged.models, join('/opt/threshold/resources', 'models', 'core'));
    const clone = stationPaths(Object.assign(app, { isPackaged: false }), '/elsewhere');
    assert.equal(clone.models, join('/opt/threshold/resources/app.asar', '.cache/models/core'));
  });

  it('paints the window in the colour of the theme', () => {
    const look = { preload: 'p', devTools: false };
    const light = windowOptions({ ...look, dark: false }).backgroundColor;
    const dark = windowOptions({ ...look, dark: true }).backgroundColor;
    assert.notEqual(light, dark);
  });
});
