import type { PrivacyFact } from '../../../electron/contract/trust.ts';
import type { Text } from '../../text/text.ts';
import type { Words } from '../../text/words.ts';

type Tongue = Pick<Words, 'text' | 'formats'>;
type Topic = PrivacyFact['topic'];

/** A fact in sentences, the one that matters first. Figures that are not there are not spoken of. */
export function factLines(fact: PrivacyFact, tongue: Tongue): string[] {
  return speakers[fact.topic](new Figures(fact), tongue);
}

/** `waiting`: nothing is wrong, but what is to be shown has not been done for the first time. */
export function factState({ topic, ok, figures }: PrivacyFact): 'ok' | 'notOk' | 'waiting' {
  if (!ok) return 'notOk';
  return topic === 'retention' && figures['lastRunAt'] === null ? 'waiting' : 'ok';
}

const speakers: Readonly<Record<Topic, (figures: Figures, tongue: Tongue) => string[]>> = {
  sealed(figures, { text, formats }) {
    const rows = figures.count('rows');
    const sealed = figures.count('sealed');
    if (rows === 0) return [text.facts.sealedNone];
    const line = text.facts.sealed(formats.integer(sealed), formats.integer(rows));
    return sealed < rows ? [text.facts.sealedNot(formats.integer(rows - sealed)), line] : [line];
  },
  keys(figures, { text, formats }) {
    const kinds = figures.words('kinds').map((kind) => nameOf(kind, text.facts.keyKinds));
    const lines = [text.facts.keys(new Intl.ListFormat(formats.locale).format(kinds))];
    const since = figures.time('since');
    if (since !== null) lines.push(text.facts.keysSince(formats.date(since)));
    if (figures.time('recoveryKeptAt') === null) lines.push(text.facts.recoveryUnconfirmed);
    return figures.ok ? lines : lines.toReversed();
  },
  consent(figures, { text, formats }) {
    const [people, missing] = [figures.count('people'), figures.count('missing')];
    const withdrawn = figures.count('withdrawn');
    const said = (n: number, say: (n: string, one: boolean) => string) =>
      say(formats.integer(n), n === 1);
    const lines = [consentLine(people, missing, said, text)];
    lines.push(text.facts.consentVersion(formats.integer(figures.count('version'))));
    if (withdrawn > 0) lines.push(said(withdrawn, text.facts.consentWithdrawn));
    return lines;
  },
  retention(figures, { text, formats }) {
    const [ran, overdue] = [figures.time('lastRunAt'), figures.count('overdue')];
    const lines = figures.count('clockDoubted') === 0 ? [] : [text.facts.retentionClock];
    if (overdue > 0) lines.push(text.facts.retentionOverdue(formats.integer(overdue)));
    const when = ran === null ? text.facts.retentionNever : formats.dateTime(ran);
    return [...lines, ran === null ? when : text.facts.retentionRan(when)];
  },
  snapshots(figures, { text, formats }) {
    const kept = figures.count('pictures');
    return [kept > 0 ? text.facts.snapshotsSome(formats.integer(kept)) : text.facts.snapshots];
  },
  log(figures, { text, formats }) {
    const at = figures.time('verifiedAt');
    if (!figures.ok && figures.count('firstBad') > 0) {
      return [text.facts.logBad(formats.integer(figures.count('firstBad')))];
    }
    if (at === null) return [text.facts.logNever];
    const whole = text.facts.logOk(formats.dateTime(at));
    return figures.ok ? [whole] : [text.facts.logLongAgo, whole];
  },
  backup(figures, { text, formats }) {
    const at = figures.time('lastAt');
    if (at === null) return [text.facts.backupNone];
    const last = text.facts.backup(formats.dateTime(at));
    return figures.ok ? [last] : [text.facts.backupLongAgo, last];
  },
  network(figures, { text }) {
    if (!figures.ok) return [text.facts.networkOpen];
    return [figures.time('open') === null ? text.facts.networkUnknown : text.facts.network];
  },
  users(figures, { text, formats }) {
    const users = figures.count('users');
    if (users === 0) return [text.facts.usersNone];
    const roles = (['administrator', 'enroller', 'receptionist', 'auditor'] as const)
      .filter((role) => figures.count(role) > 0)
      .map((role) => text.facts.roles[role](formats.integer(figures.count(role))));
    const line = text.facts.users(formats.integer(users), users === 1);
    const lines = roles.length > 0 ? [line, roles.map((role) => `${role}.`).join(' ')] : [line];
    return figures.ok ? lines : [text.facts.usersNoAdministrator, ...lines];
  },
};

function consentLine(
  people: number,
  missing: number,
  said: (n: number, say: (n: string, one: boolean) => string) => string,
  { facts }: Text,
): string {
  if (people === 0) return facts.consentNobody;
  return missing > 0 ? said(missing, facts.consentMissing) : said(people, facts.consentAll);
}

function nameOf(kind: string, names: Readonly<Record<string, string>>): string {
  return names[kind] ?? kind;
}

/** The figures of a fact by name, whichever of them are there. */
class Figures {
  readonly ok: boolean;
  readonly #figures: PrivacyFact['figures'];

  constructor({ ok, figures }: PrivacyFact) {
    this.ok = ok;
    this.#figures = figures;
  }

  count(name: string): number {
    const value = this.#figures[name];
    return typeof value === 'number' ? value : 0;
  }

  /** Ms since 1970; null where it never was. */
  time(name: string): number | null {
    const value = this.#figures[name];
    return typeof value === 'number' ? value : null;
  }

  /** Words with spaces between them. */
  words(name: string): string[] {
    const value = this.#figures[name];
    return typeof value === 'string' && value !== '' ? value.split(/[ ,]+/u) : [];
  }
}
