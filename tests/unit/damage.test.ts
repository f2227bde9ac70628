import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { ErrorCode, Result } from '../../electron/contract/errors.ts';
import { openStore, type Store } from '../../electron/hosts/open-store.ts';
import { BackupStation, someEvent } from '../support/backup-station.ts';
import { vaultBeside } from '../support/made-store.ts';
import { temporaryDir } from '../support/temporary.ts';

function codeOf(result: Result<unknown>): ErrorCode | null {
  return result.ok ? null : result.error.code;
}

/** The store of a data folder that has people, a log, and a backup of both. */
async function madeFolder(t: TestContext, dataDir = temporaryDir(t)) {
  const path = join(dataDir, 'threshold.db');
  // The keys lie elsewhere, so that nothing but the database is hit.
  const vault = vaultBeside(join(temporaryDir(t), 'threshold.db'));
  const made = new BackupStation(dataDir, vault);
  t.after(() => {
    made.close();
    vault.close();
  });
  made.enrol('ana');
  made.notes(400);
  made.enrol('ben');
  assert.ok((await made.backup()).ok);
  const open = (): Store => {
    const store = openStore(path, { vault, actor: () => 'os:tester' });
    t.after(() => store.close());
    return store;
  };
  return { dataDir, path, made, open };
}

/** Everything that could change something, or let somebody in, says what is wrong. */
function assertRefuses(store: Store, code: ErrorCode): void {
  assert.equal(codeOf(store.events.append(someEvent)), code);
  assert.equal(codeOf(store.people.gallery('e')), code);
  assert.equal(codeOf(store.people.counts('e')), code);
  assert.equal(codeOf(store.settings.get('pack')), code);
}

function edit(path: string, change: (bytes: Buffer) => void): void {
  const bytes = readFileSync(path);
  change(bytes);
  writeFileSync(path, bytes);
}

const atRest: Record<string, { code: ErrorCode; damage: (path: string) => void }> = {
  'was removed': { code: 'store-missing', damage: (path) => rmSync(path) },
  'was emptied': { code: 'store-missing', damage: (path) => truncateSync(path, 0) },
  'is another file': {
    code: 'store-foreign',
    damage: (path) => writeFileSync(path, 'x'.repeat(9999)),
  },
  'lost its first bytes': {
    code: 'store-foreign',
    damage: (path) => edit(path, (bytes) => bytes.fill(0, 0, 16)),
  },
  'has another page size in its header': {
    code: 'store-foreign',
    damage: (path) => edit(path, (bytes) => bytes.writeUInt16BE(3, 16)),
  },
  'has its schema overwritten': {
    code: 'store-damaged',
    damage: (path) => edit(path, (bytes) => bytes.fill(0xa5, 100, 4096)),
  },
  'was cut off': { code: 'store-damaged', damage: (path) => truncateSync(path, 3 * 4096) },
};

describe('a database that', () => {
  for (const [what, { code, damage }] of Object.entries(atRest)) {
    it(`${what} is ${code}: nothing is made in its place, and a backup is the way out`, async (t) => {
      const { path, made, open } = await madeFolder(t);
      made.db.pragma('wal_checkpoint(TRUNCATE)');
      made.close();
      damage(path);
      const left = existsSync(path) ? readFileSync(path) : null;
      const store = open();
      assertRefuses(store, code);
      store.close();
      assert.deepEqual(existsSync(path) ? readFileSync(path) : null, left, 'it was left alone');
      assert.ok(made.restore(made.path('a.backup')).ok);
      assert.equal(codeOf(open().events.append(someEvent)), null);
    });
  }

  it('has one page damaged is noticed where it is read, and by the doctor', async (t) => {
    const { path, made, open } = await madeFolder(t);
    made.db.pragma('wal_checkpoint(TRUNCATE)');
    const page = Number(
      made.db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'people'").pluck().get(),
    );
    made.close();
    edit(path, (bytes) => bytes.fill(0xa5, (page - 1) * 4096, page * 4096));
    const store = open();
    assert.equal(codeOf(store.people.gallery('e')), 'store-damaged');
    assert.equal(codeOf(store.examine()), 'store-damaged');
    store.close();
    assert.ok(made.restore(made.path('a.backup')).ok);
    assert.equal(codeOf(open().examine()), null);
  });
});

