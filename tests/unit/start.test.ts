import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { whyNoChromium } from '../../build/chromium.ts';
import { Problem } from '../../build/bootstrap/say.mjs';
import { parseStartArguments } from '../../build/start/arguments.ts';
import { obstacleToElectron } from '../../build/start/obstacle.ts';
import {
  findChromium,
  hasDisplay,
  type Machine,
} from '../../electron/hosts/browser/find-chromium.ts';
import { windowFlags } from '../../electron/hosts/browser/window-flags.ts';

describe('npm start -- ARGUMENTS', () => {
  it('takes the host out and leaves the rest to it', () => {
    const parsed = parseStartArguments(['--data', 'd', '--host', 'browser', '--no-open']);
    assert.deepEqual(parsed, { host: 'browser', rest: ['--data', 'd', '--no-open'] });
    assert.equal(parseStartArguments(['--host=electron']).host, 'electron');
    assert.equal(parseStartArguments([]).host, null);
  });

  it('refuses what no host takes, and says what they take', () => {
    for (const argv of [['--colour'], ['--data', 'd', 'e'], ['--help'], ['stop']]) {
      assert.throws(() => parseStartArguments(argv), /Usage: npm start/);
    }
  });

  it('refuses a host that is none', () => {
    assert.throws(() => parseStartArguments(['--host', 'tty']), Problem);
    assert.throws(() => parseStartArguments(['--host']), Problem);
  });
});

describe('Electron is tried', () => {
  const desktop = {
    platform: 'linux' as NodeJS.Platform,
    isRoot: false,
    hasDisplay: true,
    canSandbox: () => true,
  };

  it('at a desktop', () => {
    assert.equal(obstacleToElectron(desktop), null);
    const windows = { ...desktop, platform: 'win32' as const, hasDisplay: false };
    assert.equal(obstacleToElectron(windows), null);
  });

  it('but not without a display, as root, or where it would have to give up its sandbox', () => {
    assert.match(obstacleToElectron({ ...desktop, hasDisplay: false }) ?? '', /no display/);
    assert.match(obstacleToElectron({ ...desktop, isRoot: true }) ?? '', /root/);
    assert.match(obstacleToElectron({ ...desktop, canSandbox: () => false }) ?? '', /sandbox/);
  });
});

describe('a display', () => {
  it('is X11’s or Wayland’s, and a variable set to nothing names none', () => {
    assert.equal(hasDisplay({}), false);
    assert.equal(hasDisplay({ DISPLAY: '', WAYLAND_DISPLAY: '' }), false);
    assert.equal(hasDisplay({ DISPLAY: ':0' }), true);
    assert.equal(hasDisplay({ DISPLAY: '', WAYLAND_DISPLAY: 'wayland-0' }), true);
  });
});

describe('the app window', () => {
  const flags = windowFlags({ profile: 'p', port: 4711, root: false });

  it('is told of one address it may reach, and of a dead end for all others', () => {
    const valueOf = (name: string): string | undefined =>
      flags.find((flag) => flag.startsWith(`--${name}=`))?.slice(name.length + 3);
    assert.equal(valueOf('user-data-dir'), 'p');
    assert.equal(valueOf('proxy-bypass-list'), '<-loopback>;127.0.0.1:4711');
    assert.equal(valueOf('proxy-server'), '127.0.0.1:9');
  });

  it('gives up its sandbox for root only', () => {
    assert.equal(flags.includes('--no-sandbox'), false);
    const asRoot = windowFlags({ profile: 'p', port: 4711, root: true });
    assert.deepEqual(
      asRoot.filter((flag) => !flags.includes(flag)),
      ['--no-sandbox'],
    );
  });
});

describe('the installed Chromium', () => {
  const machine = (
    platform: NodeJS.Platform,
    env: Machine['env'],
    ...programs: string[]
  ): Machine => ({
    platform,
    env,
    isProgram: (path) => programs.includes(path.replaceAll('\\', '/')),
  });

  it('is found on the path, Chromium before Chrome', () => {
    const env = { PATH: '/bin' };
    const both = machine('linux', env, '/bin/google-chrome', '/bin/chromium');
    assert.equal(findChromium(both), '/bin/chromium');
    assert.equal(findChromium(machine('linux', env, '/bin/google-chrome')), '/bin/google-chrome');
  });

  it('is found among the applications of a Mac and the programs of Windows', () => {
    const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    assert.equal(findChromium(machine('darwin', { HOME: '/Users/a' }, mac)), mac);
    const edge = 'C:/Programs/Microsoft/Edge/Application/msedge.exe';
    const found = findChromium(machine('win32', { 'PROGRAMFILES(X86)': 'C:/Programs' }, edge));
    assert.equal(found?.replaceAll('\\', '/'), edge);
  });

  it('is the one chosen by hand, or none', () => {
    const env = { PATH: '/bin', THRESHOLD_CHROMIUM: '/mine' };
    assert.equal(findChromium(machine('linux', env, '/bin/chromium', '/mine')), '/mine');
    assert.equal(findChromium(machine('linux', env, '/bin/chromium')), null);
  });

  it('is asked for with a command where there is none', () => {
    assert.equal(whyNoChromium('/bin/chromium'), null);
    assert.match(whyNoChromium(null, 'linux') ?? '', /apt-get install chromium/);
    assert.match(whyNoChromium(null, 'darwin') ?? '', /brew install/);
  });
});
