import assert from 'node:assert/strict';
import {
  copyFileSync,
  existsSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import Database from 'better-sqlite3';
import { memoryVault } from '../../electron/vault/memory-vault.ts';
import { SealError } from '../../electron/vault/seal-error.ts';
import { makeSlot, newSlotSecret, openBySecret } from '../../electron/vault/slot.ts';
import { readSlots } from '../../electron/vault/slot-rows.ts';
import { fillVault, newStationId, StationVault } from '../../electron/vault/station-vault.ts';
import { openNewVaultFile, openVaultFile } from '../../electron/vault/vault-file.ts';
import type { Belonging } from '../../electron/vault/vault.ts';
import { temporaryDir } from '../support/temporary.ts';

const face: Belonging = { personId: 'p1', kind: 'template', encoder: 'e1' };
const plain = Buffer.from('what nobody may read');

/** A vault in a file whose one slot opens by `secret`. */
async function madeVault(t: TestContext, folder = temporaryDir(t)) {
  const path = join(folder, 'vault.db');
  const db = openNewVaultFile(path);
  assert.ok(db.ok);
  const stationId = newStationId();
  const secret = newSlotSecret();
  const { slot, held } = await makeSlot(stationId, { kind: 'file', secret });
  let now = 1_700_000_000_000;
  const parts = { db: db.value, path, now: () => now++ };
  assert.ok(fillVault(parts, stationId, [slot]));
  const vault = new StationVault(parts, held);
  t.after(() => vault.close());
  return { vault, path, folder, secret, slot, db: db.value };
}

/** Opens the file once more, as another process would. */
function openAgain(t: TestContext, path: string, secret: Uint8Array): StationVault {
  const db = openVaultFile(path);
  assert.ok(db.ok);
  const [slot] = readSlots(db.value);
  assert.ok(slot);
  const stationId = String(db.value.prepare('SELECT station_id FROM vault').pluck().get());
  const parts = { db: db.value, path, now: Date.now };
  const vault = new StationVault(parts, openBySecret(stationId, slot, secret));
  t.after(() => vault.close());
  return vault;
}

describe('the keys of people', () => {
  it('opens what was sealed for a person, and nothing that was swapped or altered', () => {
    const { persons } = memoryVault();
    const sealer = persons.sealer(persons.create());
    assert.ok(sealer);
    const sealed = sealer.seal(plain, face);
    assert.deepEqual(sealer.open(sealed, face), plain);
    const strange: Belonging[] = [
      { ...face, personId: 'p2' },
      { ...face, kind: 'photo' },
      { ...face, encoder: 'e2' },
      { personId: 'p', kind: 'template', encoder: '1e1' },
    ];
    for (const other of strange) assert.throws(() => sealer.open(sealed, other), SealError);
    for (let at = 0; at < sealed.byteLength; at++) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      assert.throws(() => sealer.open(altered, face), SealError);
      assert.throws(() => sealer.open(sealed.subarray(0, at), face), SealError);
    }
  });

  it('gives each person another key, and each seal another nonce', () => {
    const { persons } = memoryVault();
    const [one, two] = [persons.create(), persons.create()].map((id) => persons.sealer(id));
    assert.ok(one && two);
    assert.throws(() => two.open(one.seal(plain, face), face), SealError);
    assert.notDeepEqual(one.seal(plain, face), one.seal(plain, face));
  });

  it('destroys a key so that its bytes are in none of its files', async (t) => {
    const { vault, path, db } = await madeVault(t);
    const [gone, stays] = [vault.persons.create(), vault.persons.create()];
    const wrapped = wrappedOf(db, gone);
    assert.ok(filesHave(path, wrapped));
    vault.persons.destroy(gone);
    assert.equal(vault.persons.sealer(gone), null);
    assert.ok(!filesHave(path, wrapped));
    assert.ok(vault.persons.sealer(stays));
    assert.equal(vault.persons.count(), 1);
  });

  it('destroys the keys of nobody, but no young one', async (t) => {
    const { vault } = await madeVault(t);
    const [nobodys, somebodys] = [vault.persons.create(), vault.persons.create()];
    const between = 1_700_000_001_000;
    assert.equal(vault.persons.keepOnly(new Set(), 1_700_000_000_000), 0);
    assert.equal(vault.persons.keepOnly(new Set([somebodys]), between), 1);
    assert.equal(vault.persons.sealer(nobodys), null);
    assert.ok(vault.persons.sealer(somebodys));
  });
});