describe('a database whose newest rows are gone', () => {
  /** As a kill leaves it: with the log beside it, which then goes away. */
  async function behind(t: TestContext) {
    const folder = await madeFolder(t);
    const { path, made, dataDir } = folder;
    made.db.pragma('wal_checkpoint(TRUNCATE)');
    const before = readFileSync(path);
    made.enrol('cleo');
    made.close();
    writeFileSync(path, before);
    rmSync(`${path}-wal`, { force: true });
    rmSync(`${path}-shm`, { force: true });
    return { ...folder, rows: 403, dataDir };
  }

  it('is store-behind, and a backup with the rest of the log mends it', async (t) => {
    const { made, open } = await behind(t);
    const store = open();
    assertRefuses(store, 'store-behind');
    store.close();
    assert.ok(made.restore(made.path('a.backup')).ok);
    assert.equal(codeOf(open().events.append(someEvent)), null);
  });

  it('goes on when somebody accepts the loss, which the log says from then on', async (t) => {
    const { open, rows } = await behind(t);
    const store = open();
    assert.equal(codeOf(store.acceptLoss(1)), null);
    const next = open();
    const page = next.events.list(5);
    assert.ok(page.ok, page.ok ? '' : page.error.message);
    assert.ok(page.value.events.some(({ detail }) => detail?.includes(String(rows))));
    assert.equal(codeOf(next.events.append(someEvent)), null);
    assert.equal(codeOf(next.acceptLoss(2)), 'invalid-request');
  });
});

describe('a database that went another way', () => {
  /** Set aside by a restore, and put back: as many rows as the station has now, or more. */
  async function apart(t: TestContext, since: number) {
    const folder = await madeFolder(t);
    const { path, made } = folder;
    made.notes(20);
    made.close();
    // Nothing is carried over from a database that is not there.
    renameSync(path, `${path}.aside`);
    assert.ok(made.restore(made.path('a.backup')).ok);
    made.notes(since);
    made.close();
    const ours = readFileSync(path);
    renameSync(`${path}.aside`, path);
    return { ...folder, ours };
  }

  for (const [what, since] of Object.entries({ 'more rows': 5, 'as many rows': 19 })) {
    it(`is store-behind though it has ${what}, and the right one is taken again`, async (t) => {
      const { path, open, ours } = await apart(t, since);
      const store = open();
      assertRefuses(store, 'store-behind');
      const refused = store.events.append(someEvent);
      const detail = refused.ok ? '' : refused.error.message;
      assert.match(detail, new RegExp(`row ${402 + 1 + since} is not the one that was written`));
      store.close();
      writeFileSync(path, ours);
      assert.equal(codeOf(open().events.append(someEvent)), null);
    });
  }

  it('goes on when somebody accepts that, which the log says from then on', async (t) => {
    const { open } = await apart(t, 5);
    assert.equal(codeOf(open().acceptLoss(1)), null);
    const next = open();
    const page = next.events.list(1);
    assert.ok(page.ok, page.ok ? '' : page.error.message);
    assert.equal(page.value.events[0]?.detail, 'rows 408 to 408 accepted as lost');
    assert.equal(codeOf(next.events.append(someEvent)), null);
  });

  it('is not what a head file that is only behind, or whose row retention dropped, is taken for', async (t) => {
    const { dataDir, made, open } = await madeFolder(t);
    const head = join(dataDir, 'log.head');
    made.note();
    const early = readFileSync(head);
    made.notes(20);
    made.log.close();
    made.note({ ...someEvent, at: someEvent.at + 10 });
    made.close();
    writeFileSync(head, early);
    const store = open();
    assert.equal(codeOf(store.standing()), null);
    const eventOf = () => ({ ...someEvent, at: someEvent.at + 11 });
    for (let more = true; more;) {
      const dropped = store.log.dropBefore(someEvent.at + 5, someEvent.at + 11, eventOf);
      assert.ok(dropped.ok);
      more = dropped.value.more;
    }
    store.close();
    assert.ok(Number(made.db.prepare('SELECT min(seq) FROM events').pluck().get()) > 403);
    made.close();
    writeFileSync(head, early);
    assert.equal(codeOf(open().events.append(someEvent)), null);
  });
});

