import { personIdSchema, type PersonDetail } from '../contract/messages.ts';
import type { Result } from '../contract/errors.ts';
import type { Station } from '../hosts/open-station.ts';
import { exactly, need, type Command } from './command.ts';
import { dayFrom } from './day-argument.ts';
import { exitCodes, failed, type CommandOutcome, type RunCommand } from './outcome.ts';
import { readPin } from './read-pin.ts';
import { receiptInWords } from './receipt-in-words.ts';
import { writeNewFile } from './write-new-file.ts';

/** What people may ask of whoever keeps their face. */
export const rightsCommands: readonly Command[] = [
  {
    words: 'people export',
    options: ['out'],
    prepare: (values, rest) => exportPerson(idFrom(rest), need('out', values)),
  },
  { words: 'people withdraw', prepare: (_, rest) => withdraw(idFrom(rest)) },
  {
    words: 'people consent',
    options: ['consent'],
    prepare: (values, rest) => {
      const [id, note] = [idFrom(rest), need('consent', values)];
      return changing((station) => station.privacy.rights.consent(id, note));
    },
  },
  {
    words: 'people pin',
    options: ['clear'],
    prepare: ({ clear }, rest) => setPin(idFrom(rest), clear === true),
  },
  {
    words: 'people end',
    prepare: (_, rest) => {
      const [id, day] = exactly(2, rest);
      const endsAt = day === 'never' ? null : dayFrom(day);
      return changing((station) => station.privacy.rights.setEnd(idFrom([id]), endsAt));
    },
  },
];

/** @throws Error in words where it is no id */
function idFrom(rest: readonly string[]): string {
  const [text] = exactly(1, rest);
  const id = personIdSchema.safeParse(text);
  if (!id.success) throw new Error(`An id has 1 to 64 letters, digits or . _ @ -, not "${text}".`);
  return id.data;
}

/** The passphrase is said once and kept nowhere. */
function exportPerson(id: string, out: string): RunCommand {
  return async ({ privacy }) => {
    const made = await writeNewFile(out, () => privacy.exportPerson(id));
    if (!made.ok) return failed(made.error);
    const { passphrase } = made.value;
    const text = `Wrote all that is kept of ${id} to ${out}, which opens in any browser.
Passphrase, said this once: ${passphrase}
Give the file and the passphrase by different ways.`;
    return { answer: { id, out, passphrase }, text, exitCode: exitCodes.done };
  };
}

function withdraw(id: string): RunCommand {
  return async ({ privacy }) => {
    const withdrawn = privacy.rights.withdraw(id);
    if (!withdrawn.ok) return failed(withdrawn.error);
    const text = receiptInWords(withdrawn.value);
    return { answer: withdrawn.value, text, exitCode: exitCodes.done };
  };
}

function setPin(id: string, clear: boolean): RunCommand {
  return async (station) => {
    const pin = clear ? null : await readPin();
    if (pin !== null && !pin.ok) return failed(pin.error);
    return changed(await station.privacy.rights.setPin(id, pin?.value ?? null));
  };
}

function changing(change: (station: Station) => Result<PersonDetail>): RunCommand {
  return async (station) => changed(change(station));
}

/** Each answers with the person as they are afterwards. */
function changed(done: Result<PersonDetail>): CommandOutcome {
  if (!done.ok) return failed(done.error);
  return { answer: done.value, text: inWords(done.value), exitCode: exitCodes.done };
}

function inWords({ id, name, consent, withdrawnAt, hasPin, endsAt }: PersonDetail): string {
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  return [
    `${id}\t${name}`,
    withdrawnAt === null ? `agreed: ${consent}` : `consent withdrawn ${day(withdrawnAt)}`,
    hasPin ? 'has a PIN' : 'has no PIN',
    endsAt === null ? 'no end date' : `to be forgotten from ${day(endsAt)} on`,
  ].join('\n');
}
