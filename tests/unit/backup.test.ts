import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { assert as forAll, integer, property, record, uint8Array } from 'fast-check';
import type { Result } from '../../electron/contract/errors.ts';
import { openBackup } from '../../electron/hosts/backup/backup-file.ts';
import { readHeader } from '../../electron/hosts/backup/backup-header.ts';
import { backupName, BackupPlaces, partOf } from '../../electron/hosts/backup/backup-places.ts';
import { listBackups } from '../../electron/hosts/backup/list-backups.ts';
import { runSealJob } from '../../electron/hosts/backup/seal-job.ts';
import { chunkBytes, tagBytes } from '../../electron/hosts/backup/sealed-stream.ts';
import { BackupStation } from '../support/backup-station.ts';
import { vaultBeside } from '../support/made-store.ts';
import { temporaryDir } from '../support/temporary.ts';

const noPipes = process.platform === 'win32' && 'Windows has no such files';

function station(t: TestContext): BackupStation {
  const made = new BackupStation(temporaryDir(t));
  t.after(() => made.close());
  made.enrol('ana');
  made.enrol('ben');
  return made;
}

function codeOf(result: Result<unknown>): string | null {
  return result.ok ? null : result.error.code;
}

/** A backup of several chunks, and where each begins. */
async function largeBackup(t: TestContext) {
  const made = station(t);
  made.notes(1500);
  assert.ok((await made.backup()).ok);
  const path = made.path('a.backup');
  const read = readHeader(path);
  assert.ok(read.ok);
  const step = chunkBytes + tagBytes;
  assert.ok(statSync(path).size > read.value.end + 3 * step, 'it has more than three chunks');
  return { made, path, start: read.value.end, step, secret: made.vault.secret('backup') };
}

