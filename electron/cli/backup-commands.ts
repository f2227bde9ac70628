import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fail, ok, type Result } from '../contract/errors.ts';
import type { KeysView, RestoreReport } from '../contract/trust.ts';
import { adoptKeys, type CopyOfKeys } from '../hosts/backup/adopt-keys.ts';
import { readHeader, type BackupHeader } from '../hosts/backup/backup-header.ts';
import { BackupPlaces, keysCopyName } from '../hosts/backup/backup-places.ts';
import { makeLoggedBackup, type LoggedBackupParts } from '../hosts/backup/logged-backup.ts';
import { restoreBackup } from '../hosts/backup/restore-backup.ts';
import { runSealJob } from '../hosts/backup/seal-job.ts';
import { defaultKeyFolder } from '../hosts/keys/key-folder.ts';
import { openKeys } from '../hosts/keys/open-keys.ts';
import type { StationKeys } from '../hosts/keys/station-keys.ts';
import { systemClock } from '../hosts/system-clock.ts';
import { exactly, type Command } from './command.ts';
import { givenSecret } from './given-secret.ts';
import {
  exitCodes,
  failed,
  type ApartCommand,
  type CommandOutcome,
  type CommandPlace,
  type RunCommand,
} from './outcome.ts';

/** All that is kept, in one file, and back. */
export const backupCommands: readonly Command[] = [
  { words: 'backup', prepare: (_, rest) => backup(exactly(1, rest)[0]) },
  {
    words: 'restore',
    options: ['keys', 'recovery-key-file'],
    prepare: (values, rest) =>
      restore({
        path: exactly(1, rest)[0],
        keys: values.keys,
        recoveryKeyFile: values['recovery-key-file'],
      }),
  },
];

function backup(given: string): RunCommand {
  const path = resolve(given);
  return async ({ keys, events }, _tell, { dataDir }) => {
    const places = new BackupPlaces(dataDir);
    const withLog: LoggedBackupParts['withLog'] = (work) => work(events);
    const parts = { places, keys, clock: systemClock, run: runSealJob, withLog };
    const wish = { path, name: basename(path), occasion: 'hand' } as const;
    const made = await makeLoggedBackup(parts, wish);
    if (!made.ok) return failed(made.error);
    return backupOutcome(path, made.value, opensElsewhere(keys));
  };
}

/** Whether anything opens the keys that is not bound to this account. */
function opensElsewhere(keys: Pick<StationKeys, 'view'>): boolean {
  const view = keys.view();
  const portable = ({ kind }: KeysView['slots'][number]): boolean =>
    kind === 'recovery' || kind === 'passphrase';
  return view.ok && view.value.slots.some(portable);
}

function backupOutcome(path: string, header: BackupHeader, elsewhere: boolean): CommandOutcome {
  const { stationId, schema, madeAt, people, events, bytes } = header;
  const keysCopy = join(path, '..', keysCopyName(stationId));
  const text =
    `Wrote ${peopleInWords(people)} and ${events} rows of the log to ${path}, and read them back.\n` +
    `The newest copy of the keys is ${keysCopy}. Keep both; neither is of use without the other, ` +
    'nor without the passphrase or the recovery key.' +
    (elsewhere ? '' : `\n${noRecovery}`);
  const answer = { path, keys: keysCopy, stationId, schema, madeAt, people, events, bytes };
  return { answer, text, exitCode: exitCodes.done };
}

const noRecovery =
  'There is no recovery key yet, so only this account can open them: make one with "keys recovery".';

interface RestoreWish {
  readonly path: string;
  readonly keys: string | undefined;
  readonly recoveryKeyFile: string | undefined;
}

function restore(wish: RestoreWish): ApartCommand {
  return {
    apart: async (place) => {
      const restored = await restoreHere(wish, place);
      if (!restored.ok) return failed(restored.error);
      const replaced = existsSync(join(place.dataDir, replacedName));
      const text = restoredInWords(restored.value, replaced);
      return { answer: restored.value, text, exitCode: exitCodes.done };
    },
  };
}

async function restoreHere(
  { path, keys: copy, recoveryKeyFile }: RestoreWish,
  place: CommandPlace,
): Promise<Result<RestoreReport>> {
  const secret = givenSecret(recoveryKeyFile, place.passphrase);
  if (!secret.ok) return secret;
  const { dataDir, log, actor } = place;
  const adopted = copy === undefined ? ok(undefined) : adoptFor(path, copy, dataDir);
  if (!adopted.ok) return adopted;
  const keys = await openKeys({
    dataDir,
    log,
    keyFolder: defaultKeyFolder(),
    keychain: null,
    // Keys made now would open no backup that there is.
    unattended: false,
    passphrase: secret.value,
  });
  try {
    const vault = keys.current();
    if (!vault.ok) return vault.error.code === 'station-fresh' ? withoutKeys() : vault;
    const places = new BackupPlaces(dataDir);
    const restoring = { places, vault: vault.value, actor: () => actor, now: systemClock.now };
    return restoreBackup(resolve(path), restoring);
  } finally {
    keys.close();
  }
}

/** The keys have to be of the station whose backup it is, before anything is put anywhere. */
function adoptFor(path: string, copy: string, dataDir: string): Result<void> {
  const read = readHeader(resolve(path));
  if (!read.ok) return read;
  const { stationId: wanted } = read.value.header;
  const accept = ({ stationId }: CopyOfKeys): Result<void> =>
    stationId === wanted ? ok(undefined) : fail('backup-foreign', 'so is the copy of the keys');
  const adopted = adoptKeys(resolve(copy), dataDir, accept);
  return adopted.ok ? ok(undefined) : adopted;
}

function withoutKeys(): Result<never> {
  return fail('keys-missing', 'name the copy with --keys FILE');
}

/** Beside the database, where there was one. */
const replacedName = 'threshold.db.replaced';

function restoredInWords(report: RestoreReport, replaced: boolean): string {
  const { name, madeAt, people, forgotten, eventsKept, usersOfThen, settingsOfThen } = report;
  const { peopleOfNow } = report;
  const lines = [
    `Restored ${name} of ${new Date(madeAt).toISOString()}: ${peopleInWords(people)}.`,
  ];
  if (forgotten.length > 0) {
    lines.push(`Erased since, and so not brought back: ${forgotten.join(', ')}.`);
  }
  if (peopleOfNow > 0) {
    lines.push(
      `As they are now, without a face: ${peopleInWords(peopleOfNow)} who withdrew, or were enrolled ` +
        'anew, since.',
    );
  }
  if (eventsKept > 0) lines.push(`${eventsKept} newer rows of the log were kept.`);
  if (usersOfThen) {
    lines.push(
      'Users, passwords, PINs and end dates are those of then. See who may still work here.',
    );
  }
  if (settingsOfThen.length > 0) {
    lines.push(`Settings that are as they were then: ${settingsOfThen.join(', ')}.`);
  }
  if (replaced) {
    lines.push(`What was replaced is kept as ${replacedName} until the next restore.`);
  }
  return lines.join('\n');
}

function peopleInWords(people: number): string {
  return people === 1 ? 'one person' : `${people} people`;
}
