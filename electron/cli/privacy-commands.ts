import {
  documentFormats,
  documentKinds,
  documentLanguages,
  type PrivacyView,
  type Retention,
} from '../contract/trust.ts';
import type { DocumentWish } from '../hosts/privacy/documents/draft-document.ts';
import { sharedEn } from '../hosts/privacy/documents/shared-en.ts';
import { exactly, need, oneOf, positive, type Command, type Values } from './command.ts';
import { exitCodes, failed, type RunCommand } from './outcome.ts';
import { writeNewFile } from './write-new-file.ts';

const kinds = ['templates', 'photos', 'events'] as const;

/** How data about people is kept, and for how long. */
export const privacyCommands: readonly Command[] = [
  { words: 'privacy show', prepare: (_, rest) => (exactly(0, rest), show) },
  {
    words: 'privacy set',
    options: kinds,
    prepare: (values, rest) => (exactly(0, rest), setRetention(retentionFrom(values))),
  },
  {
    words: 'privacy run',
    options: ['trust-clock'],
    prepare: (values, rest) => (exactly(0, rest), runRetention(values['trust-clock'] === true)),
  },
  ...documentKinds.map((kind): Command => ({
    words: `privacy ${kind}`,
    options: ['format', 'language', 'out'],
    prepare: (values, rest) => {
      exactly(0, rest);
      return draft(wishFrom(kind, values), need('out', values));
    },
  })),
];

const show: RunCommand = async ({ privacy }) => {
  const view = await privacy.view();
  if (!view.ok) return failed(view.error);
  return { answer: view.value, text: inWords(view.value), exitCode: exitCodes.done };
};

function setRetention(change: Partial<Retention>): RunCommand {
  return async ({ privacy }) => {
    const policy = privacy.policy();
    if (!policy.ok) return failed(policy.error);
    const retention = { ...policy.value.retention, ...change };
    const set = await privacy.setPolicy({ ...policy.value, retention });
    if (!set.ok) return failed(set.error);
    return { answer: set.value, text: inWords(set.value), exitCode: exitCodes.done };
  };
}

function runRetention(clockIsRight: boolean): RunCommand {
  return async ({ privacy }) => {
    const run = await privacy.retention.run(clockIsRight);
    if (!run.ok) return failed(run.error);
    const { people, photos, events } = run.value;
    const text = `Erased what was past its time: people ${people}, photos ${photos}, rows of the log ${events}.`;
    return { answer: run.value, text, exitCode: exitCodes.done };
  };
}

function draft(wish: DocumentWish, out: string): RunCommand {
  return async ({ privacy }) => {
    const written = await writeNewFile(out, () => privacy.document(wish));
    if (!written.ok) return failed(written.error);
    const text = `Wrote a draft to ${out}. What stands in brackets only you can fill.`;
    return { answer: { ...wish, out }, text, exitCode: exitCodes.done };
  };
}

function inWords({ policy, consentTextVersion, facts, lastRun }: PrivacyView): string {
  const { days, topics, figuresOf } = sharedEn;
  return [
    ...facts.map(
      ({ topic, ok, figures }) =>
        `${ok ? 'ok  ' : 'LOOK'}\t${topics[topic]}: ${figuresOf(topic, figures)}`,
    ),
    ...kinds.map((kind) => `keeps ${kind}: ${days(policy.retention[kind])}`),
    `consent text: version ${consentTextVersion}`,
    lastRun === null
      ? 'retention has not run yet'
      : `retention last ran ${new Date(lastRun.at).toISOString()}`,
  ].join('\n');
}

/** @throws Error in words where nothing is set, or not in days */
function retentionFrom(values: Values): Partial<Retention> {
  const given = kinds.filter((kind) => values[kind] !== undefined);
  if (given.length === 0)
    throw new Error(`Set one of ${kinds.map((kind) => `--${kind}`).join(', ')}.`);
  return Object.fromEntries(
    given.map((kind) => {
      const text = need(kind, values);
      return [kind, text === 'never' ? null : positive(kind, text)];
    }),
  );
}

function wishFrom(kind: DocumentWish['kind'], values: Values): DocumentWish {
  const { format = 'markdown', language = 'en' } = values;
  return {
    kind,
    format: oneOf('format', documentFormats, format),
    language: oneOf('language', documentLanguages, language),
  };
}
