import { eventKinds } from '../contract/messages.ts';
import { logFormats } from '../contract/trust.ts';
import { spanOf } from '../hosts/log/export-log.ts';
import { checkLogExport, exportRows, showHead, verifyLog } from './audit-commands.ts';
import { exactly, need, oneOf, positive, type Command, type Values } from './command.ts';
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
      const wish = {
        format: oneOf('format', logFormats, values.format ?? 'jsonl'),
        span: spanOf(from, to),
      };
      return exportRows(wish, need('out', values));
    },
  },
  { words: 'audit check', prepare: (_, rest) => checkLogExport(...exactly(2, rest)) },
  { words: 'audit head', prepare: (_, rest) => showHead(...exactly(0, rest)) },
];

function kindsFrom({ kind }: Values) {
  return kind?.map((name) => oneOf('kind', eventKinds, name));
}
