import type { AccessView, BeginRequest, Operator } from '../../electron/contract/access.ts';
import type { Channel, Request } from '../../electron/contract/channels.ts';
import type { ErrorCode, Result } from '../../electron/contract/errors.ts';
import { mayRole } from '../../electron/contract/permissions.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import { recoveryName } from './access-limits.ts';

/** The station hears of somebody at work at most this often, ms. */
const touchMs = 30_000;
/** Where the station has said nothing yet, it is asked again after so long, ms. */
const againMs = 3000;
/** The station is asked a little after the session should have ended, ms. */
const lateMs = 1000;

/** Why a session ended that nobody ended here: unused, the line broke, loaded anew, or the station said so. */
export type SessionEnd = 'idle' | 'line' | 'reload' | 'station';

/** Tells the page that is loaded after this one that somebody was signed in; who, it does not say. */
export interface SessionMark {
  get(): boolean;
  set(signedIn: boolean): void;
}

type ViewChannel = 'access.view' | 'access.unlock' | 'access.signIn' | 'access.signOut';

/** Whether the station is set up and open, and who is signed in at this window. */
export class Access {
  readonly #transport: Transport;
  readonly #mark: SessionMark | null;
  #view = $state.raw<AccessView | null>(null);
  #error = $state.raw<ErrorCode | null>(null);
  #ended = $state.raw<SessionEnd | null>(null);
  #asking = $state.raw(false);
  #waiting: ((signedIn: boolean) => void)[] = [];
  #asked = 0;
  #lineBroke = false;
  #ends = $state.raw(0);
  #endedName: string | null = null;
  readonly #endListeners = new Set<() => void>();
  #usedAt = 0;
  #touchedAt = -Infinity;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #touchTimer: ReturnType<typeof setTimeout> | undefined;
  #againTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(transport: Transport, mark: SessionMark | null = null) {
    this.#transport = transport;
    this.#mark = mark;
  }

  /** Null until the first answer. */
  get view(): AccessView | null {
    return this.#view;
  }

  /** Why the newest answer could not be had. */
  get error(): ErrorCode | null {
    return this.#error;
  }

  get operator(): Operator | null {
    return this.#view?.operator ?? null;
  }

  /** Whether it was the passphrase or the recovery key that signed the operator in. */
  get byRecovery(): boolean {
    return this.operator?.name === recoveryName;
  }

  /** Why the last session ended by itself; null while somebody is signed in. */
  get ended(): SessionEnd | null {
    return this.#ended;
  }

  /** How many sessions have ended here: what was shown in one is not shown in the next. */
  get ends(): number {
    return this.#ends;
  }

  /** Whether somebody is being asked to sign in. */
  get asking(): boolean {
    return this.#asking;
  }

  /** Whether whoever is at the window may send a message at all. */
  may(channel: Channel): boolean {
    return mayRole(this.operator?.role ?? null, channel);
  }

  /** Whenever a session has ended here, however. Until the returned function is called. */
  onEnd(listener: () => void): () => void {
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  /** Keeps in step with the station until the returned function is called. */
  watch(): () => void {
    const stopNotices = this.#transport.onNotice(
      (notice) => notice === 'access' && void this.refresh(),
    );
    const stopConnection = this.#transport.onConnection((connected) => {
      if (connected) void this.refresh();
      else this.#lineBroke = true;
    });
    return () => {
      stopNotices();
      stopConnection();
      clearTimeout(this.#idleTimer);
      clearTimeout(this.#touchTimer);
      clearTimeout(this.#againTimer);
    };
  }

  async refresh(): Promise<void> {
    await this.#ask('access.view', {});
  }

  async signIn(name: string, password: string): Promise<Result<unknown>> {
    const answer = await this.#ask('access.signIn', { name, password });
    if (answer.ok) this.#answerAsking(true);
    return answer;
  }

  async signOut(): Promise<void> {
    await this.#ask('access.signOut', {});
    // Nothing ended by itself: they went.
    this.#ended = null;
  }

  /** Opens a locked station; at an open one it signs in as who knows its secret. */
  async unlock(secret: Request<'access.unlock'>): Promise<Result<unknown>> {
    const answer = await this.#ask('access.unlock', secret);
    if (answer.ok && answer.value.operator) this.#answerAsking(true);
    return answer;
  }

  /** The first start: returns the recovery key, which is not kept here. */
  async begin(request: BeginRequest): Promise<Result<string>> {
    const answer = await this.#transport.request('access.begin', request);
    if (!answer.ok) return answer;
    this.#take(answer.value.view);
    return { ok: true, value: answer.value.recoveryKey };
  }

  /** Asks for a sign-in; the answer is whether somebody is signed in then. */
  ask(): Promise<boolean> {
    this.#asking = true;
    return new Promise((settle) => this.#waiting.push(settle));
  }

  /**
   * The same for something that was under way: the answer is whether the one who began it signed in
   * again. Nobody does it in the name of somebody else.
   */
  async askAgain(): Promise<boolean> {
    const name = this.operator?.name ?? this.#endedName;
    return (await this.ask()) && (name === null || this.operator?.name === name);
  }

  dismiss(): void {
    this.#answerAsking(false);
  }

  forgetEnd(): void {
    this.#ended = null;
  }

  /** A key or a pointer was used: a session goes on. */
  used(): void {
    if (!this.operator) return;
    this.#usedAt = Date.now();
    const rest = this.#touchedAt + touchMs - this.#usedAt;
    if (rest <= 0) return this.#touch();
    this.#touchTimer ??= setTimeout(() => this.#touch(), rest);
  }

  #touch(): void {
    clearTimeout(this.#touchTimer);
    this.#touchTimer = undefined;
    this.#touchedAt = Date.now();
    this.#awaitIdle();
    void this.#transport.request('access.touch', {});
  }

  /** The station does not say when a session has run out: it is asked when it should have. */
  #awaitIdle(): void {
    clearTimeout(this.#idleTimer);
    const idleMs = this.#view?.idleMs ?? 0;
    if (!this.operator || idleMs <= 0) return;
    this.#idleTimer = setTimeout(() => void this.refresh(), idleMs + lateMs);
  }

  async #ask<C extends ViewChannel>(channel: C, payload: Request<C>): Promise<Result<AccessView>> {
    const asked = ++this.#asked;
    const answer: Result<AccessView> = await this.#transport.request(channel, payload);
    if (channel === 'access.view') this.#error = answer.ok ? null : answer.error.code;
    // What a later question says is newer.
    if (answer.ok && asked === this.#asked) this.#take(answer.value);
    if (this.#view === null) this.#askLater();
    return answer;
  }

  /** Until it has answered once there is nothing to show. */
  #askLater(): void {
    clearTimeout(this.#againTimer);
    this.#againTimer = setTimeout(() => void this.refresh(), againMs);
  }

  #take(view: AccessView): void {
    const before = this.operator;
    const isReloaded = this.#view === null && this.#mark?.get() === true;
    this.#view = view;
    this.#mark?.set(view.operator !== null);
    if (before && before.name !== view.operator?.name) this.#end(before.name);
    if (view.operator) {
      this.#ended = null;
      if (before?.name === view.operator.name) return;
      this.#lineBroke = false;
      this.#usedAt = this.#touchedAt = Date.now();
      this.#awaitIdle();
      return;
    }
    clearTimeout(this.#idleTimer);
    clearTimeout(this.#touchTimer);
    this.#touchTimer = undefined;
    if (before) this.#ended = this.#reason(view.idleMs);
    else if (isReloaded && view.state === 'open') this.#ended = 'reload';
  }

  #end(name: string): void {
    this.#ends += 1;
    this.#endedName = name;
    for (const listener of this.#endListeners) listener();
  }

  #reason(idleMs: number): SessionEnd {
    if (this.#lineBroke) return 'line';
    return Date.now() - this.#usedAt >= idleMs ? 'idle' : 'station';
  }

  #answerAsking(signedIn: boolean): void {
    this.#asking = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const settle of waiting) settle(signedIn);
  }
}
