import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { DownloadLimits } from '../../electron/hosts/packs/download.ts';
import { fetchPack } from '../../electron/hosts/packs/fetch-pack.ts';
import { fillFromFolder } from '../../electron/hosts/packs/fill-from-folder.ts';
import type { ShelvedPack } from '../../electron/hosts/packs/pack-shelf.ts';
import { PackWork } from '../../electron/hosts/packs/pack-work.ts';
import { viewPack } from '../../electron/hosts/packs/pack-state.ts';
import {
  dyingAt,
  silentAt,
  startFileServer,
  status,
  whole,
  type Answer,
} from '../support/file-server.ts';
import { madePack } from '../support/made-pack.ts';
import { temporaryDir } from '../support/temporary.ts';

const file = 'encoder.onnx';
const bytes = new Uint8Array(randomBytes(1_000_000));
/** Ample for a busy machine. */
const limits: DownloadLimits = { stallMs: 20_000, permits: () => true };
/** Loopback answers within milliseconds or not at all. */
const impatient = { stallMs: 1000 };

/** A pack of one file on a server that answers so, and a folder that has none of it. */
async function absentPack(t: TestContext, ...answers: Answer[]) {
  const server = await startFileServer(t);
  server.answerWith(...answers);
  const shelved: ShelvedPack = {
    pack: madePack('made', { [file]: bytes }, server.address),
    dir: join(temporaryDir(t), 'packs', 'made'),
    manifestPath: '',
    origin: 'added',
  };
  const steps: number[] = [];
  return {
    server,
    shelved,
    steps,
    part: join(shelved.dir, `${file}.part`),
    fetch: async (
      changed: Partial<DownloadLimits> = {},
      onStep: (at: number) => void = () => undefined,
    ) => {
      const done = await fetchPack(shelved, { ...limits, ...changed }, (at) => {
        steps.push(at);
        onStep(at);
      });
      return done.ok ? 'ok' : done.error.code;
    },
    state: async () => (await viewPack(shelved, { name: '', kin: new Set() })).state,
    read: () => new Uint8Array(readFileSync(join(shelved.dir, file))),
  };
}

test('a pack is fetched whole, with its progress, and leaves nothing but its files', async (t) => {
  const { fetch, state, read, steps, shelved } = await absentPack(t, whole(bytes));
  assert.equal(await state(), 'absent');
  assert.equal(await fetch(), 'ok');
  assert.deepEqual(read(), bytes);
  assert.equal(await state(), 'ready');
  assert.deepEqual(readdirSync(shelved.dir), [file]);
  assert.ok(steps.length > 1);
  assert.equal(steps.at(-1), bytes.byteLength);
  assert.deepEqual(
    steps,
    [...steps].sort((one, other) => one - other),
  );
});

test('files that are there and whole are not asked for again', async (t) => {
  const { fetch, server } = await absentPack(t, whole(bytes));
  assert.equal(await fetch(), 'ok');
  assert.equal(await fetch(), 'ok');
  assert.deepEqual(server.ranges, ['']);
});

test('a damaged file is replaced', async (t) => {
  const { fetch, state, shelved, read } = await absentPack(t, whole(bytes));
  mkdirSync(shelved.dir, { recursive: true });
  writeFileSync(join(shelved.dir, file), 'something else');
  assert.equal(await state(), 'damaged');
  assert.equal(await fetch(), 'ok');
  assert.deepEqual(read(), bytes);
});

test('a connection that dies in the middle is taken up where it ended', async (t) => {
  const dying = dyingAt(bytes, 70_000);
  const { fetch, server, read } = await absentPack(t, dying.answer, whole(bytes));
  assert.equal(await fetch({}, dying.reached), 'ok');
  assert.deepEqual(read(), bytes);
  assert.deepEqual(server.ranges, ['', 'bytes=70000-']);
});

test('a server that dies for good leaves a part, and the next fetch goes on from it', async (t) => {
  const dying = dyingAt(bytes, 50_000);
  const dead: Answer = (request) => request.socket.destroy();
  const { fetch, server, state, part, read } = await absentPack(t, dying.answer, dead);
  assert.equal(await fetch({}, dying.reached), 'fetch-interrupted');
  assert.equal(await state(), 'partial');
  assert.equal(statSync(part).size, 50_000);
  server.answerWith(whole(bytes));
  assert.equal(await fetch(), 'ok');
  assert.equal(server.ranges.at(-1), 'bytes=50000-');
  assert.deepEqual(read(), bytes);
});

