import { protections } from '../contract/access.ts';
import { ok, type Result } from '../contract/errors.ts';
import type { KeysView } from '../contract/trust.ts';
import { LoggedKeys } from '../hosts/keys/logged-keys.ts';
import type { ProtectionWish } from '../hosts/keys/station-keys.ts';
import { readPassphraseFile } from '../hosts/keys/read-passphrase.ts';
import type { Station } from '../hosts/open-station.ts';
import { systemClock } from '../hosts/system-clock.ts';
import { adoptCommand } from './keys-adopt.ts';
import { proveRecovery } from './keys-kept.ts';
import { exactly, need, oneOf, type Command, type Values } from './command.ts';
import { exitCodes, failed, type RunCommand } from './outcome.ts';

/** How the station's keys are protected. */
export const keysCommands: readonly Command[] = [
  {
    words: 'keys show',
    prepare: (_, rest) => (exactly(0, rest), changeKeys((keys) => keys.view())),
  },
  {
    words: 'keys rotate',
    prepare: (_, rest) => (exactly(0, rest), changeKeys((keys) => keys.rotate())),
  },
  {
    words: 'keys protect',
    options: ['with', 'new-passphrase-file'],
    prepare: (values, rest) => {
      exactly(0, rest);
      const wish = wishFrom(values);
      return changeKeys(async (keys) => {
        const wished = wish();
        return wished.ok ? keys.protect(wished.value) : wished;
      });
    },
  },
  { words: 'keys recovery', prepare: (_, rest) => (exactly(0, rest), newRecovery()) },
  {
    words: 'keys kept',
    options: ['recovery-key-file'],
    prepare: (values, rest) => (exactly(0, rest), recoveryKept(values['recovery-key-file'])),
  },
  {
    words: 'keys adopt',
    options: ['recovery-key-file'],
    prepare: (values, rest) => adoptCommand(exactly(1, rest)[0], values['recovery-key-file']),
  },
];

/** The file is read when the command runs. @throws Error in words where the options do not fit */
function wishFrom(values: Values): () => Result<ProtectionWish> {
  const protection = oneOf('with', protections, need('with', values));
  const file = values['new-passphrase-file'];
  if (protection !== 'passphrase') {
    if (file !== undefined) throw new Error('--new-passphrase-file goes with "--with passphrase".');
    return () => ok({ protection });
  }
  if (!file) throw new Error('--with passphrase takes --new-passphrase-file FILE as well.');
  return () => {
    const passphrase = readPassphraseFile(file);
    return passphrase.ok ? ok({ protection, passphrase: passphrase.value }) : passphrase;
  };
}

function changeKeys(
  change: (keys: LoggedKeys) => Result<KeysView> | Promise<Result<KeysView>>,
): RunCommand {
  return async (station) => {
    const view = await change(keysOf(station));
    if (!view.ok) return failed(view.error);
    return { answer: view.value, text: inWords(view.value), exitCode: exitCodes.done };
  };
}

/** Printed this once, on stdout alone, so that it can go to a printer and nowhere else. */
function newRecovery(): RunCommand {
  return async (station) => {
    const made = await keysOf(station).newRecovery();
    if (!made.ok) return failed(made.error);
    const text =
      `${made.value.recoveryKey}\n` +
      'Write this recovery key down and keep it apart from the computer. It is shown this once; ' +
      'the one before opens nothing any more. Then say so with "keys kept".';
    return { answer: made.value, text, exitCode: exitCodes.done };
  };
}

function recoveryKept(file: string | undefined): RunCommand {
  return async (station) => {
    const proven = await proveRecovery(station.keys, file);
    if (!proven.ok) return failed(proven.error);
    const view = keysOf(station).recoveryKept();
    if (!view.ok) return failed(view.error);
    const text = 'This is the recovery key of the station; it is noted as written down.';
    return { answer: view.value, text, exitCode: exitCodes.done };
  };
}

function keysOf({ keys, events }: Station): LoggedKeys {
  return new LoggedKeys({ keys, events, clock: systemClock });
}

const ways: Record<KeysView['slots'][number]['kind'], string> = {
  keychain: 'by the keychain of this account',
  passphrase: 'by a passphrase',
  file: 'by a file of this account, which is weaker',
  recovery: 'by the recovery key',
};

function inWords({ slots, keySince, recoveryKeptAt, personKeys }: KeysView): string {
  const opened = slots.map(({ kind, since }) => `It opens ${ways[kind]} (since ${dayOf(since)}).`);
  const hasRecovery = slots.some(({ kind }) => kind === 'recovery');
  const recovery = hasRecovery
    ? recoveryKeptAt === null &&
      'Nobody has confirmed that the recovery key was written down: see "keys kept".'
    : 'There is no recovery key. Make one with "keys recovery".';
  const people = `${personKeys} ${personKeys === 1 ? 'person has a key' : 'people have keys'}.`;
  return [`The station key is of ${dayOf(keySince)}.`, ...opened, recovery, people]
    .filter(Boolean)
    .join('\n');
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
