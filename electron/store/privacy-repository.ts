import type { Result } from '../contract/errors.ts';
import type { NewEvent } from '../contract/records.ts';
import type { OpenVault } from '../vault/vault.ts';
import type { Sqlite } from './database.ts';
import type { EventLog } from './event-log.ts';
import { countKept, countMissingConsents, type KeptCounts } from './consent-counts.ts';
import { lookAtSealed, openSample, type SealedPage, type SealedTable } from './sealing-sample.ts';
import { guarded } from './sqlite-errors.ts';
import { readSubject, type SubjectRow } from './subject.ts';

interface ConsentText {
  readonly version: number;
  readonly text: string;
  readonly at: number;
}

interface KeptPerson {
  readonly id: string;
  readonly usedAt: number;
  readonly endsAt: number | null;
}

interface Run {
  readonly at: number;
  readonly people: number;
  readonly photos: number;
  readonly events: number;
}

interface Memory {
  readonly since: number;
  readonly lookedAt: number;
  readonly doubtedSince: number | null;
  readonly lastRun: Run | null;
}

interface PrivacyParts {
  readonly vault: OpenVault;
  readonly log: EventLog;
  readonly settings: { set(key: string, value: string, event: NewEvent): Result<void> };
}

/** Consent texts, the policy, and what retention needs. Every method gives a store-… error as a value. */
export class PrivacyRepository {
  readonly #db: Sqlite;
  readonly #parts: PrivacyParts;

  constructor(db: Sqlite, parts: PrivacyParts) {
    this.#db = db;
    this.#parts = parts;
  }

  /** The text in force. */
  consentText(): Result<ConsentText> {
    return guarded(() => this.#consentText());
  }

  consentTexts(): Result<readonly ConsentText[]> {
    return guarded(() =>
      this.#db
        .prepare<[], ConsentText>('SELECT version, text, at FROM consent_texts ORDER BY version')
        .all(),
    );
  }

  /** The setting, a new version of the text where it changed, and the log row: all or nothing. */
  setPolicy(policy: string, consentText: string, event: NewEvent): Result<void> {
    const { log, settings } = this.#parts;
    return log.write(() => {
      const { version, text } = this.#consentText();
      if (text !== consentText) {
        this.#db
          .prepare('INSERT INTO consent_texts (version, text, at) VALUES (?, ?, ?)')
          .run(version + 1, consentText, event.at);
      }
      const set = settings.set('privacy', policy, event);
      // Undoes the new version, too.
      if (!set.ok) throw new Error(set.error.message);
    });
  }

  memory(): Result<Memory> {
    return guarded(() => {
      const row = this.#db.prepare<[], MemoryRow>('SELECT * FROM retention').get();
      if (!row) throw new Error('retention has lost its memory');
      const { since, looked_at, doubted_since, run_at, people, photos, events } = row;
      const lastRun = run_at === null ? null : { at: run_at, people, photos, events };
      return { since, lookedAt: looked_at, doubtedSince: doubted_since, lastRun };
    });
  }

  /** What the retention job did or doubts, with the log row where there is one. */
  remember(
    { lookedAt, doubtedSince }: Pick<Memory, 'lookedAt' | 'doubtedSince'>,
    run: Run | null,
    event: NewEvent | null,
  ): Result<void> {
    return this.#parts.log.write(() => {
      this.#db
        .prepare('UPDATE retention SET looked_at = ?, doubted_since = ?')
        .run(lookedAt, doubtedSince);
      if (run) {
        this.#db
          .prepare(
            `UPDATE retention SET run_at = @at, people = @people, photos = @photos,
               events = @events`,
          )
          .run(run);
      }
      if (event) this.#parts.log.insert(event);
    });
  }

  /** Everybody, or one person. A photo that was added is a use of the person's templates. */
  keptPeople(id?: string): Result<readonly KeptPerson[]> {
    return guarded(() =>
      this.#db
        .prepare<[object], KeptPerson>(
          `SELECT p.id, p.ends_at AS endsAt, max(
             p.enrolled_at, ifnull(p.last_used_at, 0), ifnull(p.withdrawn_at, 0),
             ifnull((SELECT max(t.created_at) FROM templates t WHERE t.person_id = p.id), 0)
           ) AS usedAt
           FROM people p ${id === undefined ? '' : 'WHERE p.id = @id'} ORDER BY p.id`,
        )
        .all({ id }),
    );
  }

  countPhotosBefore(at: number): Result<number> {
    return guarded(() =>
      Number(
        this.#db
          .prepare('SELECT count(*) FROM enrolment_photos WHERE created_at < ?')
          .pluck()
          .get(at),
      ),
    );
  }

  /** Erases kept photos taken before; returns how many. */
  dropPhotosBefore(at: number): Result<number> {
    const dropped = this.#parts.log.write(
      () => this.#db.prepare('DELETE FROM enrolment_photos WHERE created_at < ?').run(at).changes,
    );
    // What was overwritten in the file is in its write-ahead log still.
    if (dropped.ok && dropped.value > 0) {
      guarded(() => this.#db.pragma('wal_checkpoint(TRUNCATE)'));
    }
    return dropped;
  }

  kept(): Result<KeptCounts> {
    return guarded(() => countKept(this.#db));
  }

  /** Of the next people behind `after`, how many have no consent that can be read. */
  missingConsents(after: string): Result<{ missing: number; last: string | null }> {
    return guarded(() => countMissingConsents(this.#db, this.#parts.vault, after));
  }

  /** Looks at the next rows of one kind that are to be sealed. */
  lookAtSealed(kind: SealedTable, after: string | number | null): Result<SealedPage> {
    return guarded(() => lookAtSealed(this.#db, kind, after));
  }

  /** Opens some rows of one kind, by chance; how many do not open. */
  openSample(kind: SealedTable): Result<number> {
    return guarded(() => openSample(this.#db, this.#parts.vault, kind));
  }

  /** All that is kept about a person, opened. Errors: unknown-person, sealed-unreadable. */
  subject(id: string): Result<SubjectRow> {
    return readSubject(this.#db, this.#parts.vault, id);
  }

  #consentText(): ConsentText {
    const newest = this.#db
      .prepare<[], ConsentText>(
        'SELECT version, text, at FROM consent_texts ORDER BY version DESC LIMIT 1',
      )
      .get();
    if (!newest) throw new Error('there is no consent text');
    return newest;
  }
}

interface MemoryRow {
  readonly since: number;
  readonly looked_at: number;
  readonly doubted_since: number | null;
  readonly run_at: number | null;
  readonly people: number;
  readonly photos: number;
  readonly events: number;
}
