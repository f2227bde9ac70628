import { fail, ok, type Result } from '../contract/errors.ts';
import type { PersonDetail, PersonSummary, Removal } from '../contract/messages.ts';
import type { GalleryRecord, NewEvent, NewPerson, NewTemplate } from '../contract/records.ts';
import type { Sqlite } from './database.ts';
import { blobToEncoding, encodingToBlob } from './encoding-blob.ts';
import { insertEvent } from './event-repository.ts';
import { searchKey } from './search-key.ts';
import { guarded } from './sqlite-errors.ts';

interface PersonRow {
  id: string;
  name: string;
  consent: string;
  enrolled_at: number;
  templates: number;
  comparable: number;
}

const personColumns = `
  p.id, p.name, p.consent, p.enrolled_at,
  (SELECT count(*) FROM templates t WHERE t.person_id = p.id) AS templates,
  (SELECT count(*) FROM templates t
    WHERE t.person_id = p.id AND t.encoder_sha256 = @encoder) AS comparable`;

/** People and their templates. Every method gives a store-… error as a value. */
export class PeopleRepository {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** Adds a person, all templates and the log row, or nothing. Errors: person-exists. */
  add(person: NewPerson, templates: readonly NewTemplate[], event: NewEvent): Result<void> {
    const insertPerson = this.#db.prepare(`
      INSERT INTO people (id, name, search_key, consent, enrolled_at)
      VALUES (@id, @name, @searchKey, @consent, @enrolledAt) ON CONFLICT (id) DO NOTHING`);
    const insertTemplate = this.#db.prepare(`
      INSERT INTO templates (person_id, encoder_sha256, encoding, quality, source, created_at)
      VALUES (@personId, @encoderSha256, @encoding, @quality, @source, @createdAt)`);
    const key = searchKey(`${person.name} ${person.id}`);
    const addAll = this.#db.transaction((): boolean => {
      if (insertPerson.run({ ...person, searchKey: key }).changes === 0) return false;
      for (const template of templates) {
        const encoding = encodingToBlob(template.encoding);
        insertTemplate.run({ ...template, personId: person.id, encoding });
      }
      this.#countChange();
      insertEvent(this.#db, event);
      return true;
    });
    const added = guarded(() => addAll.immediate());
    if (!added.ok) return added;
    return added.value ? ok(undefined) : fail('person-exists', person.id);
  }

  /** Removes a person; their templates go with them. Errors: unknown-person. */
  remove(id: string, event: NewEvent): Result<Removal> {
    const removeOne = this.#db.transaction((): Removal | null => {
      const row = this.#find(id, '');
      if (!row) return null;
      this.#db.prepare('DELETE FROM people WHERE id = ?').run(id);
      this.#countChange();
      insertEvent(this.#db, event);
      return { id: row.id, name: row.name, templates: row.templates };
    });
    const removed = guarded(() => removeOne.immediate());
    if (!removed.ok) return removed;
    if (!removed.value) return fail('unknown-person', id);
    this.#forgetOnDisk();
    return ok(removed.value);
  }

  /** Errors: unknown-person. */
  get(id: string, encoder: string): Result<PersonDetail> {
    const found = guarded(() => {
      const row = this.#find(id, encoder);
      return row ? this.#detail(row, encoder) : null;
    });
    if (!found.ok) return found;
    return found.value ? ok(found.value) : fail('unknown-person', id);
  }

  /** People whose name or id contains every word of the query, by name. */
  list(
    query: string,
    offset: number,
    limit: number,
    encoder: string,
  ): Result<{ total: number; people: PersonSummary[] }> {
    const words = searchKey(query).split(/\s+/).filter(Boolean);
    const where = words.map(() => 'instr(p.search_key, ?) > 0').join(' AND ') || '1';
    return guarded(() => {
      const total = Number(
        this.#db
          .prepare(`SELECT count(*) FROM people p WHERE ${where}`)
          .pluck()
          .get(...words),
      );
      const rows = this.#db
        .prepare<unknown[], PersonRow>(
          `SELECT ${personColumns} FROM people p WHERE ${where}
           ORDER BY p.search_key, p.id LIMIT ? OFFSET ?`,
        )
        .all({ encoder }, ...words, limit, offset);
      return { total, people: rows.map(summary) };
    });
  }

  /** All templates of one encoder, for the gallery. */
  gallery(encoder: string): Result<GalleryRecord[]> {
    return guarded(() =>
      this.#db
        .prepare<[string], { id: string; name: string; encoding: Buffer }>(
          `SELECT p.id, p.name, t.encoding FROM templates t JOIN people p ON p.id = t.person_id
           WHERE t.encoder_sha256 = ? ORDER BY t.id`,
        )
        .all(encoder)
        .map((row) => ({
          personId: row.id,
          name: row.name,
          encoding: blobToEncoding(row.encoding),
        })),
    );
  }

  /** How many people there are, how many without a template of this encoder, and its templates. */
  counts(encoder: string): Result<{ people: number; needEnrolment: number; templates: number }> {
    return guarded(() => {
      const people = Number(this.#db.prepare('SELECT count(*) FROM people').pluck().get());
      const [comparable = 0, templates = 0] = this.#db
        .prepare<[string], [number, number]>(
          'SELECT count(DISTINCT person_id), count(*) FROM templates WHERE encoder_sha256 = ?',
        )
        .raw()
        .get(encoder) ?? [0, 0];
      return { people, needEnrolment: people - comparable, templates };
    });
  }

  /** One more after every change of who is enrolled, by whichever process. */
  revision(): Result<number> {
    return guarded(() =>
      Number(this.#db.prepare('SELECT value FROM enrolled_revision').pluck().get()),
    );
  }

  /** Reads every page once. Errors: store-damaged. */
  examine(): Result<void> {
    const checked = guarded(() => this.#db.pragma('quick_check(1)', { simple: true }));
    if (!checked.ok) return checked;
    return checked.value === 'ok' ? ok(undefined) : fail('store-damaged', String(checked.value));
  }

  #countChange(): void {
    this.#db.prepare('UPDATE enrolled_revision SET value = value + 1').run();
  }

  #find(id: string, encoder: string): PersonRow | undefined {
    return this.#db
      .prepare<[object], PersonRow>(`SELECT ${personColumns} FROM people p WHERE p.id = @id`)
      .get({ id, encoder });
  }

  #detail(row: PersonRow, encoder: string): PersonDetail {
    const templates = this.#db
      .prepare<
        [string],
        { source: string; quality: number; created_at: number; encoder_sha256: string }
      >(
        `SELECT source, quality, created_at, encoder_sha256 FROM templates
         WHERE person_id = ? ORDER BY id`,
      )
      .all(row.id);
    const lastSeenAt = this.#db
      .prepare<[string], number | null>(
        `SELECT max(at) FROM events
         WHERE person_id = ? AND outcome = 'match' AND kind IN ('identify', 'verify')`,
      )
      .pluck()
      .get(row.id);
    return {
      ...summary(row),
      consent: row.consent,
      templateList: templates.map((t) => ({
        source: t.source,
        quality: t.quality,
        createdAt: t.created_at,
        comparable: t.encoder_sha256 === encoder,
      })),
      lastSeenAt: lastSeenAt ?? null,
    };
  }

  /** Folds the write-ahead log into the file, so that a removed encoding is in neither. */
  #forgetOnDisk(): void {
    // Another reader may hold the log; then the next removal or close folds it.
    guarded(() => this.#db.pragma('wal_checkpoint(TRUNCATE)'));
  }
}

function summary(row: PersonRow): PersonSummary {
  return {
    id: row.id,
    name: row.name,
    enrolledAt: row.enrolled_at,
    templates: row.templates,
    comparable: row.comparable > 0,
  };
}
