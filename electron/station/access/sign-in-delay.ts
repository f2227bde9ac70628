/** Wrong tries in a row, and when the newest was, ms since 1970. */
export interface Tries {
  readonly wrong: number;
  readonly at: number;
}

/** How long is waited after so many wrong tries. Times in ms. */
export interface DelayRule {
  /** Tries before anything is waited for. */
  readonly free: number;
  readonly first: number;
  readonly longest: number;
  /** After so long without a wrong try, those before count no more. */
  readonly forgetAfter: number;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * For one name: 1 s after the third, then twice as long each time. NIST SP 800-63B 3.2.2 asks for at
 * most 100 wrong tries in a row; at 15 minutes each, guessing comes to fewer than that in a day.
 */
export const nameRule: DelayRule = {
  ...{ free: 3, first: second, longest: 15 * minute },
  forgetAfter: 24 * hour,
};

/** Over all names together: gentler, since a stranger's tries make everybody wait. */
export const overallRule: DelayRule = {
  ...{ free: 20, first: second, longest: minute },
  forgetAfter: hour,
};

/** What is still to be waited for, ms; 0 for a try that may be made now. */
export function waitOf(tries: Tries | null, rule: DelayRule, now: number): number {
  if (tries === null || isForgotten(tries, rule, now) || tries.wrong < rule.free) return 0;
  const whole = Math.min(rule.longest, rule.first * 2 ** (tries.wrong - rule.free));
  // A clock that went back, or is no number, shortens nothing.
  const waited = now >= tries.at ? now - tries.at : 0;
  return Math.max(0, whole - waited);
}

/** The same after one more wrong try. */
export function oneMore(tries: Tries | null, rule: DelayRule, now: number): Tries {
  const before = tries === null || isForgotten(tries, rule, now) ? 0 : tries.wrong;
  return { wrong: before + 1, at: now };
}

/**
 * The same by a clock that went back: the whole wait begins at that time. Without this, whoever tried
 * while the clock was a year ahead would wait for a year. Null where there is nothing to change.
 */
export function rebased(tries: Tries | null, now: number): Tries | null {
  return tries !== null && now < tries.at ? { ...tries, at: now } : null;
}

function isForgotten({ at }: Tries, rule: DelayRule, now: number): boolean {
  return now - at >= rule.forgetAfter;
}
