import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import Database from 'better-sqlite3';
import { openKeys, type KeysOptions } from '../../electron/hosts/keys/open-keys.ts';
import type { Keychain } from '../../electron/hosts/keys/keychain.ts';
import type { StationKeys } from '../../electron/hosts/keys/station-keys.ts';
import type { Belonging } from '../../electron/vault/vault.ts';
import { cheapCost } from '../support/cheap-cost.ts';
import { temporaryDir } from '../support/temporary.ts';

const passphrase = 'several words do well';
const photo: Belonging = { personId: 'p1', kind: 'photo', encoder: '' };
const plain = Buffer.from('a face');

/** An account of a computer: its keychain, its configuration folder. */
function account(t: TestContext) {
  return { keyFolder: join(temporaryDir(t), 'keys'), keychain: madeKeychain() };
}

/** What a keychain does: seals for one account, with a key that is in no folder of ours. */
function madeKeychain(available = true): Keychain {
  const key = randomBytes(32);
  return {
    available: () => Promise.resolve(available),
    protect: (secret) => {
      const nonce = randomBytes(12);
      const sealing = createCipheriv('aes-256-gcm', key, nonce);
      const hidden = [sealing.update(secret), sealing.final()];
      return Promise.resolve(Buffer.concat([nonce, sealing.getAuthTag(), ...hidden]));
    },
    reveal: (token) =>
      Promise.resolve(token).then((bytes) => {
        const opening = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
        opening.setAuthTag(bytes.subarray(12, 28));
        const secret = Buffer.concat([opening.update(bytes.subarray(28)), opening.final()]);
        return { secret, renewed: null };
      }),
  };
}

async function opened(
  t: TestContext,
  options: Pick<KeysOptions, 'dataDir' | 'keyFolder'> & Partial<KeysOptions>,
): Promise<StationKeys> {
  const usual = { keychain: null, unattended: false, cost: cheapCost, log: () => undefined };
  const keys = await openKeys({ ...usual, ...options });
  t.after(() => keys.close());
  return keys;
}

/** Seals something for a new person; gives what is needed to open it again. */
function sealed(keys: StationKeys) {
  const vault = keys.current();
  assert.ok(vault.ok);
  const keyId = vault.value.persons.create();
  const bytes = vault.value.persons.sealer(keyId)?.seal(plain, photo);
  assert.ok(bytes);
  return (again: StationKeys): boolean => {
    const now = again.current();
    if (!now.ok) return false;
    return now.value.persons.sealer(keyId)?.open(bytes, photo).equals(plain) === true;
  };
}

function codeOf(result: { ok: true } | { ok: false; error: { code: string } }): string {
  return result.ok ? 'ok' : result.error.code;
}

