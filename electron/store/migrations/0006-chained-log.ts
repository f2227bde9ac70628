import { genesis, rowHash } from '../../audit/log-row.ts';
import { stationActor } from '../../contract/access.ts';
import { plainEvent } from '../../contract/plain-event.ts';
import type { Sqlite } from '../database.ts';
import { logKeys } from '../event-log.ts';
import { LogTables } from '../log-tables.ts';
import { LogWriter } from '../log-writer.ts';
import type { Migration } from './migration.ts';

/**
 * Each row carries the hash of the row before it and its own. `log_tail` is where the log ends, under
 * the station's MAC; `log_heads` are signed rows; `log_stub` stands for the rows retention dropped.
 * Rows of before are chained as they are found: what happened to them earlier nobody can tell.
 */
export const chainedLog: Migration = {
  to: 6,
  run: (db, { vault }) => {
    db.exec(tables);
    const kept = new LogTables(db);
    const writer = new LogWriter(kept, logKeys(vault), null);
    const rows = chainAll(db, kept);
    writer.begin(kept.last());
    if (rows > 0) writer.add(takenOver(rows, Date.now()));
  },
};

const tables = `
  ALTER TABLE events ADD COLUMN actor TEXT;
  ALTER TABLE events ADD COLUMN prev BLOB NOT NULL DEFAULT x'';
  ALTER TABLE events ADD COLUMN hash BLOB NOT NULL DEFAULT x'';
  CREATE INDEX events_by_time ON events (at);
  -- What the station looks up of itself at every start is of few kinds.
  CREATE INDEX events_by_kind ON events (kind);

  CREATE TABLE log_tail (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL,
    prev BLOB NOT NULL,
    hash BLOB NOT NULL,
    mac BLOB NOT NULL
  ) STRICT;

  CREATE TABLE log_heads (
    seq INTEGER PRIMARY KEY,
    prev BLOB NOT NULL,
    hash BLOB NOT NULL,
    at INTEGER NOT NULL,
    signature BLOB NOT NULL
  ) STRICT;

  CREATE TABLE log_stub (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL,
    prev BLOB NOT NULL,
    hash BLOB NOT NULL,
    at INTEGER NOT NULL,
    signature BLOB NOT NULL,
    dropped INTEGER NOT NULL
  ) STRICT;
`;

/** Rows chained between two reads; a reading statement may not be open while rows are written. */
const chainedAtOnce = 1000;

function chainAll(db: Sqlite, kept: LogTables): number {
  const chain = db.prepare('UPDATE events SET prev = ?, hash = ? WHERE seq = ?');
  let rows = 0;
  let after = 0;
  let prev = genesis;
  for (;;) {
    const page = kept.rows(after, chainedAtOnce);
    for (const row of page) {
      const hash = rowHash(prev, row);
      chain.run(prev, hash, row.seq);
      prev = hash;
      after = row.seq;
    }
    rows += page.length;
    if (page.length < chainedAtOnce) return rows;
  }
}

function takenOver(rows: number, at: number) {
  const detail = `${rows} rows taken over from an earlier version`;
  return { ...plainEvent('log', at), source: 'station', detail, actor: stationActor };
}