describe('the station key', () => {
  it('is rotated without changing what anybody can open', async (t) => {
    const { vault, path, secret, db } = await madeVault(t);
    const id = vault.persons.create();
    const sealed = vault.persons.sealer(id)?.seal(plain, face) ?? plain;
    const signing = vault.secret('log-signing');
    const wrapped = wrappedOf(db, id);
    vault.rotate();
    assert.notDeepEqual(wrappedOf(db, id), wrapped);
    for (const open of [vault, openAgain(t, path, secret)]) {
      assert.deepEqual(open.persons.sealer(id)?.open(sealed, face), plain);
      assert.deepEqual(open.secret('log-signing'), signing);
    }
  });

  it('is read anew by a process that did not rotate it', async (t) => {
    const { vault, path, secret } = await madeVault(t);
    const other = openAgain(t, path, secret);
    const before = other.persons.create();
    vault.rotate();
    const after = other.persons.create();
    for (const id of [before, after]) {
      const sealed = other.persons.sealer(id)?.seal(plain, face) ?? plain;
      assert.deepEqual(vault.persons.sealer(id)?.open(sealed, face), plain);
    }
  });

  it('is not boxed for a slot that somebody slipped in, and then nothing is changed', async (t) => {
    const { vault, db, slot } = await madeVault(t);
    const id = vault.persons.create();
    const foreign = await makeSlot(vault.stationId, { kind: 'file', secret: newSlotSecret() });
    db.prepare('UPDATE slots SET public_key = ? WHERE id = ?').run(foreign.slot.publicKey, slot.id);
    const wrapped = wrappedOf(db, id);
    assert.throws(() => vault.rotate(), SealError);
    assert.deepEqual(wrappedOf(db, id), wrapped);
    assert.ok(vault.persons.sealer(id));
  });

  it('is not had any more through a slot that was replaced, nor the one before it', async (t) => {
    const { vault, path, secret, slot } = await madeVault(t);
    const other = openAgain(t, path, secret);
    const next = await makeSlot(vault.stationId, { kind: 'file', secret: newSlotSecret() });
    vault.replaceSlot(next.slot, next.held);
    assert.ok(vault.persons.create());
    assert.equal(other.isHeld(), false);
    assert.throws(() => other.persons.create(), SealError);
    assert.throws(() => openBySecret(vault.stationId, next.slot, secret), SealError);
    assert.notEqual(next.slot.id, slot.id);
  });
});

