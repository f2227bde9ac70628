import { roles, type User } from '../../contract/access.ts';
import type { Result } from '../../contract/errors.ts';
import type { KeysView, PrivacyFact, PrivacyPolicy } from '../../contract/trust.ts';
import type { Clock, EventStore } from '../../station/interfaces.ts';
import type { KeptCounts, PrivacyStore } from '../../station/privacy/interfaces.ts';
import { dayMs, keptFrom, reasonToForget } from '../../station/privacy/retention.ts';
import { countMissing, countSealed, type Sealing } from './look-slowly.ts';
import { listeningElsewhere } from './listening.ts';

export interface FactParts {
  readonly privacy: PrivacyStore;
  readonly keys: { view(): Result<KeysView> };
  readonly events: EventStore;
  readonly users: { list(): Result<User[]> };
  /** What is known of the log as a whole. */
  readonly log: {
    verifiedAt(): Result<number | null>;
    trouble(): { readonly message: string } | null;
  };
  readonly clock: Pick<Clock, 'now'>;
}

/** A log that nobody has verified for longer is not shown to be whole, ms. */
const verifiedWithin = 30 * dayMs;
/** A backup is made once a day while a window is open; one of an older week is missing, ms. */
const backupWithin = 7 * dayMs;
/** The job runs every hour; a station that was off has a minute after its start, ms. */
const lookedWithin = 2 * dayMs;

/** What is asked and what came of it: a fact is looked up, never said. */
export interface Found {
  readonly facts: readonly PrivacyFact[];
  readonly kept: KeptCounts;
  readonly keys: KeysView;
  readonly users: readonly User[];
  readonly verifiedAt: number | null;
  readonly backupAt: number | null;
}

/**
 * Looks everything up, in slices, so that frames are answered meanwhile. Errors: store and key codes;
 * then nothing can be said.
 */
export async function findFacts(parts: FactParts, policy: PrivacyPolicy): Promise<Result<Found>> {
  const { privacy, clock } = parts;
  const sealing = await countSealed(privacy);
  if (!sealing.ok) return sealing;
  const missing = await countMissing(privacy);
  if (!missing.ok) return missing;
  const kept = privacy.kept();
  if (!kept.ok) return kept;
  const text = privacy.consentText();
  if (!text.ok) return text;
  const keys = parts.keys.view();
  if (!keys.ok) return keys;
  const users = parts.users.list();
  if (!users.ok) return users;
  const retention = retentionFact(parts, policy);
  if (!retention.ok) return retention;
  const log = logFact(parts);
  if (!log.ok) return log;
  const backup = backupFact(parts.events, clock.now());
  if (!backup.ok) return backup;
  const facts = [
    sealedFact(sealing.value),
    keysFact(keys.value),
    consentFact(kept.value, missing.value, text.value.version),
    retention.value,
    snapshotsFact(kept.value),
    log.value,
    backup.value,
    networkFact(),
    usersFact(users.value),
  ];
  const at = (fact: PrivacyFact, figure: string): number | null => {
    const value = fact.figures[figure];
    return typeof value === 'number' ? value : null;
  };
  return {
    ok: true,
    value: {
      facts,
      kept: kept.value,
      keys: keys.value,
      users: users.value,
      verifiedAt: at(log.value, 'verifiedAt'),
      backupAt: at(backup.value, 'lastAt'),
    },
  };
}

function sealedFact({ rows, sealed }: Sealing): PrivacyFact {
  const figures = { rows, sealed, bad: rows - sealed };
  return { topic: 'sealed', ok: rows === sealed, figures };
}

function keysFact({ slots, keySince, recoveryKeptAt }: KeysView): PrivacyFact {
  const kinds = slots.map(({ kind }) => kind).join(' ');
  // A key file is weaker, which the words say; that nobody could help after a lost key is not in order.
  const figures = { kinds, since: keySince, recoveryKeptAt };
  return { topic: 'keys', ok: slots.length > 0 && recoveryKeptAt !== null, figures };
}

function consentFact(
  { people, withdrawn }: KeptCounts,
  missing: number,
  version: number,
): PrivacyFact {
  const figures = { people, missing, withdrawn, version };
  return { topic: 'consent', ok: missing === 0, figures };
}

/** In order where nobody is past their time, and the job has looked lately by a clock it believes. */
function retentionFact(
  { privacy, clock }: FactParts,
  { retention }: PrivacyPolicy,
): Result<PrivacyFact> {
  const now = clock.now();
  const memory = privacy.memory();
  if (!memory.ok) return memory;
  const people = privacy.keptPeople();
  if (!people.ok) return people;
  const photosBefore = keptFrom(retention.photos, now - lookedWithin);
  const photos = photosBefore === null ? null : privacy.countPhotosBefore(photosBefore);
  if (photos && !photos.ok) return photos;
  const { since, lastRun, doubtedSince } = memory.value;
  const overdue =
    people.value.filter(
      (person) => reasonToForget(person, retention, since, now - lookedWithin) !== null,
    ).length + (photos?.value ?? 0);
  const figures = {
    lastRunAt: lastRun?.at ?? null,
    overdue,
    clockDoubted: doubtedSince === null ? 0 : 1,
  };
  return {
    ok: true,
    value: { topic: 'retention', ok: overdue === 0 && doubtedSince === null, figures },
  };
}

function snapshotsFact({ strangers }: KeptCounts): PrivacyFact {
  return { topic: 'snapshots', ok: strangers === 0, figures: { pictures: strangers } };
}

function logFact({ log, events, clock }: FactParts): Result<PrivacyFact> {
  const verifiedAt = log.verifiedAt();
  if (!verifiedAt.ok) return verifiedAt;
  const rows = events.list(1);
  if (!rows.ok) return rows;
  const trouble = log.trouble();
  const at = verifiedAt.value;
  const firstBad = trouble === null ? null : Number(/row (\d+)/u.exec(trouble.message)?.[1] ?? 0);
  const fresh = at !== null && clock.now() - at < verifiedWithin;
  const figures = { rows: rows.value.total, verifiedAt: at, firstBad };
  return { ok: true, value: { topic: 'log', ok: fresh && trouble === null, figures } };
}

/** Rows of backups that are looked at: those that failed have one, too. */
const failedInARow = 50;

/** Its row says "done" only when the backup has been read back. */
function backupFact(events: EventStore, now: number): Result<PrivacyFact> {
  const newest = events.list(failedInARow, undefined, { kinds: ['backup'] });
  if (!newest.ok) return newest;
  const row = newest.value.events.find(({ outcome }) => outcome === 'done');
  const lastAt = row?.at ?? null;
  const ok = lastAt !== null && now - lastAt < backupWithin;
  return { ok: true, value: { topic: 'backup', ok, figures: { lastAt } } };
}

function networkFact(): PrivacyFact {
  const open = listeningElsewhere();
  return {
    topic: 'network',
    ok: open !== true,
    figures: { open: open === null ? null : Number(open) },
  };
}

function usersFact(users: readonly User[]): PrivacyFact {
  const active = users.filter(({ disabled }) => !disabled);
  const counts = roles.map((role) => [role, active.filter((user) => user.role === role).length]);
  const figures = { users: active.length, ...Object.fromEntries(counts) };
  return { topic: 'users', ok: active.some(({ role }) => role === 'administrator'), figures };
}
