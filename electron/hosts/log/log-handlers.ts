import type { Notice } from '../../contract/channels.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import type { EventFilter } from '../../contract/records.ts';
import type { Clock, EventStore } from '../../station/interfaces.ts';
import type { Handlers } from '../handle.ts';
import { spanOf } from './export-log.ts';
import type { LogKeeper } from './log-keeper.ts';
import { signatureText, type ExportSignature } from './signed-files.ts';

/** Rows that are handed to a window in one piece: some 80 MB. The command line has no such bound. */
const mostWindowRows = 200_000;

export interface LogHandlerParts {
  readonly log: LogKeeper;
  readonly events: EventStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly notify: (notice: Notice) => void;
}

export type LogHandlers = Pick<Handlers, 'events.list' | 'log.verify' | 'log.export'>;

export function logHandlers({ log, events, clock, notify }: LogHandlerParts): LogHandlers {
  return {
    'events.list': ({ limit, before, query, kinds, from, to }) => {
      const filter: EventFilter = { query, kinds, from, to };
      return Promise.resolve(events.list(limit, before, filter));
    },
    'log.verify': async () => {
      const report = await log.verify();
      if (report.ok) for (const notice of ['events', 'status'] as const) notify(notice);
      return report;
    },
    'log.export': async ({ format, from, to }) => {
      const span = spanOf(from, to);
      const rows = log.store.count(span);
      if (!rows.ok) return rows;
      if (rows.value > mostWindowRows) {
        return fail('invalid-request', 'too many rows at once: choose a shorter span of time');
      }
      const pieces: Buffer[] = [];
      const signature = await log.export({ format, span }, (bytes) => {
        pieces.push(bytes);
        return ok(undefined);
      });
      if (!signature.ok) return signature;
      notify('events');
      return savedFiles(signature.value, pieces, clock.now());
    },
  };
}

function savedFiles(signature: ExportSignature, pieces: readonly Buffer[], now: number) {
  const name = `threshold-log-${new Date(now).toISOString().slice(0, 10)}.${signature.rowsAs}`;
  const file = { name, bytes: new Uint8Array(Buffer.concat(pieces)) };
  const text = signatureText(signature);
  const signed = { name: `${name}.sig`, bytes: new TextEncoder().encode(text) };
  const answer: Result<{ file: typeof file; signature: typeof signed }> = ok({
    file,
    signature: signed,
  });
  return answer;
}
