import { join, resolve } from 'node:path';
import { ok, type Result } from '../contract/errors.ts';
import { putKeysBack, type KeysPutBack } from '../hosts/backup/put-keys-back.ts';
import { databaseFile } from '../hosts/data-files.ts';
import { defaultKeyFolder } from '../hosts/keys/key-folder.ts';
import { openKeys } from '../hosts/keys/open-keys.ts';
import { openStore } from '../hosts/open-store.ts';
import { systemClock } from '../hosts/system-clock.ts';
import { keyEvent } from '../station/key-event.ts';
import { exitCodes, failed, type ApartCommand, type CommandPlace } from './outcome.ts';
import { givenSecret } from './given-secret.ts';

/** Puts a copy of the keys where there are none, and says who cannot be read with it. */
export function adoptCommand(copy: string, recoveryKeyFile: string | undefined): ApartCommand {
  return {
    apart: async (place) => {
      const secret = givenSecret(recoveryKeyFile, place.passphrase);
      if (!secret.ok) return failed(secret.error);
      const put = putKeysBack(resolve(copy), place.dataDir);
      if (!put.ok) return failed(put.error);
      const opened = await logged(put.value, { ...place, passphrase: secret.value });
      if (!opened.ok) return failed(opened.error);
      const answer = { ...put.value, opened: opened.value };
      return { answer, text: inWords(put.value, opened.value), exitCode: exitCodes.done };
    },
  };
}

/**
 * Writes down that the keys were put back, where what was given opens them; false where nothing does, or
 * the database cannot be opened, which is no reason to take the keys away again.
 */
async function logged(
  { changed }: KeysPutBack,
  { dataDir, log, actor, passphrase }: CommandPlace,
): Promise<Result<boolean>> {
  const keyFolder = defaultKeyFolder();
  const keys = await openKeys({
    ...{ dataDir, log, keyFolder, passphrase },
    keychain: null,
    unattended: false,
  });
  try {
    const vault = keys.current();
    if (!vault.ok) return ok(false);
    if (!changed) return ok(true);
    const store = openStore(join(dataDir, databaseFile), {
      vault: vault.value,
      actor: () => actor,
    });
    try {
      const row = keyEvent(systemClock.now(), 'copy of the keys put in place');
      const written = store.events.append(row);
      if (!written.ok) log(`keys: ${written.error.message}`);
      return ok(true);
    } finally {
      store.close();
    }
  } finally {
    keys.close();
  }
}

function inWords({ changed, people, unreadable }: KeysPutBack, opened: boolean): string {
  if (!changed) return 'The keys of this station are whole, so nothing was changed.';
  const lines = ['The copy of the keys is in place.'];
  if (unreadable.length > 0) {
    lines.push(
      `Of ${people} enrolled, ${unreadable.length} cannot be read, since their keys are newer than ` +
        `the copy: ${unreadable.join(', ')}. Remove and enrol them anew.`,
    );
  }
  if (!opened) {
    lines.push('It opens with the passphrase or the recovery key: enter one in the window.');
  }
  return lines.join('\n');
}
