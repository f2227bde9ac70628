import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { connect as connectTcp } from 'node:net';
import { decode, encode } from '@msgpack/msgpack';
import { WebSocket } from 'ws';
import { serveConnection } from '../../electron/hosts/browser/connection.ts';
import {
  atWorkLimits,
  linkLifetimeMs,
  maxConnections,
  maxMessageBytes,
  maxUnreadBytes,
} from '../../electron/hosts/browser/limits.ts';
import { startServer, type StationServer } from '../../electron/hosts/browser/server.ts';
import type { StationServices } from '../../electron/hosts/services.ts';
import type { Notice } from '../../electron/contract/channels.ts';
import { ok } from '../../electron/contract/errors.ts';
import { signIn } from '../support/loopback.ts';
import { openTestServices } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';

const secret = 'this file is none of the page';

interface Changes {
  services?: StationServices;
  tick?: () => number;
}

async function serve(t: TestContext, changes: Changes = {}): Promise<StationServer> {
  const folder = temporaryDir(t);
  const rendererDir = join(folder, 'renderer');
  mkdirSync(join(rendererDir, 'assets'), { recursive: true });
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>Threshold</title>');
  writeFileSync(join(rendererDir, 'assets', 'app.js'), 'export {};');
  writeFileSync(join(folder, 'secret.js'), secret);
  symlinkSync(join(folder, 'secret.js'), join(rendererDir, 'assets', 'link.js'));
  const services = changes.services ?? (await openTestServices(t));
  const server = await startServer({ ...changes, services, rendererDir });
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

test('a link that was not used in time opens nothing', async (t) => {
  let now = 0;
  const server = await serve(t, { tick: () => now });
  const [late, early] = [new URL(server.newLink()), new URL(server.newLink())];
  now = linkLifetimeMs - 1;
  assert.equal((await get(server, early.pathname + early.search)).status, 303);
  now = linkLifetimeMs;
  const refused = await get(server, late.pathname + late.search);
  assert.equal(refused.status, 403);
  assert.match(refused.body, /Press Enter .* or start the station again/);
  const fresh = new URL(server.newLink());
  assert.equal((await get(server, fresh.pathname + fresh.search)).status, 303);
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

test('a message that claims more than it brings, or is nested without end, is refused', async (t) => {
  const server = await serve(t, { services: new HeldServices() });
  const headers = await signIn(server);
  const envelope = (payload: number[]): Uint8Array =>
    new Uint8Array([
      ...[0x83, ...encode('id'), 1, ...encode('channel'), ...encode('people.get')],
      ...[...encode('payload'), ...payload],
    ]);
  const filled = (length: number, byte: number) => Array.from({ length }, () => byte);
  const huge = [0xff, 0xff, 0xff, 0xff];
  const hostile = {
    array: envelope([0xdd, ...huge]),
    'array of many': envelope([0xdc, 0xff, 0xff, ...filled(0xffff, 0xc0)]),
    map: envelope([0xdf, ...huge]),
    string: envelope([0xdb, ...huge]),
    'string of much': envelope([0xdb, 0, 1, 0, 1, ...filled(0x10001, 0x61)]),
    bytes: envelope([0xc6, ...huge]),
    extension: envelope([0xc9, ...huge, 1]),
    timestamp: envelope([0xd6, 0xff, 0, 0, 0, 0]),
    'nested arrays': envelope([...filled(1_000_000, 0x91), 0xc0]),
    'nested maps': envelope(Array.from({ length: 100 }, () => [0x81, 0xa0]).flat()),
    'second value': new Uint8Array([...envelope([0x80]), 0xc0]),
    __proto__: envelope([0x81, ...encode('__proto__'), 0x80]),
  };
  for (const [name, message] of Object.entries(hostile)) {
    const socket = await opened(server, headers);
    const ended = new Promise((resolve) => socket.on('close', resolve));
    socket.send(message);
    assert.equal(await ended, 1002, name);
  }
});

test('a message that is too large is refused by its length', async (t) => {
  const server = await serve(t, { services: new HeldServices() });
  const socket = await opened(server, await signIn(server));
  const ended = new Promise((resolve) => socket.on('close', resolve));
  socket.send(new Uint8Array(maxMessageBytes + 1));
  assert.equal(await ended, 1009);
});

test('a page that does not wait is answered all the same, a few requests at a time', async (t) => {
  const services = new HeldServices();
  const server = await serve(t, { services });
  const socket = await opened(server, await signIn(server));
  const count = 200;
  const answers = new Set<number>();
  const allAnswered = new Promise<void>((resolve) => {
    socket.on('message', (bytes: Buffer) => {
      answers.add((decode(bytes) as { id: number }).id);
      if (answers.size === count) resolve();
    });
  });
  const full = services.reaches(atWorkLimits.requests);
  const frame = new Uint8Array(400_000);
  for (let id = 0; id < count; id += 1) {
    socket.send(encode({ id, channel: 'check.identify', payload: { frame } }));
  }
  await full;
  // Whoever else is connected is served meanwhile, and what was not asked for stays with the page.
  const other = await opened(server, await signIn(server));
  const answered = new Promise((resolve) => other.once('message', resolve));
  other.send(encode({ id: 1, channel: 'station.status', payload: {} }));
  await answered;
  assert.ok(socket.bufferedAmount > (count * frame.byteLength) / 2);
  services.letGo();
  await allAnswered;
  assert.equal(services.most, atWorkLimits.requests);
});

test('small requests in one go are no way around the limit', async (t) => {
  const services = new HeldServices();
  const server = await serve(t, { services });
  const { cookie, origin } = await signIn(server);
  const socket = await opened(server, { cookie, origin });
  const full = services.reaches(atWorkLimits.requests);
  const count = 1000;
  for (let id = 0; id < count; id += 1) socket.send(encode({ id, channel: 'x', payload: {} }));
  await full;
  let answers = 0;
  const allAnswered = new Promise<void>((resolve) => {
    socket.on('message', () => ++answers === count && resolve());
  });
  services.letGo();
  await allAnswered;
  assert.equal(services.most, atWorkLimits.requests);
});

test('only so many pages are connected at once', async (t) => {
  const server = await serve(t, { services: new HeldServices() });
  const headers = await signIn(server);
  assert.equal(server.isReached(), false);
  const sockets = await Promise.all(
    Array.from({ length: maxConnections }, () => opened(server, headers)),
  );
  assert.equal(server.isReached(), true);
  assert.equal(await connect(server, headers), '503');
  const [first] = sockets;
  const gone = new Promise((resolve) => first?.on('close', resolve));
  first?.close();
  await gone;
  assert.equal(await connect(server, headers), 'open');
});

test('a page that is gone or does not listen is told nothing more', () => {
  const services = new HeldServices();
  const socket = new PlayedSocket();
  serveConnection(socket as unknown as WebSocket, services, { id: 'a', trusted: true });
  services.notify('people');
  assert.deepEqual(socket.heard, [{ notice: 'people' }]);
  socket.readyState = WebSocket.CLOSING;
  services.notify('events');
  assert.equal(socket.heard.length, 1);
  socket.readyState = WebSocket.OPEN;
  socket.bufferedAmount = maxUnreadBytes + 1;
  services.notify('events');
  assert.deepEqual([socket.heard.length, socket.terminated], [1, true]);
  socket.emit('close');
  assert.equal(services.listening, 0);
});

test('a caller that hangs up at once costs the station nothing', async (t) => {
  const server = await serve(t, { services: new HeldServices() });
  const upgrade = `GET /station HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`;
  for (let i = 0; i < 20; i += 1) {
    const tcp = connectTcp(server.port, '127.0.0.1');
    const ended = new Promise((resolve) => tcp.on('close', resolve));
    tcp.on('connect', () => tcp.write(upgrade, () => tcp.resetAndDestroy()));
    await ended;
  }
  assert.equal((await get(server, '/')).status, 403);
});

/** Answers nothing until it is let go, but for the status; counts what is at work at once. */
class HeldServices implements StationServices {
  most = 0;
  readonly #listeners = new Set<(notice: Notice) => void>();
  readonly #held = Promise.withResolvers<void>();
  readonly #awaited = new Map<number, () => void>();
  #atWork = 0;

  readonly handle: StationServices['handle'] = async (_, channel) => {
    if (channel === 'station.status') return ok({});
    this.#atWork += 1;
    this.most = Math.max(this.most, this.#atWork);
    this.#awaited.get(this.#atWork)?.();
    await this.#held.promise;
    this.#atWork -= 1;
    return ok({});
  };

  /** Resolves once so many requests are at work. */
  reaches(requests: number): Promise<void> {
    return new Promise((resolve) => this.#awaited.set(requests, resolve));
  }
  letGo(): void {
    this.#held.resolve();
  }
  notify(notice: Notice): void {
    for (const listener of this.#listeners) listener(notice);
  }
  get listening(): number {
    return this.#listeners.size;
  }
  onNotice(listener: (notice: Notice) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
  forgetCaller(): void {}
  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** The server's end of a connection, in whatever state a test says. */
class PlayedSocket extends EventEmitter {
  readonly OPEN = WebSocket.OPEN;
  readyState: number = WebSocket.OPEN;
  bufferedAmount = 0;
  terminated = false;
  readonly heard: unknown[] = [];

  send(bytes: Uint8Array): void {
    this.heard.push(decode(bytes));
  }
  terminate(): void {
    this.terminated = true;
  }
}

/** An open connection. It ends with the server, which ends with the test. */
function opened(server: StationServer, headers: Record<string, string>): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/station`, { headers });
  // A peer that is refused in the middle of a message sees its own write fail.
  socket.on('error', () => undefined);
  return new Promise((resolve) => socket.on('open', () => resolve(socket)));
}
