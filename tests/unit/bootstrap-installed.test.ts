import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fingerprint } from '../../build/bootstrap/install.mjs';
import { matchesLockfile, missingPackages } from '../../build/bootstrap/installed.mjs';

const linux = { platform: 'linux', arch: 'x64', libc: 'glibc' };
const asked = { dependencies: { plain: '1.0.0' }, devDependencies: {} };
const locked = {
  '': asked,
  'node_modules/plain': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/on-linux': { version: '2.0.0', optional: true, os: ['linux'], libc: ['glibc'] },
  'node_modules/on-musl': { version: '2.0.0', optional: true, os: ['linux'], libc: ['musl'] },
  'node_modules/on-mac': { version: '2.0.0', optional: true, os: 'darwin', cpu: 'arm64' },
  'node_modules/behind-optional': { version: '3.0.0', optional: true },
};
const installed = {
  'node_modules/plain': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/on-linux': { version: '2.0.0' },
};

describe('what npm has installed', () => {
  let root = '';

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'threshold-installed-'));
    write('package.json', asked);
    write('package-lock.json', { packages: locked });
    write('node_modules/.package-lock.json', { packages: installed });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is enough where every package meant for this system is there', () => {
    assert.equal(matchesLockfile(root, linux), true);
  });

  it('is not enough where the lockfile has moved on', () => {
    const moved = { ...locked, 'node_modules/plain': { version: '1.0.1', integrity: 'sha512-b' } };
    write('package-lock.json', { packages: moved });
    assert.equal(matchesLockfile(root, linux), false);
    assert.deepEqual(missingPackages(root, linux), ['plain']);
  });

  it('is not enough where a package was republished with other contents', () => {
    const other = {
      ...installed,
      'node_modules/plain': { version: '1.0.0', integrity: 'sha512-c' },
    };
    write('node_modules/.package-lock.json', { packages: other });
    assert.equal(matchesLockfile(root, linux), false);
  });

  it('is not enough where package.json asks for what the lockfile does not know', () => {
    write('package.json', { ...asked, dependencies: { plain: '1.0.0', another: '1.0.0' } });
    assert.equal(matchesLockfile(root, linux), false);
  });

  it('is not enough on another system, whose native parts are missing', () => {
    const mac = { platform: 'darwin', arch: 'arm64', libc: null };
    assert.deepEqual(missingPackages(root, mac), ['on-mac']);
    assert.deepEqual(missingPackages(root, { ...linux, libc: 'musl' }), ['on-musl']);
  });

  it('is not enough where nothing is installed', () => {
    rmSync(join(root, 'node_modules'), { recursive: true });
    assert.equal(matchesLockfile(root, linux), false);
  });

  it('has another fingerprint after a change of the lockfile, and on another system', () => {
    const before = fingerprint(root, 'linux-x64');
    assert.equal(fingerprint(root, 'linux-x64'), before);
    assert.notEqual(fingerprint(root, 'linux-arm64'), before);
    write('package-lock.json', { packages: {} });
    assert.notEqual(fingerprint(root, 'linux-x64'), before);
  });

  function write(name: string, value: unknown): void {
    mkdirSync(join(root, 'node_modules'), { recursive: true });
    writeFileSync(join(root, name), JSON.stringify(value));
  }
});
