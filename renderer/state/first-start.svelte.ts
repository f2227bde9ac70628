import type { Protection } from '../../electron/contract/access.ts';
import type { ErrorCode } from '../../electron/contract/errors.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import type { Access } from './access.svelte.ts';
import { protectionNames, userNamePattern } from './access-limits.ts';
import { RecoveryCheck } from './recovery-check.svelte.ts';
import { Trial } from './trial.svelte.ts';

export type Step = 'welcome' | 'protection' | 'passphrase' | 'administrator' | 'recovery' | 'done';

/** What is missing before the page can be left. */
export type StartFault = 'name' | 'short' | 'different';

/** The page on which what the station refused can be mended. */
const pageOf: Partial<Record<ErrorCode, Step>> = {
  'keychain-unavailable': 'protection',
  'passphrase-weak': 'passphrase',
  'password-weak': 'administrator',
};

/** The first start, one question at a time. Secrets are forgotten as soon as they have served. */
export class FirstStart {
  readonly #access: Access;
  readonly #transport: Transport;
  readonly #random: () => number;
  readonly trial = new Trial();
  #step = $state.raw<Step>('welcome');
  #protection = $state.raw<Protection | null>(null);
  #recovery = $state.raw<RecoveryCheck | null>(null);
  #fault = $state.raw<StartFault | null>(null);
  #kept = $state.raw(false);
  #begun = $state.raw(false);
  readonly #peopleBefore: number;
  passphrase = $state('');
  passphraseAgain = $state('');
  name = $state('');
  password = $state('');
  passwordAgain = $state('');

  /** `random` gives numbers in [0, 1). */
  constructor(access: Access, transport: Transport, random: () => number = Math.random) {
    this.#access = access;
    this.#transport = transport;
    this.#random = random;
    this.#peopleBefore = access.view?.peopleBefore ?? 0;
  }

  /** People whom an earlier version enrolled: they stay. */
  get peopleBefore(): number {
    return this.#peopleBefore;
  }

  get step(): Step {
    return this.#step;
  }

  /** The pages that ask something, in order: a passphrase only where it was chosen. */
  get steps(): readonly Step[] {
    const passphrase: readonly Step[] = this.protection === 'passphrase' ? ['passphrase'] : [];
    return ['protection', ...passphrase, 'administrator', 'recovery'];
  }

  /** What this computer offers, the strongest first. */
  get offers(): readonly Protection[] {
    const offers = this.#access.view?.offers;
    return protectionNames.filter((name) => offers?.[name]);
  }

  /** What was chosen; at first the strongest there is. */
  get protection(): Protection | null {
    const offers = this.offers;
    if (this.#protection && offers.includes(this.#protection)) return this.#protection;
    return offers[0] ?? null;
  }

  get fault(): StartFault | null {
    return this.#fault;
  }

  /** Null before the station has made the recovery key, and once it has been dealt with. */
  get recovery(): RecoveryCheck | null {
    return this.#recovery;
  }

  /** Whether the recovery key has been confirmed. */
  get kept(): boolean {
    return this.#kept;
  }

  /** Whether the station was set up here: what is left must not be interrupted. */
  get begun(): boolean {
    return this.#begun;
  }

  choose(protection: Protection): void {
    this.#protection = protection;
    this.edited();
  }

  /** What is typed now answers what was wrong before. */
  edited(): void {
    this.#fault = null;
    this.trial.forget();
  }

  back(): void {
    const pages: readonly Step[] = ['welcome', ...this.steps];
    const before = pages[pages.indexOf(this.#step) - 1];
    if (before && !this.begun) this.#go(before);
  }

  async next(): Promise<void> {
    this.#fault = this.#missing();
    if (this.#fault) return;
    if (this.#step === 'administrator') return this.#begin();
    const pages: readonly Step[] = ['welcome', ...this.steps];
    const after = pages[pages.indexOf(this.#step) + 1];
    if (after && !this.begun) this.#go(after);
  }

  /** Confirms the recovery key, where its groups were typed as they stand. */
  async confirm(): Promise<void> {
    if (!this.#recovery?.matches()) return;
    const kept = await this.trial.run(() => this.#transport.request('keys.recoveryKept', {}));
    if (!kept) return;
    this.#kept = true;
    this.#end();
  }

  /** The recovery key is confirmed another day: the station goes on saying so. */
  later(): void {
    this.#end();
  }

  #missing(): StartFault | null {
    if (this.#step === 'passphrase') return pairFault(this.passphrase, this.passphraseAgain);
    if (this.#step !== 'administrator') return null;
    if (!userNamePattern.test(this.name.trim())) return 'name';
    return pairFault(this.password, this.passwordAgain);
  }

  async #begin(): Promise<void> {
    const protection = this.protection;
    if (protection === null) return;
    // The station opens before its answer has been read.
    this.#begun = true;
    const made = await this.trial.run(() =>
      this.#access.begin({
        protection,
        ...(protection === 'passphrase' ? { passphrase: this.passphrase } : {}),
        administrator: { name: this.name.trim(), password: this.password },
      }),
    );
    if (!made) {
      this.#begun = false;
      this.#step = (this.trial.error && pageOf[this.trial.error]) ?? this.#step;
      return;
    }
    this.passphrase = this.passphraseAgain = this.password = this.passwordAgain = '';
    this.#recovery = new RecoveryCheck(made.value, this.#random);
    this.#go('recovery');
  }

  #go(step: Step): void {
    this.#step = step;
    this.edited();
  }

  #end(): void {
    this.#recovery = null;
    this.#go('done');
  }
}

function pairFault(secret: string, again: string): StartFault | null {
  if (secret === '') return 'short';
  return secret === again ? null : 'different';
}
