import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { rowsFormats } from '../../audit/export-rows.ts';
import { ok, type Result } from '../../contract/errors.ts';
import type { logFormats } from '../../contract/trust.ts';
import type { Clock } from '../../station/interfaces.ts';
import type { Span } from '../../store/log-repository.ts';
import { logEvent } from './log-event.ts';
import type { LogStore } from './log-store.ts';
import { signExport, type ExportSignature } from './signed-files.ts';

export type LogFormat = (typeof logFormats)[number];

/** Rows written between two frames. */
const rowsPerTurn = 500;

/** Everything where nothing is said. */
export function spanOf(from: number | undefined, to: number | undefined): Span {
  return { from: from ?? Number.MIN_SAFE_INTEGER, to: to ?? Number.MAX_SAFE_INTEGER };
}

/** Takes the next bytes of a file. */
export type Sink = (bytes: Buffer) => Promise<Result<void>> | Result<void>;

/**
 * Gives the rows of a span of time to `sink`, piece by piece in bounded memory, and signs what was given.
 * The log has a row of it. Errors: store codes, those of the sink.
 */
export async function exportLog(
  log: LogStore,
  clock: Clock,
  { format, span }: { readonly format: LogFormat; readonly span: Span },
  sink: Sink,
): Promise<Result<ExportSignature>> {
  const keys = log.keys();
  if (!keys.ok) return keys;
  const exportedAt = clock.now();
  const written = await writeRows(log, format, span, sink);
  if (!written.ok) return written;
  const { rows } = written.value;
  const logged = log.append(logEvent('export', exportedAt, 'operator', `${rows} rows of the log`));
  if (!logged.ok) return logged;
  return ok(signExport(keys.value, { rowsAs: format, ...written.value, exportedAt }));
}

type Written = Pick<ExportSignature, 'sha256' | 'bytes' | 'rows' | 'firstSeq' | 'lastSeq'>;

async function writeRows(
  log: LogStore,
  format: LogFormat,
  span: Span,
  sink: Sink,
): Promise<Result<Written>> {
  const { header, line } = rowsFormats[format];
  const hash = createHash('sha256');
  const done = {
    bytes: 0,
    rows: 0,
    firstSeq: null as number | null,
    lastSeq: null as number | null,
  };
  let text = header;
  for (;;) {
    const page = log.between(span, done.lastSeq ?? 0, rowsPerTurn);
    if (!page.ok) return page;
    text += page.value.map(line).join('');
    const bytes = Buffer.from(text);
    hash.update(bytes);
    const taken = await sink(bytes);
    if (!taken.ok) return taken;
    done.bytes += bytes.byteLength;
    done.rows += page.value.length;
    done.firstSeq ??= page.value[0]?.seq ?? null;
    done.lastSeq = page.value.at(-1)?.seq ?? done.lastSeq;
    if (page.value.length < rowsPerTurn) return ok({ sha256: hash.digest('hex'), ...done });
    text = '';
    await turn();
  }
}
