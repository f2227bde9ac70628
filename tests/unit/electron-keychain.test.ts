import assert from 'node:assert/strict';
import type { SafeStorage } from 'electron';
import { describe, it } from 'node:test';
import { electronKeychain } from '../../electron/hosts/electron/keychain.ts';

type Backend = ReturnType<SafeStorage['getSelectedStorageBackend']>;

/** Electron's storage, as far as it is used: a token is the text under a version of the key. */
class StubStorage implements Pick<
  SafeStorage,
  | 'isAsyncEncryptionAvailable'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
  | 'getSelectedStorageBackend'
> {
  available: Promise<boolean> = Promise.resolve(true);
  backend: Backend = 'gnome_libsecret';
  version = 1;

  isAsyncEncryptionAvailable(): Promise<boolean> {
    return this.available;
  }

  encryptStringAsync(text: string): Promise<Buffer> {
    return Promise.resolve(Buffer.from(`${this.version}:${text}`));
  }

  decryptStringAsync(token: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> {
    const [version = '', text] = token.toString().split(':');
    if (text === undefined) return Promise.reject(new Error('not ours'));
    const shouldReEncrypt = Number(version) < this.version;
    return Promise.resolve({ result: text, shouldReEncrypt });
  }

  getSelectedStorageBackend(): Backend {
    return this.backend;
  }
}

const secret = Buffer.from('00ff10a0', 'hex');

describe('the keychain of the operating system', () => {
  it('gives back what it was given to protect', async () => {
    const keychain = electronKeychain(new StubStorage(), 'linux');
    assert.equal(await keychain.available(), true);
    const token = await keychain.protect(secret);
    assert.deepEqual(await keychain.reveal(token), { secret, renewed: null });
    await assert.rejects(keychain.reveal(Buffer.from('something else')));
  });

  it('is none where Linux has no keyring, although Electron encrypts there too', async () => {
    for (const backend of ['basic_text', 'unknown'] as const) {
      const storage = new StubStorage();
      storage.backend = backend;
      assert.equal(await electronKeychain(storage, 'linux').available(), false);
      assert.equal(await electronKeychain(storage, 'darwin').available(), true);
    }
  });

  it('is none where it says so, or does not answer', async () => {
    const storage = new StubStorage();
    storage.available = Promise.resolve(false);
    assert.equal(await electronKeychain(storage, 'win32').available(), false);
    storage.available = Promise.reject(new Error('locked'));
    assert.equal(await electronKeychain(storage, 'win32').available(), false);
  });

  it('has another token where its own key was replaced', async () => {
    const storage = new StubStorage();
    const keychain = electronKeychain(storage, 'win32');
    const token = await keychain.protect(secret);
    storage.version = 2;
    const revealed = await keychain.reveal(token);
    assert.deepEqual(revealed.secret, secret);
    assert.ok(revealed.renewed);
    assert.deepEqual(await keychain.reveal(revealed.renewed), { secret, renewed: null });
  });
});
