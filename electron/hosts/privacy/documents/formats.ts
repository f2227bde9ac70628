import { roles, type Role, type User } from '../../../contract/access.ts';
import type { PrivacyFact } from '../../../contract/trust.ts';

/** Numbers and dates as a language writes them; dates in the time zone of the computer. */
export class Formats {
  readonly #locale: string;

  constructor(locale: 'en-GB' | 'de-DE') {
    this.#locale = locale;
  }

  readonly number = (n: number): string => new Intl.NumberFormat(this.#locale).format(n);

  readonly date = (at: number): string =>
    new Intl.DateTimeFormat(this.#locale, { dateStyle: 'long' }).format(new Date(at));

  /** Two digits that count, in percent. */
  readonly rate = (share: number): string =>
    new Intl.NumberFormat(this.#locale, {
      style: 'percent',
      maximumSignificantDigits: 2,
    }).format(share);
}

/** A figure that is a number. */
export function numberIn(figures: PrivacyFact['figures'], name: string): number | null {
  const value = figures[name];
  return typeof value === 'number' ? value : null;
}

/** Each role that somebody has, with how many do. */
export function roleCounts(
  users: readonly User[],
  named: (role: Role, count: number) => string,
): string {
  return roles
    .map((role) => ({ role, count: active(users).filter((user) => user.role === role).length }))
    .filter(({ count }) => count > 0)
    .map(({ role, count }) => named(role, count))
    .join(', ');
}

export function active(users: readonly User[]): readonly User[] {
  return users.filter(({ disabled }) => !disabled);
}