test('a server that falls silent is given up, and what came is kept', async (t) => {
  const silent = silentAt(bytes, 30_000);
  const mute: Answer = () => undefined;
  const { fetch, part, state } = await absentPack(t, silent, mute);
  assert.equal(await fetch(impatient), 'fetch-interrupted');
  assert.equal(statSync(part).size, 30_000);
  assert.equal(await state(), 'partial');
});

test('a download that is ended lets go at once, and what came is kept', async (t) => {
  const silent = silentAt(bytes, 30_000);
  const { fetch, part, server } = await absentPack(t, silent);
  const work = new PackWork();
  const end = (at: number): void => (at === 30_000 ? work.close() : undefined);
  assert.equal(await fetch({ ended: work.ended }, end), 'fetch-interrupted');
  assert.equal(statSync(part).size, 30_000);
  assert.deepEqual(server.ranges, ['']);
});

test('a server that knows no ranges sends it all again, and that is used', async (t) => {
  const dying = dyingAt(bytes, 50_000);
  const rangeless: Answer = (_, response) => void response.writeHead(200).end(bytes);
  const { fetch, read } = await absentPack(t, dying.answer, rangeless);
  assert.equal(await fetch({}, dying.reached), 'ok');
  assert.deepEqual(read(), bytes);
});

test('the rest of another version is never put behind the part of this one', async (t) => {
  const other = new Uint8Array(randomBytes(bytes.byteLength));
  const dying = dyingAt(other, 50_000, '"old"');
  const { fetch, read, server } = await absentPack(t, dying.answer, whole(bytes, '"new"'));
  assert.equal(await fetch({}, dying.reached), 'ok');
  assert.equal(server.ranges.at(-1), 'bytes=50000-');
  assert.deepEqual(read(), bytes);
});

test('other bytes of the right length are thrown away', async (t) => {
  const { fetch, state, shelved } = await absentPack(t, whole(new Uint8Array(bytes.byteLength)));
  assert.equal(await fetch(), 'fetch-wrong-bytes');
  assert.equal(await state(), 'absent');
  assert.deepEqual(readdirSync(shelved.dir), []);
});

test('a server that announces another length is not listened to', async (t) => {
  for (const length of [bytes.byteLength + 1, bytes.byteLength - 1, 10]) {
    const { fetch, shelved } = await absentPack(t, whole(new Uint8Array(length)));
    assert.equal(await fetch(), 'fetch-wrong-bytes', String(length));
    assert.deepEqual(readdirSync(shelved.dir), []);
  }
});

test('a page that comes instead of the file costs nothing of what is there', async (t) => {
  const dying = dyingAt(bytes, 50_000);
  const page = status(200, { 'content-length': String('an error page'.length) });
  const { fetch, part, read, server } = await absentPack(t, dying.answer, page);
  assert.equal(await fetch({}, dying.reached), 'fetch-wrong-bytes');
  assert.equal(statSync(part).size, 50_000);
  server.answerWith(whole(bytes));
  assert.equal(await fetch(), 'ok');
  assert.deepEqual(read(), bytes);
});

test('a part that goes beyond what the server has is thrown away', async (t) => {
  const dying = dyingAt(bytes, 50_000);
  const { fetch, server, shelved } = await absentPack(t, dying.answer, status(416));
  assert.equal(await fetch({}, dying.reached), 'fetch-wrong-bytes');
  assert.deepEqual(readdirSync(shelved.dir), []);
  server.answerWith(whole(bytes));
  assert.equal(await fetch(), 'ok');
  assert.equal(server.ranges.at(-1), '');
});

test('a server that sends on and on is stopped before the disk is full', async (t) => {
  let sent = 0;
  const endless: Answer = (_, response) => {
    response.writeHead(200);
    const more = (): void => {
      if (response.destroyed) return;
      sent += bytes.byteLength;
      response.write(bytes, more);
    };
    more();
  };
  const { fetch, shelved } = await absentPack(t, endless);
  assert.equal(await fetch(), 'fetch-wrong-bytes');
  assert.deepEqual(readdirSync(shelved.dir), []);
  // What the sockets hold is all that it could send beyond the file.
  assert.ok(sent < 100 * bytes.byteLength);
});

test('a body that ends early without a word on its length is interrupted, not accepted', async (t) => {
  const short: Answer = (_, response) => void response.writeHead(200).end(bytes.subarray(0, 9000));
  const { fetch, state, part } = await absentPack(t, short);
  assert.equal(await fetch(), 'fetch-interrupted');
  assert.equal(await state(), 'partial');
  assert.equal(statSync(part).size, 9000);
});

