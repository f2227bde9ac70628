import type { SafeStorage } from 'electron';
import type { Keychain } from '../keys/keychain.ts';

type Storage = Pick<
  SafeStorage,
  | 'isAsyncEncryptionAvailable'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
  | 'getSelectedStorageBackend'
>;

/** The keychain as Electron has it. Only once the app is ready. */
export function electronKeychain(storage: Storage, platform: NodeJS.Platform): Keychain {
  return {
    available: async () =>
      isReal(storage, platform) && (await storage.isAsyncEncryptionAvailable().catch(() => false)),
    protect: (secret) => storage.encryptStringAsync(secret.toString('hex')),
    reveal: async (token) => {
      const { result, shouldReEncrypt } = await storage.decryptStringAsync(token);
      const renewed = shouldReEncrypt ? await storage.encryptStringAsync(result) : null;
      return { secret: Buffer.from(result, 'hex'), renewed };
    },
  };
}

/** Linux without a keyring encrypts with a password that everybody knows: that is none. */
function isReal(storage: Storage, platform: NodeJS.Platform): boolean {
  if (platform !== 'linux') return true;
  const backend = storage.getSelectedStorageBackend();
  return backend !== 'basic_text' && backend !== 'unknown';
}
