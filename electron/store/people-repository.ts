import { fail, ok, type Result } from '../contract/errors.ts';
import type { PersonDetail, PersonSummary, Removal } from '../contract/messages.ts';
import { poolTemplates } from '../contract/person-template.ts';
import type {
  GalleryRecord,
  KeptPhoto,
  NewEvent,
  NewPerson,
  NewTemplate,
} from '../contract/records.ts';
import type { Sqlite } from './database.ts';
import { blobToEncoding, encodingToBlob } from './encoding-blob.ts';
import { insertEvent } from './event-repository.ts';
import { countPhotos, firstPhoto, insertPhoto } from './photo-repository.ts';
import { searchKey } from './search-key.ts';
import { plucked } from './plucked.ts';
import { guarded } from './sqlite-errors.ts';

interface PersonRow {
  id: string;
  name: string;
  consent: string;
  enrolled_at: number;
  templates: number;
  comparable: number;
}

interface GalleryRow {
  id: string;
  name: string;
  encoding: Buffer;
  quality: number;
}

interface TemplateRow {
  source: string;
  quality: number;
  created_at: number;
  encoder_sha256: string;
  encoding: Buffer;
}

const personColumns = `
  p.id, p.name, p.consent, p.enrolled_at,
  (SELECT count(*) FROM templates t WHERE t.person_id = p.id) AS templates,
  (SELECT count(*) FROM templates t
    WHERE t.person_id = p.id AND t.encoder_sha256 = @encoder) AS comparable`;

/** How one encoder's templates become another's; null for what is no encoding. */
interface TemplateMapping {
  readonly from: string;
  readonly to: string;
  readonly map: (encoding: Float32Array) => Float32Array | null;
}

/** People whose templates are mapped in one transaction: some milliseconds. */
const mappedAtOnce = 200;

/** People and their templates. Every method gives a store-… error as a value. */
export class PeopleRepository {
  readonly #db: Sqlite;
  readonly #revision: ReturnType<typeof plucked>;

  constructor(db: Sqlite) {
    this.#db = db;
    this.#revision = plucked(db, 'SELECT value FROM enrolled_revision');
  }

