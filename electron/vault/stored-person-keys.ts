import { randomBytes } from 'node:crypto';
import { associatedData } from './associated-data.ts';
import { markCopiesStale } from './key-copies.ts';
import { personSealer } from './person-sealer.ts';
import { keyBytes, seal, unseal } from './seal.ts';
import type { StationKey } from './station-key.ts';
import { foldLog, type Sqlite } from './vault-file.ts';
import type { PersonKeys, PersonSealer } from './vault.ts';

interface Parts {
  readonly db: Sqlite;
  readonly stationId: string;
  readonly key: StationKey;
  /** Throws where the file is no longer the one that was opened. */
  readonly assertInPlace: () => void;
  readonly now: () => number;
}

const idBytes = 16;

/** The keys of people in the vault's file. */
export class StoredPersonKeys implements PersonKeys {
  readonly #parts: Parts;
  readonly #lookUp: (id: string) => PersonSealer | null;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { db, key, stationId } = parts;
    const find = db
      .prepare<[string], Buffer>('SELECT wrapped FROM person_keys WHERE id = ?')
      .pluck();
    this.#lookUp = (id) => {
      const wrapped = find.get(id);
      if (wrapped === undefined) return null;
      return personSealer(unseal(key.now(), wrapped, wrappedFor(stationId, id)));
    };
  }

  create(): string {
    const [id = ''] = this.createMany(1);
    return id;
  }

  createMany(count: number): string[] {
    const { db, key, stationId, assertInPlace, now } = this.#parts;
    assertInPlace();
    const ids = Array.from({ length: count }, () => randomBytes(idBytes).toString('hex'));
    const insert = db.prepare('INSERT INTO person_keys (id, wrapped, made_at) VALUES (?, ?, ?)');
    const step = db.transaction(() => {
      for (const id of ids) {
        const wrapped = seal(key.now(), randomBytes(keyBytes), wrappedFor(stationId, id));
        insert.run(id, wrapped, now());
      }
    });
    step.immediate();
    return ids;
  }

  sealer(keyId: string): PersonSealer | null {
    return this.together(() => this.#lookUp(keyId));
  }

  together<T>(work: () => T): T {
    const { db } = this.#parts;
    // One transaction: the station key is the one that the rows are under.
    return db.inTransaction ? work() : db.transaction(work)();
  }

  destroy(keyId: string): void {
    const { db, assertInPlace } = this.#parts;
    assertInPlace();
    const step = db.transaction(() => {
      const gone = db.prepare('DELETE FROM person_keys WHERE id = ?').run(keyId);
      if (gone.changes > 0) markCopiesStale(db);
    });
    step.immediate();
    foldLog(db);
  }

  keepOnly(keyIds: ReadonlySet<string>, before: number): number {
    const { db, assertInPlace } = this.#parts;
    assertInPlace();
    const old = db
      .prepare<[number], string>('SELECT id FROM person_keys WHERE made_at < ?')
      .pluck();
    const remove = db.prepare('DELETE FROM person_keys WHERE id = ?');
    const step = db.transaction((): number => {
      const nobodys = old.all(before).filter((id) => !keyIds.has(id));
      for (const id of nobodys) remove.run(id);
      if (nobodys.length > 0) markCopiesStale(db);
      return nobodys.length;
    });
    const destroyed = step.immediate();
    if (destroyed > 0) foldLog(db);
    return destroyed;
  }

  count(): number {
    return Number(this.#parts.db.prepare('SELECT count(*) FROM person_keys').pluck().get());
  }
}

/** Wraps every person's key anew; within the transaction that rotates the station key. */
export function rewrapPersonKeys(
  db: Sqlite,
  stationId: string,
  old: Uint8Array,
  next: Uint8Array,
): void {
  const all = db.prepare<[], { id: string; wrapped: Buffer }>(
    'SELECT id, wrapped FROM person_keys',
  );
  const update = db.prepare('UPDATE person_keys SET wrapped = ? WHERE id = ?');
  for (const { id, wrapped } of all.all()) {
    const bound = wrappedFor(stationId, id);
    update.run(seal(next, unseal(old, wrapped, bound), bound), id);
  }
}

function wrappedFor(stationId: string, id: string): Buffer {
  return associatedData('key of a person', stationId, id);
}