describe('copies of the keys', () => {
  it('are whole vaults for their owner only, and are renewed when a key is destroyed', async (t) => {
    const { vault, folder, secret, db } = await madeVault(t);
    const id = vault.persons.create();
    const wrapped = wrappedOf(db, id);
    const copy = join(folder, 'copy.db');
    assert.ok(vault.copyTo(copy).ok);
    assert.equal(statSync(copy).mode & 0o777, 0o600);
    assert.ok(filesHave(copy, wrapped));
    vault.persons.destroy(id);
    assert.deepEqual(vault.renewCopies(), { renewed: 1, stale: [] });
    assert.ok(!filesHave(copy, wrapped));
    assert.equal(existsSync(`${copy}.new`), false);
    assert.ok(openAgain(t, copy, secret).persons.create());
  });

  it('lose a destroyed key at the next opening where a crash came between', async (t) => {
    const { vault, path, folder, secret, db } = await madeVault(t);
    const id = vault.persons.create();
    const wrapped = wrappedOf(db, id);
    const copy = join(folder, 'copy.db');
    assert.ok(vault.copyTo(copy).ok);
    vault.persons.destroy(id);
    assert.ok(filesHave(copy, wrapped));
    openAgain(t, path, secret);
    assert.ok(!filesHave(copy, wrapped));
  });

  it('are written over no other file, and one that cannot be renewed is named', async (t) => {
    const { vault, folder } = await madeVault(t);
    const mine = join(folder, 'letter.txt');
    writeFileSync(mine, 'mine');
    const refused = vault.copyTo(mine);
    assert.equal(!refused.ok && refused.error.code, 'backup-in-the-way');
    assert.equal(readFileSync(mine, 'utf8'), 'mine');
    const others = await madeVault(t);
    const theirs = join(folder, 'theirs.db');
    assert.ok(others.vault.copyTo(theirs).ok);
    const before = readFileSync(theirs);
    assert.equal(vault.copyTo(theirs).ok, false);
    assert.deepEqual(readFileSync(theirs), before);
    const copy = join(folder, 'copy.db');
    assert.ok(vault.copyTo(copy).ok);
    writeFileSync(copy, 'now something else');
    assert.deepEqual(
      vault.renewCopies().stale.map(({ path }) => path),
      [copy],
    );
    assert.equal(vault.copyTo(join(folder, 'nowhere', 'copy.db')).ok, false);
    assert.equal(vault.renewCopies().stale.length, 1);
  });
});

describe('the file of the keys', () => {
  it('is for its owner only', async (t) => {
    const { path } = await madeVault(t);
    for (const file of [path, `${path}-wal`]) assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it('is refused by name and left as it was where it is missing, foreign, newer or damaged', async (t) => {
    const { vault, path, folder } = await madeVault(t);
    for (let count = 0; count < 200; count++) vault.persons.create();
    vault.rotate();
    const codes: Record<string, string> = {};
    const refuse = (name: string, make: (file: string) => void): void => {
      const file = join(folder, name);
      make(file);
      const before = existsSync(file) ? readFileSync(file) : null;
      const opened = openVaultFile(file);
      codes[name] = opened.ok ? 'opened' : opened.error.code;
      assert.deepEqual(existsSync(file) ? readFileSync(file) : null, before);
    };
    refuse('missing', () => undefined);
    refuse('empty', (file) => writeFileSync(file, ''));
    refuse('text', (file) => writeFileSync(file, 'a letter to somebody'.repeat(100)));
    refuse('foreign', (file) => new Database(file).exec('CREATE TABLE letters (text)').close());
    refuse('newer', (file) => {
      copyFileSync(path, file);
      const db = new Database(file);
      db.pragma('user_version = 99');
      db.close();
    });
    refuse('damaged', (file) => {
      const bytes = readFileSync(path);
      bytes.fill(0x5a, 4096 * 3);
      writeFileSync(file, bytes);
    });
    assert.deepEqual(codes, {
      missing: 'keys-missing',
      empty: 'keys-missing',
      text: 'keys-damaged',
      foreign: 'keys-damaged',
      newer: 'store-newer',
      damaged: 'keys-damaged',
    });
  });

  it('takes no new key once it was replaced under an open station', async (t) => {
    const { vault, path, folder } = await madeVault(t);
    const other = await madeVault(t);
    other.vault.rotate();
    vault.persons.create();
    copyFileSync(other.path, join(folder, 'other.db'));
    renameSync(join(folder, 'other.db'), path);
    assert.throws(() => vault.persons.create(), SealError);
    assert.throws(() => vault.rotate(), SealError);
  });
});

function wrappedOf(db: Database.Database, id: string): Buffer {
  return db
    .prepare<[string], Buffer>('SELECT wrapped FROM person_keys WHERE id = ?')
    .pluck()
    .get(id) as Buffer;
}

function filesHave(path: string, bytes: Buffer): boolean {
  return [path, `${path}-wal`].some(
    (file) => existsSync(file) && readFileSync(file).includes(bytes),
  );
}
