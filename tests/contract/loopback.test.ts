import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { encode } from '@msgpack/msgpack';
import { WebSocket } from 'ws';
import { startServer, type StationServer } from '../../electron/hosts/browser/server.ts';
import { signIn } from '../support/loopback.ts';
import { openTestServices } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';

const secret = 'this file is none of the page';

async function serve(t: TestContext): Promise<StationServer> {
  const folder = temporaryDir(t);
  const rendererDir = join(folder, 'renderer');
  mkdirSync(join(rendererDir, 'assets'), { recursive: true });
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>Threshold</title>');
  writeFileSync(join(rendererDir, 'assets', 'app.js'), 'export {};');
  writeFileSync(join(folder, 'secret.js'), secret);
  symlinkSync(join(folder, 'secret.js'), join(rendererDir, 'assets', 'link.js'));
  const server = await startServer({ services: await openTestServices(t), rendererDir });
  t.after(() => server.close());
  return server;
}

/** A request with the path exactly as written; `fetch` would tidy it first. */
function get(
  server: StationServer,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: server.port, path, headers }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body, headers: response.headers }),
      );
    })
      .on('error', reject)
      .end();
  });
}

/** Tries to connect: "open", or the status it was refused with. */
function connect(server: StationServer, headers: Record<string, string>): Promise<string> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/station`, { headers });
  return new Promise((resolve) => {
    socket.on('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.on('unexpected-response', (_, response) => resolve(String(response.statusCode)));
    socket.on('error', (cause) => resolve(cause.message));
  });
}

test('a link opens the page once, and the page only with what the link gave', async (t) => {
  const server = await serve(t);
  assert.equal((await get(server, '/')).status, 403);
  const link = new URL(server.newLink());
  const first = await get(server, link.pathname + link.search);
  assert.equal(first.status, 303);
  const cookie = String(first.headers['set-cookie']);
  assert.match(cookie, /HttpOnly/);
  assert.match(cookie, /SameSite=Strict/);
  assert.equal((await get(server, link.pathname + link.search)).status, 403);
  const page = await get(server, '/', { cookie: cookie.split(';')[0] ?? '' });
  assert.equal(page.status, 200);
  assert.match(page.body, /<title>Threshold/);
});

test('a made-up key or cookie opens nothing', async (t) => {
  const server = await serve(t);
  assert.equal((await get(server, `/?key=${'A'.repeat(43)}`)).status, 403);
  assert.equal((await get(server, '/?key=')).status, 403);
  const { cookie } = await signIn(server);
  const forged = `${cookie.split('=')[0]}=${'A'.repeat(43)}`;
  assert.equal((await get(server, '/', { cookie: forged })).status, 403);
});

test('a name that was rebound to this machine is refused, cookie or not', async (t) => {
  const server = await serve(t);
  const { cookie, origin } = await signIn(server);
  for (const host of ['attacker.example', `localhost:${server.port}`, '127.0.0.1', '127.0.0.1:1']) {
    assert.equal((await get(server, '/', { cookie, host })).status, 403, host);
    assert.equal(await connect(server, { cookie, origin, host }), '403', host);
  }
});

test('the station is reached from its own page only', async (t) => {
  const server = await serve(t);
  const { cookie, origin } = await signIn(server);
  assert.equal(await connect(server, { cookie, origin }), 'open');
  assert.equal(await connect(server, { origin }), '403');
  assert.equal(await connect(server, { cookie }), '403');
  for (const other of ['http://attacker.example', 'null', `http://localhost:${server.port}`]) {
    assert.equal(await connect(server, { cookie, origin: other }), '403', other);
  }
});

test('only files of the page are served', async (t) => {
  const server = await serve(t);
  const headers = { cookie: (await signIn(server)).cookie };
  assert.equal((await get(server, '/assets/app.js', headers)).status, 200);
  const paths = [
    '/../secret.js',
    '/assets/../../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/assets/..%5c..%5csecret.js',
    '//secret.js',
    '/assets/link.js',
    '/assets/app.js%00.css',
    '/assets/',
    '/assets',
    '/%',
    '/nothing.js',
  ];
  for (const path of paths) {
    const answer = await get(server, path, headers);
    assert.ok(answer.status >= 400 && answer.status < 500, `${path} ${answer.status}`);
    assert.ok(!answer.body.includes(secret), path);
  }
});

test('the page may load, show and reach nothing but the station', async (t) => {
  const server = await serve(t);
  const { headers } = await get(server, '/', { cookie: (await signIn(server)).cookie });
  const policy = String(headers['content-security-policy']);
  assert.match(policy, /^default-src 'none';/);
  assert.ok(!policy.includes('unsafe'));
  assert.match(policy, new RegExp(`connect-src ws://127.0.0.1:${server.port}/station;`));
  assert.match(policy, /frame-ancestors 'none'/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
});

test('other machines find no station', async (t) => {
  const server = await serve(t);
  const others = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address?.family === 'IPv4' && !address.internal);
  if (others.length === 0) return t.skip('this machine has no address but loopback');
  for (const address of others) {
    const refused = new Promise((resolve) => {
      request({ host: address?.address, port: server.port, path: '/' }, () => resolve(false))
        .on('error', () => resolve(true))
        .end();
    });
    assert.ok(await refused, address?.address);
  }
});

test('a connection that talks nonsense is ended, and the station goes on', async (t) => {
  const server = await serve(t);
  const headers = await signIn(server);
  const nonsense = ['text', new Uint8Array([0xc1]), encode(7), encode({ id: 'x' }), encode([])];
  for (const message of nonsense) {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/station`, { headers });
    const ended = new Promise((resolve) => socket.on('close', resolve));
    socket.on('open', () => socket.send(message));
    assert.equal(await ended, 1002);
  }
  assert.equal(await connect(server, headers), 'open');
});