describe('the first start', () => {
  it('is fresh until a protection is chosen, then opens by it', async (t) => {
    const dataDir = temporaryDir(t);
    const mine = account(t);
    const keys = await opened(t, { dataDir, ...mine });
    assert.equal(keys.state, 'fresh');
    assert.equal(codeOf(keys.current()), 'station-fresh');
    assert.equal(existsSync(join(dataDir, 'vault.db')), false);
    const begun = await keys.begin({ protection: 'keychain' });
    assert.ok(begun.ok);
    assert.equal(keys.state, 'open');
    const opens = sealed(keys);
    const again = await opened(t, { dataDir, ...mine });
    assert.ok(opens(again));
    const view = again.view();
    assert.deepEqual(view.ok && view.value.slots.map(({ kind }) => kind), ['keychain', 'recovery']);
  });

  it('takes no weak passphrase and no keychain that is none', async (t) => {
    const keys = await opened(t, { dataDir: temporaryDir(t), ...account(t), keychain: null });
    assert.deepEqual(await keys.offers(), { keychain: false, passphrase: true, file: true });
    const wishes = [
      { protection: 'passphrase', passphrase: 'too short' },
      { protection: 'passphrase' },
      { protection: 'keychain' },
    ] as const;
    const codes = await Promise.all(wishes.map(async (wish) => codeOf(await keys.begin(wish))));
    assert.deepEqual(codes, ['passphrase-weak', 'invalid-request', 'keychain-unavailable']);
    assert.equal(keys.state, 'fresh');
  });

  it('knows how many people an earlier version enrolled, until there are keys', async (t) => {
    const dataDir = temporaryDir(t);
    const db = new Database(join(dataDir, 'threshold.db'));
    db.exec("CREATE TABLE people (id TEXT); INSERT INTO people VALUES ('ana'), ('ben')");
    db.pragma('user_version = 4');
    db.close();
    const keys = await opened(t, { dataDir, ...account(t) });
    assert.equal(keys.state, 'fresh');
    assert.equal(keys.peopleBefore(), 2);
    assert.ok((await keys.begin({ protection: 'keychain' })).ok);
    assert.equal(keys.peopleBefore(), 0);
    const nothing = await opened(t, { dataDir: temporaryDir(t), ...account(t) });
    assert.equal(nothing.peopleBefore(), 0);
  });

  it('of an unattended station keeps the key in a file outside the data folder, and says it', async (t) => {
    const dataDir = temporaryDir(t);
    const { keyFolder } = account(t);
    const said: string[] = [];
    const keys = await opened(t, {
      dataDir,
      keyFolder,
      unattended: true,
      log: (line) => said.push(line),
    });
    assert.equal(keys.state, 'open');
    assert.match(said.join('\n'), /weaker/);
    const [name = ''] = readdirSync(keyFolder);
    assert.equal(statSync(join(keyFolder, name)).mode & 0o777, 0o600);
    assert.equal(statSync(keyFolder).mode & 0o777, 0o700);
    const secret = Buffer.from(readFileSync(join(keyFolder, name), 'utf8').trim(), 'hex');
    for (const file of readdirSync(dataDir)) {
      assert.ok(!readFileSync(join(dataDir, file)).includes(secret));
    }
  });

  it('closes a key file that was open to other accounts, and says it', async (t) => {
    const [dataDir, { keyFolder }] = [temporaryDir(t), account(t)];
    (await opened(t, { dataDir, keyFolder, unattended: true })).close();
    const [name = ''] = readdirSync(keyFolder);
    chmodSync(keyFolder, 0o755);
    chmodSync(join(keyFolder, name), 0o644);
    const said: string[] = [];
    const log = (line: string): void => void said.push(line);
    assert.equal((await opened(t, { dataDir, keyFolder, log })).state, 'open');
    assert.match(said.join('\n'), /open to other accounts/);
    assert.equal(statSync(join(keyFolder, name)).mode & 0o777, 0o600);
    assert.equal(statSync(keyFolder).mode & 0o777, 0o700);
    said.length = 0;
    assert.equal((await opened(t, { dataDir, keyFolder, log })).state, 'open');
    assert.deepEqual(said, []);
  });

  it('puts no key file into the data folder by way of a link', async (t) => {
    const dataDir = temporaryDir(t);
    const link = join(temporaryDir(t), 'link');
    symlinkSync(dataDir, link);
    const keys = await opened(t, { dataDir, keyFolder: join(link, 'keys') });
    assert.equal(codeOf(await keys.begin({ protection: 'file' })), 'invalid-request');
    const other = await opened(t, { dataDir: link, keyFolder: join(dataDir, 'keys') });
    assert.equal(codeOf(await other.begin({ protection: 'file' })), 'invalid-request');
    assert.equal(existsSync(join(dataDir, 'keys')), false);
  });

  it('takes no passphrase that is one key held down', async (t) => {
    const keys = await opened(t, { dataDir: temporaryDir(t), ...account(t) });
    const passphrase = 'abababababababab';
    assert.equal(
      codeOf(await keys.begin({ protection: 'passphrase', passphrase })),
      'passphrase-weak',
    );
  });

  it('of an unattended station says what is in its way', async (t) => {
    const folder = temporaryDir(t);
    writeFileSync(join(folder, 'file'), 'in the way');
    const inTheWay = join(folder, 'file', 'folder');
    for (const options of [
      { dataDir: inTheWay, keyFolder: join(folder, 'keys') },
      { dataDir: join(folder, 'data'), keyFolder: inTheWay },
    ]) {
      const keys = await opened(t, { ...options, unattended: true });
      assert.equal(keys.state, 'broken');
      assert.equal(codeOf(keys.current()), 'store-unavailable');
    }
    assert.equal(existsSync(join(folder, 'data', 'vault.db')), false);
  });

  it('puts no key file into the data folder', async (t) => {
    const dataDir = temporaryDir(t);
    const keys = await opened(t, { dataDir, keyFolder: join(dataDir, 'keys'), unattended: true });
    assert.equal(codeOf(keys.current()), 'invalid-request');
    assert.deepEqual(readdirSync(dataDir), []);
  });

  it('happens once, however many begin at the same moment', async (t) => {
    const dataDir = join(temporaryDir(t), 'made', 'when needed');
    const { keyFolder } = account(t);
    const options = { dataDir, keyFolder, unattended: true };
    const all = await Promise.all([1, 2, 3].map(() => opened(t, options)));
    assert.deepEqual(
      all.map(({ state }) => state),
      ['open', 'open', 'open'],
    );
    const [first, ...others] = all as [StationKeys, ...StationKeys[]];
    const opens = sealed(first);
    assert.ok(others.every(opens));
    assert.equal(readdirSync(keyFolder).length, 1);
  });

  it('is refused where sealed people are there without their keys', async (t) => {
    const dataDir = temporaryDir(t);
    const database = (version: number): void => {
      const db = new Database(join(dataDir, 'threshold.db'));
      db.pragma(`user_version = ${version}`);
      db.close();
    };
    database(4);
    assert.equal((await opened(t, { dataDir, ...account(t) })).state, 'fresh');
    database(5);
    const keys = await opened(t, { dataDir, ...account(t), unattended: true });
    assert.equal(keys.state, 'broken');
    assert.equal(codeOf(keys.current()), 'keys-missing');
    assert.equal(existsSync(join(dataDir, 'vault.db')), false);
  });
});