const underway: Record<string, { code: ErrorCode; damage: (path: string) => void }> = {
  'is removed': { code: 'store-missing', damage: (path) => rmSync(path) },
  'is moved away': { code: 'store-missing', damage: (path) => renameSync(path, `${path}.away`) },
  'is replaced by a copy of itself': {
    code: 'store-missing',
    damage: (path) => {
      copyFileSync(path, `${path}.copy`);
      renameSync(`${path}.copy`, path);
    },
  },
  'is emptied': { code: 'store-damaged', damage: (path) => truncateSync(path, 0) },
  'loses its log': { code: 'store-missing', damage: (path) => rmSync(`${path}-wal`) },
  'loses what its users share': { code: 'store-missing', damage: (path) => rmSync(`${path}-shm`) },
};

describe('a database that, while the station has it open,', { skip: onWindows() }, () => {
  for (const [what, { code, damage }] of Object.entries(underway)) {
    it(`${what} takes nothing more: ${code}`, async (t) => {
      const { path, made, open } = await madeFolder(t);
      made.close();
      const store = open();
      assert.equal(codeOf(store.events.append(someEvent)), null);
      assert.equal(codeOf(store.standing()), null);
      damage(path);
      assert.equal(codeOf(store.standing()), code);
      assert.equal(codeOf(store.events.append(someEvent)), code);
      assert.equal(codeOf(store.settings.set('pack', '"x"', someEvent)), code);
    });
  }
});

describe('a data folder that', () => {
  it('cannot be written to is store-read-only', { skip: onWindows() || asRoot() }, async (t) => {
    const { dataDir, made, open } = await madeFolder(t);
    made.close();
    chmodSync(dataDir, 0o500);
    try {
      assertRefuses(open(), 'store-read-only');
    } finally {
      // Before the hooks that remove the folder.
      chmodSync(dataDir, 0o700);
    }
  });

  it('is mounted to be read only is store-read-only', { skip: cannotMount() }, async (t) => {
    const { dataDir, made, open } = await madeFolder(t, mounted(t, '4m'));
    made.close();
    execFileSync('mount', ['-o', 'remount,ro', dataDir]);
    assertRefuses(open(), 'store-read-only');
  });

  it(
    'is on a full disk refuses what it cannot keep, and keeps all it took',
    {
      skip: cannotMount(),
    },
    async (t) => {
      const folder = mounted(t, '2m');
      const { made, path, open } = await madeFolder(t, folder);
      made.close();
      const store = open();
      let kept = 0;
      let refused: ErrorCode | null = null;
      while (refused === null) {
        refused = codeOf(store.events.append({ ...someEvent, detail: 'x'.repeat(20_000) }));
        if (refused === null) kept += 1;
      }
      assert.equal(refused, 'store-full');
      const made2 = await made.backup('full.backup');
      assert.equal(codeOf(made2), 'store-full');
      assert.deepEqual(
        readdirSync(made.places.folder).filter((name) => /part|snapshot|full/.test(name)),
        [],
      );
      store.close();
      assert.equal(codeOf(made.restore(made.path('a.backup'))), 'store-full');
      assert.ok(!readdirSync(folder).some((name) => name.includes('restor')));
      rmSync(made.path('a.backup'));
      const roomy = open();
      assert.equal(codeOf(roomy.events.append(someEvent)), null, 'it goes on once there is room');
      roomy.close();
      assert.ok(existsSync(path));
      const page = open().events.list(1);
      assert.ok(page.ok);
      assert.ok(page.value.total >= 402 + kept + 1);
    },
  );
});

function onWindows(): string | false {
  return process.platform === 'win32' && 'Windows keeps files that are open from going away';
}

function asRoot(): string | false {
  return process.getuid?.() === 0 && 'root may write everywhere';
}

/** A small file system of its own needs root on Linux, outside a container that forbids it. */
function cannotMount(): string | false {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root can mount';
  const place = mkdtempSync(join(tmpdir(), 'threshold-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place], { stdio: 'ignore' });
    execFileSync('umount', [place], { stdio: 'ignore' });
    return false;
  } catch {
    return 'nothing can be mounted here';
  } finally {
    rmdirSync(place);
  }
}

function mounted(t: TestContext, size: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'threshold-mount-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  t.after(() => {
    execFileSync('umount', ['-l', folder]);
    rmdirSync(folder);
  });
  return folder;
}
