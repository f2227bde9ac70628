import type { Request } from '../../electron/contract/channels.ts';
import type { ErrorCode } from '../../electron/contract/errors.ts';
import type { LogReport } from '../../electron/contract/trust.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import { dayEnd, dayStart } from './day.ts';
import type { FileToSave } from './save-file.ts';

export type LogFormat = Request<'log.export'>['format'];

/** Verifying the log, and taking it out of the station. */
export class LogCheck {
  readonly #transport: Transport;
  readonly #save: (file: FileToSave) => void;
  #report = $state.raw<LogReport | null>(null);
  #verifying = $state.raw(false);
  #error = $state.raw<ErrorCode | null>(null);
  #exporting = $state.raw(false);
  #exportError = $state.raw<ErrorCode | null>(null);
  #exported = $state.raw<string | null>(null);

  constructor(transport: Transport, save: (file: FileToSave) => void) {
    this.#transport = transport;
    this.#save = save;
  }

  /** What the last verification found; null where there was none. */
  get report(): LogReport | null {
    return this.#report;
  }

  get verifying(): boolean {
    return this.#verifying;
  }

  /** Why it could not be verified. */
  get error(): ErrorCode | null {
    return this.#error;
  }

  get exporting(): boolean {
    return this.#exporting;
  }

  get exportError(): ErrorCode | null {
    return this.#exportError;
  }

  /** The name of the file that was saved last. */
  get exported(): string | null {
    return this.#exported;
  }

  async verify(): Promise<void> {
    if (this.#verifying) return;
    this.#verifying = true;
    this.#error = null;
    const answer = await this.#transport.request('log.verify', {});
    this.#verifying = false;
    this.#report = answer.ok ? answer.value : null;
    this.#error = answer.ok ? null : answer.error.code;
  }

  /** What was found is put away. */
  close(): void {
    this.#report = null;
    this.#error = null;
    this.#exported = null;
  }

  /** Days as date fields write them, or empty. Saves rows and signature; true where it did. */
  async export(format: LogFormat, fromDay: string, toDay: string): Promise<boolean> {
    if (this.#exporting) return false;
    this.#exporting = true;
    this.#exportError = null;
    const [from, to] = [dayStart(fromDay), dayEnd(toDay)];
    const answer = await this.#transport.request('log.export', {
      format,
      ...(from === null ? {} : { from }),
      ...(to === null ? {} : { to }),
    });
    this.#exporting = false;
    if (!answer.ok) {
      this.#exportError = answer.error.code;
      return false;
    }
    this.#save(answer.value.file);
    this.#save(answer.value.signature);
    this.#exported = answer.value.file.name;
    return true;
  }

  clearExportError(): void {
    this.#exportError = null;
  }
}
