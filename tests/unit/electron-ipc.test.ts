import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { channelNames, type Notice } from '../../electron/contract/channels.ts';
import { ok } from '../../electron/contract/errors.ts';
import { requestNames } from '../../electron/hosts/electron/ipc-names.ts';
import { createStationApi } from '../../electron/hosts/electron/preload-api.ts';
import { createHandle, type Caller, type Handlers } from '../../electron/hosts/handle.ts';
import type { StationServices } from '../../electron/hosts/services.ts';
import { EchoServices, lettingIn } from '../contract/electron-stub-main.ts';
import { bridged } from '../contract/electron-stub-bridge.ts';
import { ipcSenders, ipcTransport, type IpcSender } from '../contract/ipc-transport.ts';

const foreignSenders = (Object.keys(ipcSenders) as IpcSender[]).filter((it) => it !== 'own page');

/** A station whose one handler is given, around the real schema checks. */
function station(handler: (payload: unknown, caller: Caller) => unknown): StationServices {
  const handlers = new Proxy({} as Handlers, { get: () => handler });
  const quiet = new EchoServices();
  return Object.assign(quiet, { handle: createHandle({ ...lettingIn, handlers }) });
}

describe('Electron IPC', () => {
  it('has one handler per message of the contract, and no other', async () => {
    assert.deepEqual(Object.keys(requestNames).sort(), [...channelNames].sort());
    const { raw } = await ipcTransport(new EchoServices());
    for (const channel of channelNames) assert.ok(await raw(channel, {}));
    for (const channel of ['threshold:request', 'station', '__proto__', 'constructor', '']) {
      await assert.rejects(raw(channel, {}, 'own page'), /No handler registered/);
    }
  });

  it('does nothing for any sender but its own top frame', async () => {
    let handled = 0;
    const services = station(() => Promise.resolve(ok((handled += 1))));
    const { raw } = await ipcTransport(services);
    for (const sender of foreignSenders) {
      const answer = (await raw('station.status', {}, sender)) as { error: { code: string } };
      assert.equal(answer.error.code, 'not-allowed', sender);
    }
    assert.equal(handled, 0);
    assert.deepEqual(await raw('station.status', {}), ok(1));
  });

  it('looks at the sender before anything is awaited', async () => {
    const services = new EchoServices();
    const { raw } = await ipcTransport(services);
    const answer = raw('station.status', {});
    assert.equal(services.calls[0]?.caller.trusted, true);
    await answer;
  });

  it('carries bytes as bytes, and a copy of them', async () => {
    const bytes = new Uint8Array(24 * 16).fill(7);
    let received: unknown;
    const services = station((payload) => {
      received = (payload as { frame: { data: Uint8Array } }).frame.data;
      return Promise.resolve(ok({}));
    });
    const { transport } = await ipcTransport(services);
    const frame = { format: 'I420', width: 16, height: 16, stride: 16, data: bytes } as const;
    await transport.request('check.identify', { frame });
    assert.ok(received instanceof Uint8Array);
    assert.notEqual(received, bytes);
    assert.deepEqual(received, bytes);
  });

  it('answers a value, never a thrown error, to whatever a page sends', async () => {
    const { fromPage } = await ipcTransport(new EchoServices());
    const strange = [null, undefined, 1, 'x', [], { a: 1 }, new Map(), new Date(), 10n];
    for (const payload of strange) {
      for (const channel of [...channelNames, 'nothing', '__proto__', 'hasOwnProperty']) {
        const answer = (await fromPage(channel, payload)) as { ok: unknown };
        assert.equal(typeof answer.ok, 'boolean');
      }
    }
    const answer = (await fromPage('toString', {})) as { error: { code: string } };
    assert.equal(answer.error.code, 'invalid-request');
  });

  it('hides what went wrong inside: a handler that throws or answers with a function', async () => {
    const throwing = await ipcTransport(station(() => Promise.reject(new Error('/home/ana/key'))));
    const leaking = await ipcTransport(station(() => Promise.resolve(ok({ run: () => 1 }))));
    for (const { fromPage } of [throwing, leaking]) {
      const answer = await fromPage('station.status', {});
      assert.match(JSON.stringify(answer), /"code":"internal"/);
      assert.doesNotMatch(JSON.stringify(answer), /ana/);
    }
  });

  it('says why where Electron could not carry a message', async () => {
    const api = createStationApi({
      invoke: () => Promise.reject(new Error('An object could not be cloned.')),
    } as unknown as Parameters<typeof createStationApi>[0]);
    const answer = await api.request('station.status', {});
    assert.ok(!answer.ok);
    assert.equal(answer.error.code, 'internal');
    assert.match(answer.error.message, /could not be cloned/);
  });

  it('refuses what cannot be cloned at the bridge, before the main process sees it', async () => {
    const services = new EchoServices();
    const { raw } = await ipcTransport(services);
    class Thing {
      run = () => 1;
    }
    await assert.rejects(raw('station.status', { run: () => 1 }), /could not be cloned/);
    assert.throws(() => bridged({ thing: new Thing() }), /could not be cloned/);
    assert.equal(services.calls.length, 0);
  });

  it('gives each page its own caller id, and forgets it when the page goes', async () => {
    const services = new EchoServices();
    const connection = await ipcTransport(services);
    await connection.raw('station.status', {});
    const id = services.calls[0]?.caller.id;
    services.forgotten.length = 0;
    await connection.close();
    assert.deepEqual(services.forgotten, [id]);
    assert.equal(services.listeners.size, 0);
  });

  it('passes notices as values until the page no longer listens', async () => {
    const services = new EchoServices();
    const { transport } = await ipcTransport(services);
    const heard: Notice[] = [];
    const stop = transport.onNotice((...notice) => heard.push(...notice));
    for (const listener of services.listeners) listener('people');
    stop();
    for (const listener of services.listeners) listener('events');
    assert.deepEqual(heard, ['people']);
  });
});
