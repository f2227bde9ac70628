import { fail, type ErrorCode, type Result } from '../../contract/errors.ts';
import type { Clock } from '../interfaces.ts';
import { OneAtATime } from '../one-at-a-time.ts';
import type { TriesStore } from './interfaces.ts';
import {
  nameRule,
  oneMore,
  overallRule,
  rebased,
  waitOf,
  type DelayRule,
  type Tries,
} from './sign-in-delay.ts';

/** How tries of one kind are slowed down: those of one key, and of all keys together. */
export interface TriesLimits {
  readonly rule: DelayRule;
  readonly overallRule: DelayRule;
  /** What the tries of all keys together are kept under. */
  readonly overallKey: string;
}

/** No name begins with a colon. */
const signInLimits: TriesLimits = { rule: nameRule, overallRule, overallKey: ':all' };

const msPerSecond = 1000;

/** One of the two counts that a try is held against. */
interface Count {
  readonly key: string;
  readonly rule: DelayRule;
  readonly tries: Tries | null;
}

/**
 * Tries to be let in, one after the other and none before its time. A try counts as wrong until it
 * was right: ending the process in the middle of one gains nothing.
 */
export class GuardedTries {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #limits: TriesLimits;
  readonly #turns = new OneAtATime();

  constructor(clock: Pick<Clock, 'now'>, limits: TriesLimits = signInLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /**
   * Errors: sign-in-wait with the seconds left, store codes, what `check` says. Only a failure with
   * the code `wrong` counts.
   */
  make<T>(
    tries: TriesStore,
    key: string,
    wrong: (code: ErrorCode) => boolean,
    check: () => Promise<Result<T>>,
  ): Promise<Result<T>> {
    return this.#turns.do(() => this.#make(tries, key, wrong, check));
  }

  async #make<T>(
    tries: TriesStore,
    key: string,
    wrong: (code: ErrorCode) => boolean,
    check: () => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const counts = this.#counts(tries, key);
    if (!counts.ok) return counts;
    const wait = this.#wait(tries, counts.value);
    if (wait > 0) return fail('sign-in-wait', `${Math.ceil(wait / msPerSecond)} s`);
    const counted = this.#count(tries, counts.value);
    if (!counted.ok) return counted;
    const checked = await check();
    if (checked.ok || !wrong(checked.error.code)) {
      const [own, overall] = counts.value;
      tries.set(own.key, checked.ok ? null : own.tries);
      tries.set(overall.key, overall.tries);
    }
    return checked;
  }

  #counts(store: TriesStore, key: string): Result<readonly [Count, Count]> {
    const limits = this.#limits;
    const own = store.get(key);
    if (!own.ok) return own;
    const overall = store.get(limits.overallKey);
    if (!overall.ok) return overall;
    return {
      ok: true,
      value: [
        { key, rule: limits.rule, tries: own.value },
        { key: limits.overallKey, rule: limits.overallRule, tries: overall.value },
      ],
    };
  }

  /** The longer of the two, ms. */
  #wait(store: TriesStore, counts: readonly Count[]): number {
    const now = this.#clock.now();
    for (const { key, tries } of counts) {
      const again = rebased(tries, now);
      if (again) store.set(key, again);
    }
    return Math.max(...counts.map(({ tries, rule }) => waitOf(tries, rule, now)));
  }

  #count(store: TriesStore, counts: readonly Count[]): Result<void> {
    for (const { key, rule, tries } of counts) {
      const counted = store.set(key, oneMore(tries, rule, this.#clock.now()));
      if (!counted.ok) return counted;
    }
    return { ok: true, value: undefined };
  }
}
