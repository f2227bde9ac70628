import { fail, ok, type Result } from '../../contract/errors.ts';
import type { Removal } from '../../contract/messages.ts';
import type { NewEvent } from '../../contract/records.ts';
import type { PrivacyPolicy, Retention } from '../../contract/trust.ts';
import type { Clock } from '../interfaces.ts';
import type { PrivacyStore, RetentionCounts, RetentionMemory, RetentionRun } from './interfaces.ts';
import { forgottenEvent, retentionEvent } from './privacy-event.ts';
import { doubtedSince, keptFrom, reasonToForget, type Moment } from './retention.ts';

interface RetentionParts {
  readonly privacy: PrivacyStore;
  readonly roster: { remove(id: string, event: NewEvent): Result<Removal> };
  readonly policy: () => Result<PrivacyPolicy>;
  /** Drops whole old segments of the log; returns how many rows. */
  readonly dropEventsBefore: (at: number) => Promise<Result<number>>;
  readonly clock: Clock;
  /** Between two erasures: checks come first. */
  readonly pause: () => Promise<void>;
}

/** Erases what has been kept long enough, and logs it. One run at a time. */
export class RetentionJob {
  readonly #parts: RetentionParts;
  #before: Moment | null = null;
  #running: Promise<Result<RetentionRun>> | null = null;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  /**
   * Runs once; who asks meanwhile gets the same answer. With `clockIsRight` somebody vouches for the clock.
   * Errors: clock-doubtful, store codes.
   */
  run(clockIsRight = false): Promise<Result<RetentionRun>> {
    this.#running ??= this.#run(clockIsRight).finally(() => (this.#running = null));
    return this.#running;
  }

  async #run(clockIsRight: boolean): Promise<Result<RetentionRun>> {
    const { privacy, policy, clock } = this.#parts;
    const memory = privacy.memory();
    if (!memory.ok) return memory;
    const inForce = policy();
    if (!inForce.ok) return inForce;
    const moment = { now: clock.now(), tick: clock.tick() };
    const doubt = clockIsRight ? null : doubtedSince(moment, memory.value, this.#before);
    this.#before = moment;
    if (doubt !== null) return this.#doubt(moment.now, doubt, memory.value);
    const counts = { people: 0, photos: 0, events: 0 };
    const done = await this.#erase(inForce.value.retention, memory.value.since, moment.now, counts);
    // What was erased is remembered, whatever failed after it.
    const run = { at: moment.now, ...counts };
    const kept = this.#remember(run);
    if (!done.ok) return done;
    return kept.ok ? ok(run) : kept;
  }

  /** Says it once, and erases nothing. */
  #doubt(now: number, since: number, memory: RetentionMemory): Result<RetentionRun> {
    const isNew = memory.doubtedSince !== since;
    const event = isNew ? retentionEvent(now, 'the clock jumped', 'clock-doubtful') : null;
    const kept = this.#parts.privacy.remember({ lookedAt: now, doubtedSince: since }, null, event);
    return kept.ok ? fail('clock-doubtful') : kept;
  }

  #remember(run: RetentionRun): Result<void> {
    const nothing = run.people + run.photos + run.events === 0;
    const event = nothing ? null : retentionEvent(run.at, inWords(run), null);
    return this.#parts.privacy.remember({ lookedAt: run.at, doubtedSince: null }, run, event);
  }

  async #erase(
    retention: Retention,
    since: number,
    now: number,
    counts: Counts,
  ): Promise<Result<void>> {
    const forgotten = await this.#forgetPeople(retention, since, now, counts);
    if (!forgotten.ok) return forgotten;
    const photosBefore = keptFrom(retention.photos, now);
    const photos =
      photosBefore === null ? ok(0) : this.#parts.privacy.dropPhotosBefore(photosBefore);
    if (!photos.ok) return photos;
    counts.photos = photos.value;
    const eventsBefore = keptFrom(retention.events, now);
    const events = eventsBefore === null ? ok(0) : await this.#parts.dropEventsBefore(eventsBefore);
    if (!events.ok) return events;
    counts.events = events.value;
    return ok(undefined);
  }

  async #forgetPeople(
    retention: Retention,
    since: number,
    now: number,
    counts: Counts,
  ): Promise<Result<void>> {
    const everybody = this.#parts.privacy.keptPeople();
    if (!everybody.ok) return everybody;
    for (const person of everybody.value) {
      if (reasonToForget(person, retention, since, now) === null) continue;
      await this.#parts.pause();
      const gone = this.#forget(person.id, retention, since, now);
      if (!gone.ok) return gone;
      counts.people += gone.value ? 1 : 0;
    }
    return ok(undefined);
  }

  /** Looked at once more: the person may have come in, or been erased, since everybody was. */
  #forget(id: string, retention: Retention, since: number, now: number): Result<boolean> {
    const { privacy, roster } = this.#parts;
    const still = privacy.keptPeople(id);
    if (!still.ok) return still;
    const [person] = still.value;
    const reason = person ? reasonToForget(person, retention, since, now) : null;
    if (reason === null) return ok(false);
    const removed = roster.remove(id, forgottenEvent(id, now, reason));
    if (removed.ok) return ok(true);
    return removed.error.code === 'unknown-person' ? ok(false) : removed;
  }
}

type Counts = { -readonly [Kind in keyof RetentionCounts]: number };

function inWords({ people, photos, events }: RetentionCounts): string {
  return `people ${people}, photos ${photos}, rows of the log ${events}`;
}