  /**
   * Adds a person with all templates, kept photos and log rows, or nothing. False where `since` is
   * given and no longer the revision: another process changed who is enrolled. Errors: person-exists.
   */
  add(
    person: NewPerson,
    templates: readonly NewTemplate[],
    photos: readonly KeptPhoto[],
    events: readonly NewEvent[],
    since?: number,
  ): Result<boolean> {
    const insertPerson = this.#db.prepare(`
      INSERT INTO people (id, name, search_key, consent, enrolled_at)
      VALUES (@id, @name, @searchKey, @consent, @enrolledAt) ON CONFLICT (id) DO NOTHING`);
    const key = searchKey(`${person.name} ${person.id}`);
    const addAll = this.#db.transaction((): 'added' | 'changed' | 'exists' => {
      // Not `!==`: a revision that cannot be read is none that could be waited for.
      if (since !== undefined && !Object.is(Number(this.#revision().get()), since))
        return 'changed';
      if (insertPerson.run({ ...person, searchKey: key }).changes === 0) return 'exists';
      this.#insertLooks(person.id, templates, photos);
      for (const event of events) insertEvent(this.#db, event);
      return 'added';
    });
    const added = guarded(() => addAll.immediate());
    if (!added.ok) return added;
    return added.value === 'exists'
      ? fail('person-exists', person.id)
      : ok(added.value === 'added');
  }

  /**
   * Adds templates and kept photos to a person, with the log row where there is one, or nothing.
   * Errors: unknown-person.
   */
  addTemplates(
    personId: string,
    templates: readonly NewTemplate[],
    photos: readonly KeptPhoto[],
    event: NewEvent | null,
  ): Result<void> {
    const addAll = this.#db.transaction((): boolean => {
      if (!this.#find(personId, '')) return false;
      this.#insertLooks(personId, templates, photos);
      if (event) insertEvent(this.#db, event);
      return true;
    });
    const added = guarded(() => addAll.immediate());
    if (!added.ok) return added;
    return added.value ? ok(undefined) : fail('unknown-person', personId);
  }

  /**
   * Adds those templates of kept photos that are not there: two processes that change the pack at
   * once encode the same photos. Errors: unknown-person.
   */
  addMissingTemplates(personId: string, templates: readonly NewTemplate[]): Result<void> {
    const known = this.#db.prepare(
      `SELECT 1 FROM templates WHERE person_id = @personId
       AND encoder_sha256 = @encoderSha256 AND source = @source AND created_at = @createdAt`,
    );
    const addAll = this.#db.transaction((): boolean => {
      if (!this.#find(personId, '')) return false;
      const missing = templates.filter(
        ({ encoderSha256, source, createdAt }) =>
          known.get({ personId, encoderSha256, source, createdAt }) === undefined,
      );
      if (missing.length > 0) this.#insertLooks(personId, missing, []);
      return true;
    });
    const added = guarded(() => addAll.immediate());
    if (!added.ok) return added;
    return added.value ? ok(undefined) : fail('unknown-person', personId);
  }

  /**
   * Gives the next people, by id behind `after`, templates of the encoder `to` made of those of
   * `from`, in one transaction: of each photo that `to` does not know. A damaged one is left.
   */
  mapTemplates(
    { from, to, map }: TemplateMapping,
    after: string,
  ): Result<{ added: number; last: string | null }> {
    const unknown = `t.encoder_sha256 = @from AND NOT EXISTS (
      SELECT 1 FROM templates k WHERE k.person_id = t.person_id AND k.encoder_sha256 = @to
      AND k.source = t.source AND k.created_at = t.created_at)`;
    const nextPeople = this.#db
      .prepare<[object], string>(
        `SELECT DISTINCT t.person_id FROM templates t WHERE t.person_id > @after AND ${unknown}
         ORDER BY t.person_id LIMIT @mappedAtOnce`,
      )
      .pluck();
    const templatesOf = this.#db.prepare<[object], TemplateRow>(
      `SELECT source, quality, created_at, encoder_sha256, encoding FROM templates t
       WHERE t.person_id = @personId AND ${unknown} ORDER BY t.id`,
    );
    const mapAll = this.#db.transaction(() => {
      const people = nextPeople.all({ from, to, after, mappedAtOnce });
      let added = 0;
      for (const personId of people) {
        const rows = templatesOf.all({ from, to, personId });
        const templates = rows.flatMap((row) => mappedTemplate(row, to, map));
        if (templates.length > 0) this.#insertLooks(personId, templates, []);
        added += templates.length;
      }
      return { added, last: people.at(-1) ?? null };
    });
    return guarded(() => mapAll.immediate());
  }

  /** Removes a person; their templates and kept photos go with them. Errors: unknown-person. */
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

  /** Templates of one encoder, everybody's or one person's, each person's in the order they came. */
  gallery(encoder: string, personId?: string): Result<GalleryRecord[]> {
    return guarded(() => {
      const rows = this.#db
        .prepare<[object], GalleryRow>(
          `SELECT p.id, p.name, t.encoding, t.quality
           FROM templates t JOIN people p ON p.id = t.person_id
           WHERE t.encoder_sha256 = @encoder ${personId === undefined ? '' : 'AND p.id = @personId'}
           ORDER BY t.id`,
        )
        .iterate({ encoder, personId });
      const records: GalleryRecord[] = [];
      // Row by row: a large station's templates are not held twice.
      for (const { id, name, encoding, quality } of rows) {
        records.push({ personId: id, name, encoding: blobToEncoding(encoding), quality });
      }
      return records;
    });
  }

  /** The first kept photo, a JPEG; null where none is kept. Errors: unknown-person. */
  picture(id: string): Result<Uint8Array<ArrayBuffer> | null> {
    const found = guarded(() => (this.#find(id, '') ? { jpeg: firstPhoto(this.#db, id) } : null));
    if (!found.ok) return found;
    return found.value ? ok(found.value.jpeg) : fail('unknown-person', id);
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

  /** People with two templates of this encoder or more. */
  withSeveral(encoder: string): Result<number> {
    return guarded(() => {
      const several = this.#db.prepare(
        `SELECT count(*) FROM (SELECT 1 FROM templates WHERE encoder_sha256 = ?
         GROUP BY person_id HAVING count(*) > 1)`,
      );
      return Number(several.pluck().get(encoder));
    });
  }

  /** One more after every change of who is enrolled, by whichever process. */
  revision(): Result<number> {
    return guarded(() => Number(this.#revision().get()));
  }

  /** Reads every page once. Errors: store-damaged. */
  examine(): Result<void> {
    const checked = guarded(() => this.#db.pragma('quick_check(1)', { simple: true }));
    if (!checked.ok) return checked;
    return checked.value === 'ok' ? ok(undefined) : fail('store-damaged', String(checked.value));
  }

  /** What a person is compared by and looks like; a change of who is enrolled, in a transaction. */
  #insertLooks(
    personId: string,
    templates: readonly NewTemplate[],
    photos: readonly KeptPhoto[],
  ): void {
    const insertTemplate = this.#db.prepare(`
      INSERT INTO templates (person_id, encoder_sha256, encoding, quality, source, created_at)
      VALUES (@personId, @encoderSha256, @encoding, @quality, @source, @createdAt)`);
    for (const template of templates) {
      const encoding = encodingToBlob(template.encoding);
      insertTemplate.run({ ...template, personId, encoding });
    }
    for (const photo of photos) insertPhoto(this.#db, personId, photo);
    this.#countChange();
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
      .prepare<[string], TemplateRow>(
        `SELECT source, quality, created_at, encoder_sha256, encoding FROM templates
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
    const comparable = templates.filter((template) => template.encoder_sha256 === encoder);
    return {
      ...summary(row),
      consent: row.consent,
      spread: spreadOf(comparable),
      photosKept: countPhotos(this.#db, row.id),
      templateList: templates.map((t) => ({
        source: t.source,
        quality: t.quality,
        createdAt: t.created_at,
        comparable: t.encoder_sha256 === encoder,
      })),
      lastSeenAt: lastSeenAt ?? null,
    };
  }

  /** Folds the write-ahead log into the file, so that what was removed is in neither. */
  #forgetOnDisk(): void {
    // Another reader may hold the log; then the next removal or close folds it.
    guarded(() => this.#db.pragma('wal_checkpoint(TRUNCATE)'));
  }
}

/** It keeps its photo's source, time and quality. */
function mappedTemplate(
  row: TemplateRow,
  encoderSha256: string,
  map: TemplateMapping['map'],
): NewTemplate[] {
  const encoding = map(blobToEncoding(row.encoding));
  const { source, quality, created_at: createdAt } = row;
  return encoding === null ? [] : [{ encoderSha256, encoding, quality, source, createdAt }];
}

/** How far a person's comparable templates lie apart; one alone has no spread. */
function spreadOf(templates: readonly TemplateRow[]): number | null {
  if (templates.length < 2) return null;
  const looks = templates.map((row) => ({ ...row, encoding: blobToEncoding(row.encoding) }));
  const spread = poolTemplates(looks)?.spread ?? null;
  // A damaged template is told by the doctor, not here.
  return Number.isFinite(spread) ? spread : null;
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
