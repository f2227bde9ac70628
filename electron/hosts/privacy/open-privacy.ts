import { setTimeout as wait } from 'node:timers/promises';
import { ScryptPasswords } from '../access/passwords.ts';
import type { StationOptions } from '../open-station.ts';
import { Privacy, type PrivacyParts } from './privacy.ts';

/**
 * Pause between two erasures where there are windows, ms. An erasure takes some 30 ms, for what it waits for
 * the disk: checks come first.
 */
const pauseMs = 60;

export function openPrivacy(
  { keys, version, host, passwordCost }: StationOptions,
  parts: Omit<PrivacyParts, 'keys' | 'version' | 'hasher' | 'pause'>,
): Privacy {
  return new Privacy({
    ...parts,
    ...{ keys, version },
    hasher: new ScryptPasswords(passwordCost),
    pause: () => wait(host === 'cli' ? 0 : pauseMs),
  });
}
