import { eventKinds } from '../contract/messages.ts';
import { logFormats } from '../contract/trust.ts';
import { spanOf } from '../hosts/log/log-handlers.ts';
import { checkLogExport, exportRows, showHead, verifyLog } from './audit-commands.ts';
import { exactly, need, positive, type Command, type Values } from './command.ts';
import { listEvents } from './events-command.ts';
import { spanFrom } from './time-arguments.ts';

const defaultEvents = '50';

/** What can be asked of the log. */
export const auditCommands: readonly Command[] = [
  {
    words: 'events list',
    options: ['limit', 'query', 'kind', 'from', 'to'],
    prepare: (values, rest) => {
      exactly(0, rest);
      const filter = { ...spanFrom(values), query: values.query, kinds: kindsFrom(values) };
      return listEvents(positive('limit', values.limit ?? defaultEvents), filter);
    },
  },
  {
    words: 'audit verify',
    options: ['expect'],
    prepare: ({ expect }, rest) => verifyLog(...exactly(0, rest), expect),
  },
  {
    words: 'audit export',
    options: ['format', 'from', 'to', 'out'],
    prepare: (values, rest) => {
      exactly(0, rest);
      const { from, to } = spanFrom(values);
      const wish = { format: formatFrom(values), span: spanOf(from, to) };
      return exportRows(wish, need('out', values));
    },
  },
  { words: 'audit check', prepare: (_, rest) => checkLogExport(...exactly(2, rest)) },
  { words: 'audit head', prepare: (_, rest) => showHead(...exactly(0, rest)) },
];

function formatFrom({ format = 'jsonl' }: Values) {
  const known = logFormats.find((name) => name === format);
  if (known) return known;
  throw new Error(`--format takes ${logFormats.join(' or ')}, not "${format}".`);
}

function kindsFrom({ kind }: Values) {
  if (kind === undefined) return undefined;
  return kind.map((name) => {
    const known = eventKinds.find((each) => each === name);
    if (known) return known;
    throw new Error(`--kind takes ${eventKinds.join(', ')}; not "${name}".`);
  });
}