test('an error page is never taken for the file', async (t) => {
  const codes = { 404: 'fetch-offline', 403: 'fetch-offline', 500: 'fetch-interrupted' };
  for (const [code, expected] of Object.entries(codes)) {
    const { fetch, state } = await absentPack(t, status(Number(code)));
    assert.equal(await fetch(), expected, code);
    assert.equal(await state(), 'absent');
  }
});

test('redirects are followed, but not in circles', async (t) => {
  const { fetch, server, read } = await absentPack(
    t,
    status(302, { location: '/moved' }),
    whole(bytes),
  );
  assert.equal(await fetch(), 'ok');
  assert.deepEqual(read(), bytes);
  assert.equal(server.ranges.length, 2);

  const round = await absentPack(t, status(302, { location: '/round' }));
  assert.equal(await round.fetch(), 'fetch-offline');
});

test('an address that is not permitted is never asked, nor is one it redirects to', async (t) => {
  const { fetch, server } = await absentPack(t, whole(bytes));
  assert.equal(await fetch({ permits: ({ protocol }) => protocol === 'https:' }), 'fetch-offline');
  assert.equal(server.ranges.length, 0);

  const leading = await absentPack(t, status(302, { location: '/elsewhere' }), whole(bytes));
  const permits = ({ pathname }: URL): boolean => pathname !== '/elsewhere';
  assert.equal(await leading.fetch({ permits }), 'fetch-offline');
  assert.equal(leading.server.ranges.length, 1);
});

test('nobody at the address is told as being offline', async (t) => {
  const { fetch, server } = await absentPack(t, whole(bytes));
  await server.close();
  assert.equal(await fetch(), 'fetch-offline');
});

test('a part that is longer than the file is thrown away, not cut', async (t) => {
  const { fetch, shelved, part, server, read } = await absentPack(t, whole(bytes));
  mkdirSync(shelved.dir, { recursive: true });
  writeFileSync(part, new Uint8Array(bytes.byteLength + 5));
  assert.equal(await fetch(), 'ok');
  assert.deepEqual(server.ranges, ['']);
  assert.deepEqual(read(), bytes);
});

test('a part that is complete is hashed without asking anybody', async (t) => {
  const { fetch, shelved, part, server, read } = await absentPack(t, whole(bytes));
  mkdirSync(shelved.dir, { recursive: true });
  writeFileSync(part, bytes);
  assert.equal(await fetch(), 'ok');
  assert.deepEqual(server.ranges, []);
  assert.deepEqual(read(), bytes);
});

test('a file larger than the disk is refused before a byte is asked for', async (t) => {
  const { fetch, shelved, server } = await absentPack(t, whole(bytes));
  shelved.pack.models[0]!.bytes = Number.MAX_SAFE_INTEGER;
  assert.equal(await fetch(), 'store-full');
  assert.deepEqual(server.ranges, []);
});

test('a model without an address names the other ways', async (t) => {
  const { fetch, shelved } = await absentPack(t, whole(bytes));
  delete shelved.pack.models[0]!.address;
  assert.equal(await fetch(), 'pack-incomplete');
});

test('a folder gives its files by their content, whatever their names and depth', async (t) => {
  const { shelved, state, read } = await absentPack(t);
  const folder = temporaryDir(t);
  mkdirSync(join(folder, 'deep', 'down'), { recursive: true });
  writeFileSync(join(folder, 'deep', 'down', 'weights (2).bin'), bytes);
  writeFileSync(join(folder, file), new Uint8Array(bytes.byteLength));
  const filled = await fillFromFolder(shelved, folder, () => undefined);
  assert.ok(filled.ok);
  assert.deepEqual(read(), bytes);
  assert.equal(await state(), 'ready');
  assert.deepEqual(readdirSync(shelved.dir), [file]);
});

test('a folder without all files of the pack gives none', async (t) => {
  const { shelved, state } = await absentPack(t);
  const folder = temporaryDir(t);
  writeFileSync(join(folder, file), new Uint8Array(bytes.byteLength));
  for (const from of [folder, join(folder, 'not-there'), join(folder, file)]) {
    const filled = await fillFromFolder(shelved, from, () => undefined);
    assert.equal(filled.ok ? '' : filled.error.code, 'fetch-not-in-folder');
  }
  assert.equal(await state(), 'absent');
  assert.equal(existsSync(shelved.dir), false);
});
