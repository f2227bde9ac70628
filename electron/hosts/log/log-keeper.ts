import { setImmediate as turn } from 'node:timers/promises';
import type { SignedHead } from '../../audit/anchor.ts';
import { fail, ok, stationError, type Result, type StationError } from '../../contract/errors.ts';
import type { LogReport } from '../../contract/trust.ts';
import type { Clock } from '../../station/interfaces.ts';
import { verifiedWords, type Span } from '../../store/log-repository.ts';
import { clockDoubt } from './clock-doubt.ts';
import { exportLog, type LogFormat, type Sink } from './export-log.ts';
import { logEvent } from './log-event.ts';
import type { LogStore } from './log-store.ts';
import { keptHead, type ExportSignature, type KeptHead } from './signed-files.ts';
import { verifySlowly } from './verify-slowly.ts';

/** What is asked of the log as a whole. Errors: store codes. */
export class LogKeeper {
  readonly store: LogStore;
  readonly #clock: Clock;
  /** What was found when the log was last looked at; null for nothing. */
  #found: LogReport | null = null;
  #verifying: Promise<Result<LogReport>> | null = null;

  constructor(store: LogStore, clock: Clock) {
    this.store = store;
    this.#clock = clock;
    const end = store.examineEnd();
    if (end.ok && !end.value.ok) this.#found = end.value;
  }

  /** Walks all rows; the log has a row of what came of it. Who asks meanwhile gets the same answer. */
  verify(expected: SignedHead | null = null): Promise<Result<LogReport>> {
    if (expected) return this.#verify(expected);
    return (this.#verifying ??= this.#verify(null).finally(() => (this.#verifying = null)));
  }

  async #verify(expected: SignedHead | null): Promise<Result<LogReport>> {
    const report = await verifySlowly(this.store, expected);
    if (!report.ok) return report;
    const { ok: whole, rows, damage, firstBad } = report.value;
    if (!whole) this.#found = report.value;
    const detail = whole ? `${rows}${verifiedWords}` : `${damage} ${firstBad}`;
    const code = whole ? null : 'log-damaged';
    const logged = this.store.append(logEvent('log', this.#clock.now(), 'operator', detail, code));
    return logged.ok ? report : logged;
  }

  export(
    wish: { readonly format: LogFormat; readonly span: Span },
    sink: Sink,
  ): Promise<Result<ExportSignature>> {
    return exportLog(this.store, this.#clock, wish, sink);
  }

  /** A signed head of the log as it ends now. Errors: log-damaged; invalid-request for an empty log. */
  head(): Result<KeptHead> {
    const keys = this.store.keys();
    if (!keys.ok) return keys;
    const head = this.store.signedEnd(this.#clock.now());
    if (!head.ok) return head;
    return head.value
      ? ok(keptHead(keys.value, head.value))
      : fail('invalid-request', 'nothing has happened yet');
  }

  /**
   * Drops the rows that are older than `before`, as far as a signed head; gives how many. A signed stub
   * stays in their place, and the log has a row of it.
   */
  async dropBefore(before: number): Promise<Result<number>> {
    let rows = 0;
    for (;;) {
      const at = this.#clock.now();
      const dropped = this.store.dropBefore(before, at, (detail) =>
        logEvent('log', at, 'station', detail),
      );
      if (!dropped.ok) return dropped;
      rows += dropped.value.rows;
      if (!dropped.value.more) return ok(rows);
      await turn();
    }
  }

  /** When the log was last verified and found whole; null for never. */
  verifiedAt(): Result<number | null> {
    return this.store.verifiedAt();
  }

  /** That the log was altered, if that is known; null otherwise. */
  trouble(): StationError | null {
    if (this.#found) return stationError('log-damaged', inWords(this.#found));
    const recorded = this.store.recordedDamage();
    return recorded.ok && recorded.value !== null
      ? stationError('log-damaged', `see row ${recorded.value}`)
      : null;
  }

  /** Why times in the log cannot be trusted now; null where they can. */
  clockDoubt(): StationError | null {
    const doubt = clockDoubt(this.store, this.#clock.now());
    return doubt.ok ? doubt.value : null;
  }
}

function inWords({ damage, firstBad }: LogReport): string {
  return `row ${firstBad}: ${damage}`;
}
