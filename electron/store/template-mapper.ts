import type { NewTemplate } from '../contract/records.ts';
import type { Sqlite } from './database.ts';
import { insertLooks, ofSamePhoto } from './look-rows.ts';
import type { PeopleReader, PersonRow } from './people-reader.ts';
import type { PersonSeals } from './person-seals.ts';

/** How one encoder's templates become another's; null for what is no encoding. */
export interface TemplateMapping {
  readonly from: string;
  readonly to: string;
  readonly map: (encoding: Float32Array) => Float32Array | null;
}

/** People whose templates are mapped in one transaction: some tens of milliseconds. */
const mappedAtOnce = 200;

/**
 * The next people, by id behind `after`, who may lack a template: at some time they got fewer of the one
 * encoder than of the other. Which photo a template is of is sealed, so this looks at the time alone.
 */
export function peopleToMap(db: Sqlite, { from, to }: TemplateMapping, after: string): string[] {
  return db
    .prepare<[object], string>(
      `SELECT DISTINCT person_id FROM (
         SELECT person_id FROM templates
         WHERE person_id > @after AND encoder_sha256 IN (@from, @to)
         GROUP BY person_id, created_at
         HAVING sum(encoder_sha256 = @from) > sum(encoder_sha256 = @to)
       ) ORDER BY person_id LIMIT @mappedAtOnce`,
    )
    .pluck()
    .all({ from, to, after, mappedAtOnce });
}

/**
 * Adds what the other encoder does not know of a person, within the transaction that is open; gives how
 * many. Each new template keeps its photo's source, time and quality.
 */
export function mapTemplatesOf(
  db: Sqlite,
  row: PersonRow,
  { from, to, map }: TemplateMapping,
  { read, sealsOf }: { read: PeopleReader; sealsOf: (row: PersonRow) => PersonSeals },
): number {
  const known = read.templatesOf(row, to);
  const mapped = read
    .templatesOf(row, from)
    .filter((template) => !known.some((one) => ofSamePhoto(one, template)))
    .flatMap((template): NewTemplate[] => {
      const encoding = map(template.encoding);
      return encoding === null ? [] : [{ ...template, encoderSha256: to, encoding }];
    });
  if (mapped.length > 0) insertLooks(db, row.id, sealsOf(row), mapped, []);
  return mapped.length;
}