describe('a backup', () => {
  it('says who, when and how many, and holds nothing that could be read', async (t) => {
    const made = station(t);
    const before = Date.now();
    const done = await made.backup();
    assert.ok(done.ok);
    const { stationId, people, events, madeAt } = done.value;
    assert.deepEqual([stationId, people, events], [made.vault.stationId, 2, 2]);
    assert.ok(madeAt >= before && madeAt <= Date.now());
    const bytes = readFileSync(made.path('a.backup'));
    assert.ok(!bytes.includes('SQLite format'));
    assert.ok(!bytes.includes('the face of'));
    if (process.platform !== 'win32') {
      assert.equal(statSync(made.path('a.backup')).mode & 0o777, 0o600);
    }
  });

  it('is made while others write, and holds one moment', async (t) => {
    const made = station(t);
    const done = await made.backup('a.backup', (job) => {
      made.db.exec('BEGIN IMMEDIATE');
      made.db.prepare("DELETE FROM people WHERE id = 'ana'").run();
      const sealed = runSealJob(job);
      made.db.exec('COMMIT');
      return sealed;
    });
    assert.ok(done.ok);
    assert.equal(done.value.people, 2);
  });

  it('has the newest copy of the keys beside it, once', async (t) => {
    const made = station(t);
    assert.ok((await made.backup('a.backup')).ok);
    assert.ok((await made.backup('b.backup')).ok);
    const keys = readdirSync(made.places.folder).filter((name) => name.endsWith('.keys'));
    assert.deepEqual(keys, [`threshold-${made.vault.stationId}.keys`]);
  });

  it('takes the place of an earlier one of its name, and of nothing else', async (t) => {
    const made = station(t);
    assert.ok((await made.backup()).ok);
    assert.ok((await made.backup()).ok);
    const other = new BackupStation(temporaryDir(t));
    t.after(() => other.close());
    other.enrol('eve');
    mkdirSync(made.path('folder.backup'));
    writeFileSync(made.path('text.backup'), 'my diary');
    writeFileSync(made.path('empty.backup'), '');
    for (const name of ['folder.backup', 'text.backup', 'empty.backup']) {
      assert.equal(codeOf(await made.backup(name)), 'backup-in-the-way', name);
    }
    assert.equal(readFileSync(made.path('text.backup'), 'utf8'), 'my diary');
    assert.ok((await other.backup()).ok);
    writeFileSync(made.path('b.backup'), readFileSync(other.path('a.backup')));
    assert.equal(codeOf(await made.backup('b.backup')), 'backup-in-the-way');
  });

  it('is listed beside what only has the name of one', { skip: noPipes }, async (t) => {
    const made = station(t);
    const places = new BackupPlaces(temporaryDir(t));
    mkdirSync(places.folder);
    assert.ok((await made.backup()).ok);
    copyFileSync(made.path('a.backup'), places.named('a.backup'));
    symlinkSync('loop.backup', places.named('loop.backup'));
    symlinkSync('nowhere', places.named('gone.backup'));
    symlinkSync('/dev/zero', places.named('endless.backup'));
    mkdirSync(places.named('folder.backup'));
    execFileSync('mkfifo', [places.named('pipe.backup')]);
    const [only, ...more] = listBackups(places, made.vault);
    assert.deepEqual([only?.name, only?.usable, more], ['a.backup', true, []]);
  });

  it('that cannot be finished leaves nothing behind', async (t) => {
    const made = station(t);
    const failed = await made.backup('a.backup', (job) => {
      const sealed = runSealJob(job);
      writeFileSync(made.path('a.backup'), 'somebody was quicker');
      return sealed;
    });
    assert.equal(codeOf(failed), 'backup-in-the-way');
    assert.equal(readFileSync(made.path('a.backup'), 'utf8'), 'somebody was quicker');
    assert.ok(!existsSync(partOf(made.path('a.backup'))));
    assert.ok(!existsSync(made.places.snapshot));
  });

  it('sweeps what a killed one left', async (t) => {
    const made = station(t);
    assert.ok((await made.backup()).ok);
    const left = [made.places.snapshot, partOf(made.path('a.backup')), partOf(made.path('old'))];
    for (const path of left) writeFileSync(path, 'half');
    assert.ok((await made.backup('b.backup')).ok);
    assert.deepEqual(
      left.filter((path) => existsSync(path)),
      [],
    );
  });

  it('that is killed leaves nothing that the next one does not remove', async (t) => {
    const dataDir = temporaryDir(t);
    const vault = vaultBeside(join(dataDir, 'threshold.db'));
    const made = new BackupStation(dataDir, vault);
    t.after(() => [made, vault].forEach((one) => one.close()));
    made.enrol('ana');
    const script = join(import.meta.dirname, '../support/killed-backup.ts');
    for (const step of ['copied', 'sealed']) {
      const ended = spawnSync(process.execPath, [script, dataDir, step]);
      assert.equal(ended.signal, 'SIGKILL');
      assert.ok(!existsSync(made.path('killed.backup')));
      assert.ok(
        existsSync(step === 'sealed' ? partOf(made.path('killed.backup')) : made.places.snapshot),
      );
    }
    assert.ok((await made.backup()).ok);
    const names = readdirSync(made.places.folder).sort();
    assert.deepEqual(names, ['a.backup', 'backup.lock', `threshold-${vault.stationId}.keys`]);
  });

  it('of a database that is damaged is not made', async (t) => {
    const made = station(t);
    made.notes(300);
    made.db.pragma('wal_checkpoint(TRUNCATE)');
    made.close();
    const bytes = readFileSync(made.places.database);
    bytes.fill(0xa5, bytes.byteLength - 8192);
    writeFileSync(made.places.database, bytes);
    assert.equal(codeOf(await made.backup()), 'store-damaged');
    assert.ok(!existsSync(made.path('a.backup')));
  });

  it('is one at a time', async (t) => {
    const made = station(t);
    const inside = await made.backup('a.backup', async (job) => {
      assert.equal(codeOf(await made.backup('b.backup')), 'station-running');
      return runSealJob(job);
    });
    assert.ok(inside.ok);
  });
});

