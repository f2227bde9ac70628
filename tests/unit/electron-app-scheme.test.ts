import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { registerAppScheme, serveRenderer } from '../../electron/hosts/electron/app-scheme.ts';
import { StubApp, StubProtocol } from '../contract/electron-stub.ts';

const page = '<!doctype html><title>Threshold</title>';
const secret = 'a secret outside the folder';

describe('the app scheme', () => {
  const folder = mkdtempSync(join(tmpdir(), 'threshold-scheme-'));
  const root = join(folder, 'renderer');
  let protocol: StubProtocol;

  before(() => {
    mkdirSync(join(root, 'assets'), { recursive: true });
    mkdirSync(join(folder, 'renderer-other'));
    writeFileSync(join(root, 'index.html'), page);
    writeFileSync(join(root, '.hidden'), secret);
    writeFileSync(join(root, 'a%2fb.js'), secret);
    writeFileSync(join(folder, 'secret.txt'), secret);
    writeFileSync(join(folder, 'renderer-other', 'secret.txt'), secret);
    const files = ['a-Bc_1.js', 'a.css', 'a.svg', 'a.woff2', 'a.jpg', 'a.bin'];
    for (const file of files) writeFileSync(join(root, 'assets', file), file);
    symlinkSync(join(folder, 'secret.txt'), join(root, 'link.txt'));
    symlinkSync(folder, join(root, 'up'));
    symlinkSync(join(root, 'assets'), join(root, 'inside'));
    const app = new StubApp();
    protocol = new StubProtocol(app);
    registerAppScheme(protocol);
    app.becomeReady();
    serveRenderer(protocol, root);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('serves the page at its address and at the bare origin', async () => {
    for (const path of ['index.html', '', 'index.html?a=b', 'index.html#people', 'assets/../']) {
      const response = await protocol.answer(`threshold://station/${path}`);
      assert.equal(response.status, 200, path);
      assert.equal(await response.text(), page, path);
    }
    assert.equal((await protocol.answer('threshold://station')).status, 200);
  });

  it('names the type of each file, so that nothing is guessed', async () => {
    const types = {
      'a-Bc_1.js': 'text/javascript; charset=utf-8',
      'a.css': 'text/css; charset=utf-8',
      'a.svg': 'image/svg+xml',
      'a.woff2': 'font/woff2',
      'a.jpg': 'image/jpeg',
    };
    for (const [file, type] of Object.entries(types)) {
      const response = await protocol.answer(`threshold://station/assets/${file}`);
      assert.equal(response.headers.get('content-type'), type);
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
      assert.equal(await response.text(), file);
    }
    const other = await protocol.answer('threshold://station/assets/a.bin');
    assert.equal(other.status, 404);
  });

  it('sends its security headers with every answer, refusals included', async () => {
    const answers = [
      await protocol.answer('threshold://station/'),
      await protocol.answer('threshold://station/none.js'),
      await protocol.answer('threshold://station/', 'POST'),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 404, 405],
    );
    for (const { headers } of answers) {
      assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'; /);
      assert.match(headers.get('permissions-policy') ?? '', /^camera=\(self\), microphone=\(\)/);
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
      assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
      assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin');
    }
  });

  it('answers HEAD without a body', async () => {
    const response = await protocol.answer('threshold://station/', 'HEAD');
    assert.equal(response.status, 200);
    assert.equal(await response.text(), '');
  });

  it('gives nothing outside its folder, however the way out is written', async () => {
    const ways = [
      '../secret.txt',
      '../../../../../../etc/passwd',
      '..%2fsecret.txt',
      '..%2Fsecret.txt',
      '%2e%2e/secret.txt',
      '%2e%2e%2fsecret.txt',
      '.%2e/secret.txt',
      '%252e%252e%252fsecret.txt',
      '..%c0%afsecret.txt',
      '..\\secret.txt',
      '..%5csecret.txt',
      'assets/..\\..\\secret.txt',
      'assets/....//....//secret.txt',
      '../renderer-other/secret.txt',
      '/etc/passwd',
      '//etc/passwd',
      '%2fetc%2fpasswd',
      'file:///etc/passwd',
      'C:/Windows/win.ini',
      'C%3a/Windows/win.ini',
      'index.html%00.txt',
      'index.html\0.txt',
      'index.html%20',
      'index.html::$DATA',
      '~/secret.txt',
      '.hidden',
      'assets/.hidden',
      'a%2fb.js',
      'link.txt',
      'up/secret.txt',
      'up/renderer-other/secret.txt',
    ];
    for (const way of ways) {
      const response = await protocol.answer(`threshold://station/${way}`);
      assert.equal(response.status, 404, way);
      assert.doesNotMatch(await response.text(), /secret outside|root:/, way);
    }
  });

  it('follows a link that stays inside', async () => {
    const response = await protocol.answer('threshold://station/inside/a.css');
    assert.equal(await response.text(), 'a.css');
  });

  it('gives nothing to another host, and no listing of a folder', async () => {
    for (const url of [
      'threshold://attacker.example/index.html',
      'threshold://station.attacker.example/index.html',
      'threshold://user@station/index.html',
      'threshold://station:8080/index.html',
      'threshold:/index.html',
      'threshold:index.html',
      'threshold://station/assets',
      'threshold://station/assets/',
      'threshold://station/index.html/',
    ]) {
      assert.equal((await protocol.answer(url)).status, 404, url);
    }
  });

  it('says what to do where the renderer was never built', async () => {
    const app = new StubApp();
    const empty = new StubProtocol(app);
    app.becomeReady();
    serveRenderer(empty, join(folder, 'nowhere'));
    const response = await empty.answer('threshold://station/index.html');
    assert.equal(response.status, 404);
    assert.match(await response.text(), /npm start/);
  });
});
