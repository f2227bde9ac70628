import type { PersonDetail, PersonSummary } from '../contract/messages.ts';
import { poolTemplates } from '../contract/person-template.ts';
import type { GalleryRecord, NewTemplate } from '../contract/records.ts';
import type { OpenVault } from '../vault/vault.ts';
import { SealError } from '../vault/seal-error.ts';
import type { Sqlite } from './database.ts';
import { sealsBy, type KnownPeople } from './known-people.ts';
import { openTemplate, templateColumns, type TemplateRow } from './look-rows.ts';
import { countPhotos } from './photo-repository.ts';
import type { Profile } from './profile.ts';

/** A person's row, with what is counted about them. */
export interface PersonRow {
  readonly id: string;
  readonly keyId: string;
  readonly profile: Buffer;
  readonly enrolledAt: number;
  readonly lastUsedAt: number | null;
  readonly withdrawnAt: number | null;
  readonly endsAt: number | null;
  readonly templates: number;
  readonly comparable: number;
  readonly hasPin: number;
}

interface GalleryRow extends TemplateRow {
  readonly personId: string;
}

const personQuery = `
  SELECT p.id, p.key_id AS keyId, p.profile, p.enrolled_at AS enrolledAt,
    p.last_used_at AS lastUsedAt, p.withdrawn_at AS withdrawnAt, p.ends_at AS endsAt,
    (SELECT count(*) FROM templates t WHERE t.person_id = p.id) AS templates,
    (SELECT count(*) FROM templates t
      WHERE t.person_id = p.id AND t.encoder_sha256 = @encoder) AS comparable,
    EXISTS (SELECT 1 FROM pins WHERE person_id = p.id) AS hasPin
  FROM people p WHERE p.id = @id`;

/** Reads people, opening what is sealed. Methods throw what SQLite or a seal throws. */
export class PeopleReader {
  readonly #db: Sqlite;
  readonly #vault: OpenVault;
  readonly #known: KnownPeople;

  constructor(db: Sqlite, vault: OpenVault, known: KnownPeople) {
    this.#db = db;
    this.#vault = vault;
    this.#known = known;
  }

  find(id: string, encoder = ''): PersonRow | undefined {
    return this.#db.prepare<[object], PersonRow>(personQuery).get({ id, encoder });
  }

  /** @throws SealError where it does not open */
  profileOf({ id, keyId, profile }: PersonRow): Profile {
    const seals = sealsBy(this.#vault)(id, keyId);
    if (!seals) throw new SealError('The key of this person is gone.');
    return seals.openProfile(profile);
  }

  /** Somebody whose profile does not open is listed by their id. */
  page(words: readonly string[], offset: number, limit: number, encoder: string) {
    const found = this.#known.matching(words);
    const find = this.#db.prepare<[object], PersonRow>(personQuery);
    const people = found.slice(offset, offset + limit).flatMap(({ id, name }) => {
      const row = find.get({ id, encoder });
      return row ? [summary(row, name ?? id)] : [];
    });
    return { total: found.length, people };
  }

  detail(row: PersonRow, encoder: string): PersonDetail {
    const profile = this.profileOf(row);
    const consent = profile.consents.at(-1)!;
    const templates = this.templatesOf(row);
    return {
      ...summary(row, profile.name),
      consent: consent.note,
      consentAt: consent.at,
      consentTextVersion: consent.textVersion,
      consentBy: consent.by,
      withdrawnAt: row.withdrawnAt,
      hasPin: row.hasPin === 1,
      endsAt: row.endsAt,
      spread: spreadOf(templates.filter(({ encoderSha256 }) => encoderSha256 === encoder)),
      photosKept: countPhotos(this.#db, row.id),
      templateList: templates.map(({ source, quality, createdAt, encoderSha256 }) => ({
        ...{ source, quality, createdAt },
        comparable: encoderSha256 === encoder,
      })),
      lastSeenAt: row.lastUsedAt,
    };
  }

  /** A person's templates that open, of one encoder or of all, in the order they came. */
  templatesOf({ id, keyId }: Pick<PersonRow, 'id' | 'keyId'>, encoder?: string): NewTemplate[] {
    const seals = sealsBy(this.#vault)(id, keyId);
    return this.#db
      .prepare<[object], TemplateRow>(
        `SELECT ${templateColumns} FROM templates WHERE person_id = @id
         ${encoder === undefined ? '' : 'AND encoder_sha256 = @encoder'} ORDER BY id`,
      )
      .all({ id, encoder })
      .flatMap((row) => openTemplate(row, seals));
  }

  /** Templates of one encoder that open, with the person's name, and how many do not. */
  gallery(encoder: string, personId?: string): { records: GalleryRecord[]; skipped: number } {
    const sealsOf = sealsBy(this.#vault);
    const read = this.#db.transaction(() => {
      this.#known.refresh(sealsOf);
      const rows = this.#galleryRows(encoder, personId);
      const records: GalleryRecord[] = [];
      let skipped = 0;
      // Row by row: a large station's templates are not held twice.
      for (const row of rows) {
        const person = this.#known.find(row.personId);
        const name = person?.name ?? null;
        const seals = person && name !== null ? sealsOf(person.id, person.keyId) : null;
        const [template] = openTemplate(row, seals);
        if (!template || !person || name === null) {
          skipped++;
          continue;
        }
        const { encoding, quality } = template;
        records.push({ personId: row.personId, name, encoding, quality, endsAt: person.endsAt });
      }
      return { records, skipped };
    });
    return this.#vault.persons.together(read);
  }

  #galleryRows(encoder: string, personId: string | undefined): IterableIterator<GalleryRow> {
    return this.#db
      .prepare<[object], GalleryRow>(
        `SELECT person_id AS personId, ${templateColumns} FROM templates
         WHERE encoder_sha256 = @encoder
         ${personId === undefined ? '' : 'AND person_id = @personId'} ORDER BY id`,
      )
      .iterate({ encoder, personId });
  }
}

/** How far a person's comparable templates lie apart; one alone has no spread. */
function spreadOf(templates: readonly NewTemplate[]): number | null {
  if (templates.length < 2) return null;
  const spread = poolTemplates(templates)?.spread ?? null;
  // A damaged template is told by the doctor, not here.
  return Number.isFinite(spread) ? spread : null;
}

function summary(row: PersonRow, name: string): PersonSummary {
  return {
    id: row.id,
    name,
    enrolledAt: row.enrolledAt,
    templates: row.templates,
    comparable: row.comparable > 0,
  };
}