describe('a copied data folder', () => {
  for (const protection of ['keychain', 'passphrase', 'file'] as const) {
    it(`protected by a ${protection} opens on no other account without passphrase or recovery key`, async (t) => {
      const dataDir = temporaryDir(t);
      const keys = await opened(t, { dataDir, ...account(t) });
      const begun = await keys.begin({ protection, passphrase });
      assert.ok(begun.ok);
      const opens = sealed(keys);
      const copied = temporaryDir(t);
      cpSync(dataDir, copied, { recursive: true });
      const elsewhere = await opened(t, { dataDir: copied, ...account(t), unattended: true });
      assert.equal(elsewhere.state, 'locked');
      const expected = protection === 'passphrase' ? 'station-locked' : 'key-gone';
      assert.equal(codeOf(elsewhere.current()), expected);
      const wrong = await elsewhere.unlock({ passphrase: 'some other words' });
      assert.equal(codeOf(wrong), 'passphrase-wrong');
      assert.equal(opens(elsewhere), false);
      const { recoveryKey } = begun.value;
      const untidy = ` ${recoveryKey.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')}`;
      assert.ok((await elsewhere.unlock({ recoveryKey: untidy })).ok);
      assert.ok(opens(elsewhere));
    });
  }

  it('opens on a command line that is given the passphrase or the recovery key', async (t) => {
    const dataDir = temporaryDir(t);
    const keys = await opened(t, { dataDir, ...account(t) });
    const begun = await keys.begin({ protection: 'passphrase', passphrase });
    assert.ok(begun.ok);
    const opens = sealed(keys);
    const given = async (text: string): Promise<boolean> =>
      opens(await opened(t, { dataDir, ...account(t), unattended: true, passphrase: text }));
    assert.equal(await given(passphrase), true);
    assert.equal(await given(begun.value.recoveryKey), true);
    assert.equal(await given('a wrong passphrase'), false);
  });
});

describe('a keychain', () => {
  it('that replaced its own key is given what it wants kept instead', async (t) => {
    const dataDir = temporaryDir(t);
    const { keyFolder, keychain } = account(t);
    const keys = await opened(t, { dataDir, keyFolder, keychain });
    assert.ok((await keys.begin({ protection: 'keychain' })).ok);
    const opens = sealed(keys);
    const newer = madeKeychain();
    const replacing: Keychain = {
      ...newer,
      reveal: async (token) => {
        const { secret } = await keychain.reveal(token);
        return { secret, renewed: await newer.protect(secret) };
      },
    };
    assert.ok(opens(await opened(t, { dataDir, keyFolder, keychain: replacing })));
    assert.ok(opens(await opened(t, { dataDir, keyFolder, keychain: newer })));
  });

  it('of a new computer takes over once the recovery key has opened the station', async (t) => {
    const dataDir = temporaryDir(t);
    const keys = await opened(t, { dataDir, ...account(t) });
    const begun = await keys.begin({ protection: 'keychain' });
    assert.ok(begun.ok);
    const opens = sealed(keys);
    const moved = temporaryDir(t);
    cpSync(dataDir, moved, { recursive: true });
    const mine = account(t);
    const first = await opened(t, { dataDir: moved, ...mine });
    assert.equal(codeOf(first.current()), 'key-gone');
    assert.ok((await first.unlock({ recoveryKey: begun.value.recoveryKey })).ok);
    assert.ok((await first.protect({ protection: 'keychain' })).ok);
    assert.ok(opens(await opened(t, { dataDir: moved, ...mine })));
  });
});

