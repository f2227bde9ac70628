import type { SafeStorage } from 'electron';
import { defaultKeyFolder } from '../keys/key-folder.ts';
import type { ServicesOptions } from '../open-services.ts';
import { electronKeychain } from './keychain.ts';

/** How Electron's station keeps its keys: as whoever sets it up in the window chooses. */
export function keyPlace(
  storage: SafeStorage,
  platform: NodeJS.Platform = process.platform,
): ServicesOptions['keyPlace'] {
  return {
    keyFolder: defaultKeyFolder(),
    keychain: electronKeychain(storage, platform),
    unattended: false,
  };
}
