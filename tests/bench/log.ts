import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { LogHeadFile } from '../../electron/audit/head-file.ts';
import { canonical } from '../../electron/audit/log-row.ts';
import { exportToFile } from '../../electron/hosts/log/export-file.ts';
import { spanOf } from '../../electron/hosts/log/export-log.ts';
import { LogKeeper } from '../../electron/hosts/log/log-keeper.ts';
import { openDatabase } from '../../electron/store/database.ts';
import { EventLog } from '../../electron/store/event-log.ts';
import { EventRepository } from '../../electron/store/event-repository.ts';
import { LogRepository } from '../../electron/store/log-repository.ts';
import { memoryVault } from '../../electron/vault/memory-vault.ts';
import { firstAt, madeEvent } from '../support/made-log.ts';
import type { Bench } from './bench.ts';

const rows = 100_000;
/** Rows of one transaction while the log is made. */
const batch = 10_000;
const appends = 200;

export const log: Bench = {
  name: 'log',
  about: `a chained log of ${rows} rows, over hashing them alone`,
  async run(scratch, print) {
    const vault = memoryVault();
    const db = openDatabase(join(scratch, 'threshold.db'), { vault });
    if (!db.ok) throw new Error(db.error.message);
    const head = new LogHeadFile(join(scratch, 'log.head'));
    const chained = new EventLog(db.value, { vault, actor: () => 'ana', head });
    const events = new EventRepository(db.value, chained);
    const clock = { now: () => firstAt + rows * 2000, tick: () => performance.now() };
    const lap = async (name: string, work: () => unknown): Promise<number> => {
      const started = performance.now();
      await work();
      const ms = performance.now() - started;
      const memory = process.memoryUsage.rss() / 1e6;
      print(`${name.padEnd(28)} ${ms.toFixed(0).padStart(6)} ms, ${memory.toFixed(0)} MB resident`);
      return ms;
    };
    await lap('written, chained', () => fill(chained));
    const one = await lap(`${appends} rows, each durable`, () => {
      for (let number = 1; number <= appends; number++) events.append(madeEvent(rows + number));
    });
    print(`one durable row ${(one / appends).toFixed(2)} ms`);
    const keeper = new LogKeeper(new LogRepository(db.value, chained), clock);
    await lap('newest 50', () => events.list(50));
    await lap('50 by words', () => events.list(50, undefined, { query: 'person-3 set' }));
    const walking = await lap('verified', () => keeper.verify());
    const hashing = await lap('hashed alone', hashAll);
    print(`ratio ${(walking / hashing).toFixed(2)}`);
    const wish = { format: 'jsonl', span: spanOf(undefined, undefined) } as const;
    await lap('exported', () => exportToFile(keeper, wish, join(scratch, 'log.jsonl')));
    await lap('half of it dropped', () => keeper.dropBefore(firstAt + (rows / 2) * 1000));
    db.value.close();
    return null;
  },
};

function fill(log: EventLog): void {
  for (let from = 0; from < rows; from += batch) {
    log.write(() => {
      for (let number = from + 1; number <= from + batch; number++) {
        log.insert(madeEvent(number, number % 50 === 0 ? { detail: `set ${number}` } : {}));
      }
    });
  }
}

function hashAll(): void {
  const nothing = { seq: 1, personId: null, code: null, detail: null, actor: 'ana' };
  for (let number = 1; number <= rows; number++) {
    createHash('sha256')
      .update(canonical({ ...madeEvent(number), ...nothing, seq: number }))
      .digest();
  }
}