describe('another protection', () => {
  it('leaves nothing of the one before that opens', async (t) => {
    const dataDir = temporaryDir(t);
    const mine = account(t);
    const keys = await opened(t, { dataDir, ...mine, unattended: true });
    const opens = sealed(keys);
    const [name = ''] = readdirSync(mine.keyFolder);
    const old = join(temporaryDir(t), 'old.key');
    copyFileSync(join(mine.keyFolder, name), old);
    assert.ok((await keys.protect({ protection: 'passphrase', passphrase })).ok);
    assert.ok(opens(keys));
    assert.deepEqual(readdirSync(mine.keyFolder), []);
    copyFileSync(old, join(mine.keyFolder, name));
    const again = await opened(t, { dataDir, ...mine });
    assert.equal(again.state, 'locked');
    assert.ok((await again.unlock({ passphrase })).ok);
    assert.ok(opens(again));
  });

  it('locks another process out until it knows the new one, which goes on with the same vault', async (t) => {
    const dataDir = temporaryDir(t);
    const mine = account(t);
    const [keys, other] = [
      await opened(t, { dataDir, ...mine, unattended: true }),
      await opened(t, { dataDir, ...mine }),
    ];
    const before = other.current();
    assert.ok(before.ok);
    assert.ok((await keys.protect({ protection: 'passphrase', passphrase })).ok);
    const opens = sealed(keys);
    assert.equal(other.state, 'locked');
    assert.equal(codeOf(other.current()), 'key-gone');
    assert.ok((await other.unlock({ passphrase })).ok);
    assert.ok(opens(other));
    assert.ok(before.value.persons.create());
  });

  it('is not taken where it cannot be had, and then the one before stays', async (t) => {
    const dataDir = temporaryDir(t);
    const mine = { ...account(t), keychain: madeKeychain(false) };
    const keys = await opened(t, { dataDir, ...mine, unattended: true });
    assert.equal(codeOf(await keys.protect({ protection: 'keychain' })), 'keychain-unavailable');
    assert.equal((await opened(t, { dataDir, ...mine })).state, 'open');
  });

  it('removes the key file that a crash left of it', async (t) => {
    const dataDir = temporaryDir(t);
    const mine = account(t);
    const keys = await opened(t, { dataDir, ...mine, unattended: true });
    const [name = ''] = readdirSync(mine.keyFolder);
    const left = join(mine.keyFolder, `${name.slice(0, 16)}-${'0'.repeat(16)}.key`);
    const foreign = join(mine.keyFolder, `${'f'.repeat(16)}-${'0'.repeat(16)}.key`);
    for (const file of [left, foreign]) {
      writeFileSync(file, 'of a crash');
      utimesSync(file, 1, 1);
    }
    assert.ok(keys.rotate().ok);
    await opened(t, { dataDir, ...mine });
    assert.equal(existsSync(left), false);
    assert.equal(existsSync(foreign), true);
    assert.equal(existsSync(join(mine.keyFolder, name)), true);
  });
});

describe('the recovery key', () => {
  it('is told from a mistyped one, and is replaced by another', async (t) => {
    const dataDir = temporaryDir(t);
    const keys = await opened(t, { dataDir, ...account(t) });
    const begun = await keys.begin({ protection: 'passphrase', passphrase });
    const next = await keys.newRecovery();
    assert.ok(begun.ok && next.ok);
    assert.match(next.value.recoveryKey, /^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
    assert.equal(next.value.view.recoveryKeptAt, null);
    const elsewhere = await opened(t, { dataDir, ...account(t) });
    const old = await elsewhere.unlock({ recoveryKey: begun.value.recoveryKey });
    assert.equal(!old.ok && old.error.message.includes('mistyped'), false);
    assert.equal(codeOf(old), 'recovery-wrong');
    const first = next.value.recoveryKey[0] === 'A' ? 'B' : 'A';
    const slip = await elsewhere.unlock({ recoveryKey: first + next.value.recoveryKey.slice(1) });
    assert.match(slip.ok ? '' : slip.error.message, /mistyped/);
    assert.ok((await elsewhere.unlock({ recoveryKey: next.value.recoveryKey })).ok);
  });

  it('counts as kept from when somebody said so', async (t) => {
    const keys = await opened(t, {
      dataDir: temporaryDir(t),
      ...account(t),
      unattended: true,
      now: () => 42,
    });
    const kept = keys.recoveryKept();
    assert.equal(kept.ok && kept.value.recoveryKeptAt, 42);
  });
});

describe('keys that were put back', () => {
  it('open without a new start', async (t) => {
    const dataDir = temporaryDir(t);
    const mine = account(t);
    const first = await opened(t, { dataDir, ...mine });
    const begun = await first.begin({ protection: 'passphrase', passphrase });
    assert.ok(begun.ok);
    const opens = sealed(first);
    const copy = join(temporaryDir(t), 'copy.db');
    const vault = first.current();
    assert.ok(vault.ok && vault.value.copyTo(copy).ok);
    first.close();
    writeFileSync(join(dataDir, 'vault.db'), 'damaged '.repeat(1000));
    rmSync(join(dataDir, 'vault.db-wal'), { force: true });
    rmSync(join(dataDir, 'vault.db-shm'), { force: true });
    const keys = await opened(t, { dataDir, ...mine });
    assert.equal(keys.state, 'broken');
    assert.equal(codeOf(keys.current()), 'keys-damaged');
    copyFileSync(copy, join(dataDir, 'vault.db'));
    assert.ok((await keys.unlock({ passphrase })).ok);
    assert.ok(opens(keys));
  });
});