describe('a backup that was altered', () => {
  const faults: Record<string, (path: string, start: number, step: number) => void> = {
    'cut off in a chunk': (path) => truncateSync(path, statSync(path).size - 7),
    'cut off between chunks': (path, start, step) => truncateSync(path, start + 2 * step),
    'cut off before the first chunk': (path, start) => truncateSync(path, start),
    'cut off in the header': (path, start) => truncateSync(path, start - 20),
    'with bytes at its end': (path) => appendFileSync(path, 'more'),
    'with a chunk at its end': (path, start, step) =>
      appendFileSync(path, readFileSync(path).subarray(start, start + step)),
    'with two chunks swapped': (path, start, step) => {
      const bytes = readFileSync(path);
      const [first, second] = [start, start + step].map((at) =>
        Buffer.from(bytes.subarray(at, at + step)),
      );
      second!.copy(bytes, start);
      first!.copy(bytes, start + step);
      writeFileSync(path, bytes);
    },
    'with a chunk left out': (path, start, step) => {
      const bytes = readFileSync(path);
      const rest = [bytes.subarray(0, start + step), bytes.subarray(start + 2 * step)];
      writeFileSync(path, Buffer.concat(rest));
    },
    'with a bit turned in a chunk': (path, start) => flip(path, start + 1000),
    'with a bit turned in the tag of its header': (path, start) => flip(path, start - 3),
    'with another date in its header': (path) => {
      const bytes = readFileSync(path);
      const at = bytes.indexOf('"madeAt":') + '"madeAt":'.length;
      bytes[at] = bytes[at] === 0x31 ? 0x32 : 0x31;
      writeFileSync(path, bytes);
    },
  };
  for (const [name, damage] of Object.entries(faults)) {
    it(`is none: ${name}`, async (t) => {
      const { path, start, step, secret, made } = await largeBackup(t);
      assert.ok(openBackup(path, secret).ok, 'it was whole');
      damage(path, start, step);
      assert.equal(codeOf(openBackup(path, secret)), 'backup-invalid');
      const kept = made.people();
      assert.equal(codeOf(made.restore(path)), 'backup-invalid');
      assert.deepEqual(made.people(), kept, 'the station has what it had');
    });
  }

  it('is none, whichever bytes are changed, cut off or put in', async (t) => {
    const made = station(t);
    assert.ok((await made.backup()).ok);
    const [path, secret] = [made.path('a.backup'), made.vault.secret('backup')];
    const whole = readFileSync(path);
    const copy = join(made.places.dataDir, 'copy');
    const at = integer({ min: 0, max: whole.byteLength - 1 });
    const change = record({
      at,
      gone: integer({ min: 0, max: 300 }),
      put: uint8Array({ maxLength: 300 }),
    });
    forAll(
      property(change, ({ at, gone, put }) => {
        const changed = Buffer.concat([whole.subarray(0, at), put, whole.subarray(at + gone)]);
        writeFileSync(copy, changed);
        const opened = openBackup(copy, secret);
        return changed.equals(whole) ? opened.ok : !opened.ok;
      }),
      { numRuns: 300 },
    );
  });

  it('is refused by name where it is newer, another station’s, missing or no file', (t) => {
    const made = station(t);
    const path = join(made.places.dataDir, 'x');
    const written = (header: object): string | null => {
      const json = Buffer.from(JSON.stringify(header));
      const length = Buffer.alloc(4);
      length.writeUInt32BE(json.byteLength);
      writeFileSync(path, Buffer.concat([Buffer.from('THRSBKUP'), length, json, Buffer.alloc(99)]));
      return codeOf(made.restore(path));
    };
    const { stationId } = made.vault;
    const facts = { madeAt: 1, people: 0, events: 0, bytes: 1, salt: 'a'.repeat(64) };
    assert.equal(written({ version: 2, shape: 'unknown' }), 'backup-newer');
    assert.equal(written({ version: 1, stationId, schema: 999, ...facts }), 'backup-newer');
    const other = '0'.repeat(16);
    assert.equal(written({ version: 1, stationId: other, schema: 6, ...facts }), 'backup-foreign');
    assert.equal(written({ version: 1, stationId, schema: 6, ...facts }), 'backup-invalid');
    writeFileSync(path, Buffer.concat([Buffer.from('THRSBKUP'), Buffer.alloc(4, 0xff)]));
    assert.equal(codeOf(made.restore(path)), 'backup-invalid');
    assert.equal(codeOf(made.restore(`${path}.none`)), 'file-not-found');
    assert.equal(codeOf(made.restore(made.places.dataDir)), 'not-a-file');
    if (process.platform === 'win32') return;
    const pipe = join(made.places.dataDir, 'pipe');
    execFileSync('mkfifo', [pipe]);
    assert.equal(codeOf(made.restore(pipe)), 'not-a-file');
  });
});

it('a backup’s name is its minute, counted where that is taken, with what it was made for', () => {
  const at = new Date(2026, 10, 25, 3, 12).getTime();
  const taken = new Set<string>();
  const name = (reason: 'hand' | 'auto' | 'schema'): string => {
    const made = backupName(reason, at, (one) => taken.has(one));
    taken.add(made);
    return made;
  };
  assert.deepEqual(
    [name('hand'), name('hand'), name('auto'), name('schema')],
    [
      '2026-11-25-0312.backup',
      '2026-11-25-0312-2.backup',
      'auto-2026-11-25-0312.backup',
      'schema-2026-11-25-0312.backup',
    ],
  );
});

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at]! ^= 1;
  writeFileSync(path, bytes);
}
