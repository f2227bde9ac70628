import type { Request } from '../../electron/contract/channels.ts';
import type { ErrorCode, Result } from '../../electron/contract/errors.ts';
import type { PrivacyPolicy, PrivacyView } from '../../electron/contract/trust.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import type { FileToSave } from './save-file.ts';

export type DocumentKind = Request<'privacy.document'>['kind'];
export const documentKinds = ['record', 'assessment'] as const satisfies readonly DocumentKind[];

/** What is being done with the privacy settings. */
export type PrivacyDeed = 'look' | 'save' | 'run' | 'draft';

/** How data about people is kept here, as the station has checked it. */
export class PrivacyState {
  readonly #transport: Transport;
  #view = $state.raw<PrivacyView | null>(null);
  #error = $state.raw<ErrorCode | null>(null);
  #doing = $state.raw<PrivacyDeed | null>(null);
  #done = $state.raw<PrivacyDeed | null>(null);
  #failed = $state.raw<{ deed: PrivacyDeed; code: ErrorCode } | null>(null);
  #asked = 0;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Null until the first answer. */
  get view(): PrivacyView | null {
    return this.#view;
  }

  /** Why the newest answer could not be had. */
  get error(): ErrorCode | null {
    return this.#error;
  }

  get doing(): PrivacyDeed | null {
    return this.#doing;
  }

  /** What was done last here. */
  get done(): PrivacyDeed | null {
    return this.#done;
  }

  /** What could not be done, and why. */
  get failed(): { deed: PrivacyDeed; code: ErrorCode } | null {
    return this.#failed;
  }

  async refresh(): Promise<void> {
    const asked = ++this.#asked;
    const answer = await this.#transport.request('privacy.view', {});
    // What a later question says is newer.
    if (asked !== this.#asked) return;
    this.#error = answer.ok ? null : answer.error.code;
    if (answer.ok) this.#view = answer.value;
  }

  async lookAgain(): Promise<void> {
    await this.#do('look', async () => {
      await this.refresh();
      return { ok: true, value: undefined };
    });
  }

  /** True where the settings were taken. */
  save(policy: PrivacyPolicy): Promise<boolean> {
    return this.#do('save', async () =>
      this.#take(await this.#transport.request('privacy.set', policy)),
    );
  }

  run(): Promise<boolean> {
    return this.#do('run', async () =>
      this.#take(await this.#transport.request('privacy.run', {})),
    );
  }

  /** A document drafted now; null where it could not be. */
  async draft(request: Request<'privacy.document'>): Promise<FileToSave | null> {
    let file: FileToSave | null = null;
    await this.#do('draft', async () => {
      const answer = await this.#transport.request('privacy.document', request);
      if (answer.ok) file = answer.value;
      return answer;
    });
    return file;
  }

  #take(answer: Result<PrivacyView>): Result<PrivacyView> {
    if (answer.ok) {
      this.#asked += 1;
      this.#view = answer.value;
      this.#error = null;
    }
    return answer;
  }

  async #do(deed: PrivacyDeed, work: () => Promise<Result<unknown>>): Promise<boolean> {
    if (this.#doing !== null) return false;
    this.#doing = deed;
    this.#failed = null;
    this.#done = null;
    const answer = await work();
    this.#doing = null;
    if (answer.ok) this.#done = deed;
    else this.#failed = { deed, code: answer.error.code };
    return answer.ok;
  }
}
