import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, test, type TestContext } from 'node:test';
import * as fc from 'fast-check';
import { LogHeadFile } from '../../electron/audit/head-file.ts';
import { genesis, rowHash } from '../../electron/audit/log-row.ts';
import type { LogDamage } from '../../electron/contract/trust.ts';
import { copyOf, Forger, madeEvent, madeLog, type MadeLog } from '../support/made-log.ts';

/** Rows of the log that is damaged, and signed heads at 100 and 200. */
const rows = 250;

interface Case {
  readonly title: string;
  readonly damage: LogDamage;
  readonly firstBad: number;
  readonly harm: (forger: Forger, made: MadeLog) => void;
}

function edits(): Case[] {
  const places: [string, number][] = [
    ['first', 1],
    ['middle', 120],
    ['signed', 200],
    ['newest', rows],
  ];
  return places.flatMap(([name, seq]) => {
    const damage = 'edited' as const;
    const edit = (title: string, harm: Case['harm']): Case => ({
      title: `the ${name} row ${title}`,
      damage,
      firstBad: seq,
      harm,
    });
    return [
      edit('says another person', (forger) => forger.edit(seq, { personId: 'eve' })),
      edit('says another time', (forger) => forger.edit(seq, { at: 1 })),
      edit('says another distance', (forger) => forger.edit(seq, { distance: 0.01 })),
      edit('says an endless distance', (forger) => forger.edit(seq, { distance: Infinity })),
      edit('says another actor', (forger) => forger.edit(seq, { actor: null })),
      edit('says another person under a hash that is right', (forger) =>
        forger.edit(seq, { personId: 'eve' }, true),
      ),
      edit('has another hash', (forger) => forger.edit(seq, { hash: Buffer.alloc(32, 1) })),
      edit('has no hash', (forger) => forger.edit(seq, { hash: Buffer.alloc(0) })),
      edit('follows another row', (forger) => forger.edit(seq, { prev: Buffer.alloc(32, 1) })),
      edit('follows another row under a hash that is right', (forger) =>
        forger.edit(seq, { prev: Buffer.alloc(32, 1) }, true),
      ),
    ];
  });
}

function removals(): Case[] {
  const damage = 'removed' as const;
  const spans: [string, number, number][] = [
    ['the first row is', 1, 1],
    ['the first rows are', 1, 7],
    ['a row in the middle is', 120, 120],
    ['rows in the middle are', 120, 160],
    ['a row with its head is', 200, 200],
    ['the newest row but one is', rows - 1, rows - 1],
  ];
  return spans.flatMap(([title, from, to]) => [
    {
      title: `${title} gone`,
      damage,
      firstBad: from,
      harm: (forger: Forger) => forger.remove(from, to),
    },
    ...[false, true].map((rehash) => ({
      title: `${title} gone and the others renumbered${rehash ? ' under hashes that are right' : ''}`,
      damage,
      firstBad: from,
      harm: (forger: Forger) => {
        forger.remove(from, to);
        forger.renumber(to, from - to - 1, rehash);
      },
    })),
  ]);
}

function swaps(): Case[] {
  const damage = 'reordered' as const;
  const pairs: [number, number][] = [
    [1, 2],
    [1, rows],
    [120, 121],
    [99, 100],
    [100, 200],
    [3, 240],
    [rows - 1, rows],
  ];
  return pairs.flatMap(([a, b]) =>
    (['rows', 'contents'] as const).flatMap((what) =>
      [false, true].map((rehash) => ({
        title: `rows ${a} and ${b} are swapped, ${what}${rehash ? ' under hashes that are right' : ''}`,
        damage,
        firstBad: a,
        harm: (forger: Forger) => forger.swap(a, b, what, rehash),
      })),
    ),
  );
}

/** What somebody does who kept a copy of the tail from when the log had fewer rows. */
function setBackTo(seq: number): Case['harm'] {
  return (forger) => {
    const other = tailsOnTheWay.get(seq);
    assert.ok(other);
    forger.run('UPDATE log_tail SET seq = ?, prev = ?, hash = ?, mac = ?', ...other);
  };
}
const tailsOnTheWay = new Map<number, unknown[]>();

function ends(): Case[] {
  const truncated = (title: string, firstBad: number, harm: Case['harm']): Case => ({
    title,
    damage: 'truncated',
    firstBad,
    harm,
  });
  const dropTail: Case['harm'] = (forger) => forger.run('DELETE FROM log_tail');
  const dropHeads: Case['harm'] = (forger) => forger.run('DELETE FROM log_heads');
  const dropFile: Case['harm'] = (_, made) => rmSync(made.headPath);
  const all =
    (...harms: Case['harm'][]): Case['harm'] =>
    (forger, made) =>
      harms.forEach((harm) => harm(forger, made));
  const cut = (from: number): Case['harm'] => {
    return (forger) => forger.remove(from, rows);
  };
  return [
    truncated('the newest row is gone', rows, cut(rows)),
    truncated('the newest rows are gone', 180, cut(180)),
    truncated('all rows are gone', 1, cut(1)),
    truncated('rows and tail are gone', 230, all(cut(230), dropTail)),
    truncated('rows, tail and head file are gone', 150, all(cut(150), dropTail, dropFile)),
    truncated('rows, tail and heads are gone', 230, all(cut(230), dropTail, dropHeads)),
    truncated('tail and head file are gone', rows + 1, all(dropTail, dropFile)),
    truncated('rows are gone and the tail is set back', 101, all(cut(101), setBackTo(100))),
    truncated(
      'rows, heads are gone and the tail is set back',
      51,
      all(cut(51), setBackTo(50), dropHeads),
    ),
    {
      title: 'the tail alone is set back',
      damage: 'forged-head',
      firstBad: rows,
      harm: setBackTo(100),
    },
    { title: 'the tail alone is gone', damage: 'forged-head', firstBad: rows, harm: dropTail },
    {
      title: 'the tail has another mark',
      damage: 'forged-head',
      firstBad: rows,
      harm: (forger) => forger.run('UPDATE log_tail SET mac = ?', Buffer.alloc(32)),
    },
    {
      title: 'a signed head has another signature',
      damage: 'forged-head',
      firstBad: 200,
      harm: (forger) =>
        forger.run('UPDATE log_heads SET signature = ? WHERE seq = 200', Buffer.alloc(64)),
    },
    {
      title: 'a signed head has no signature at all',
      damage: 'forged-head',
      firstBad: 100,
      harm: (forger) =>
        forger.run('UPDATE log_heads SET signature = ? WHERE seq = 100', Buffer.alloc(0)),
    },
    {
      title: 'a head is said to be of another row',
      damage: 'forged-head',
      firstBad: 150,
      harm: (forger) => forger.run('UPDATE log_heads SET seq = 150 WHERE seq = 200'),
    },
    {
      title: 'a stub says that rows were dropped which are gone',
      damage: 'forged-head',
      firstBad: 100,
      harm: (forger) => {
        const { prev, hash } = forger.row(100);
        const stub = [100, prev, hash, 1, Buffer.alloc(64), 100];
        forger.run('INSERT INTO log_stub VALUES (1, ?, ?, ?, ?, ?, ?)', ...stub);
        forger.remove(1, 100);
      },
    },
  ];
}

const lastOfAll = `INSERT INTO events SELECT 9223372036854775807, at, kind, outcome, person_id,
  claimed_id, distance, threshold, code, source, detail, actor, prev, hash
  FROM events WHERE seq = 1`;

function forgeries(): Case[] {
  const tailOf = (forger: Forger, seq: number): void => {
    const { prev, hash } = forger.row(seq);
    const mac = Buffer.alloc(32, 7);
    forger.run('UPDATE log_tail SET seq = ?, prev = ?, hash = ?, mac = ?', seq, prev, hash, mac);
  };
  return [
    {
      title: 'a row is appended, rightly chained',
      damage: 'forged',
      firstBad: rows + 1,
      harm: (forger) => forger.append(1),
    },
    {
      title: 'rows are appended and the tail is made to fit',
      damage: 'forged',
      firstBad: rows + 1,
      harm: (forger) => {
        forger.append(3);
        tailOf(forger, rows + 3);
      },
    },
    {
      title: 'a row is put before the first one',
      damage: 'forged',
      firstBad: -5,
      harm: (forger) => forger.put({ ...forger.row(1), seq: -5 }),
    },
    {
      title: 'a row is put at the end of all numbers',
      damage: 'forged',
      firstBad: rows + 1,
      harm: (forger) => forger.run(lastOfAll),
    },
    ...[1, 3].map((count) => ({
      title: `${count} of their own rows are put in between, rightly chained`,
      damage: 'forged' as const,
      firstBad: 121,
      harm: (forger: Forger) => {
        forger.renumber(120, count);
        for (let seq = 121; seq < 121 + count; seq++) {
          const before = forger.row(seq - 1);
          const row = { ...before, seq, personId: 'mallory', prev: before.hash };
          forger.put({ ...row, hash: rowHash(row.prev, row) });
        }
      },
    })),
    {
      title: 'a row is put in a second time',
      damage: 'forged',
      firstBad: 121,
      harm: (forger) => {
        forger.renumber(120, 1);
        forger.put({ ...forger.row(50), seq: 121 });
      },
    },
  ];
}

/** The chain is written anew after the damage: only what is signed or marked knows better. */
function rechained(): Case[] {
  const from = (seq: number, harm: (forger: Forger) => void): Case['harm'] => {
    return (forger) => {
      harm(forger);
      forger.rechain(seq);
    };
  };
  const eve = { personId: 'eve' };
  return [
    {
      title: 'a row is edited and the chain written anew: the row after the newest good head',
      damage: 'edited',
      firstBad: 101,
      harm: from(120, (forger) => forger.edit(120, eve)),
    },
    {
      title: 'a row behind the newest head is edited and the chain written anew',
      damage: 'edited',
      firstBad: 201,
      harm: from(220, (forger) => forger.edit(220, eve)),
    },
    {
      title: 'a row is taken out and the chain written anew',
      damage: 'removed',
      firstBad: 101,
      harm: from(120, (forger) => {
        forger.remove(120);
        forger.renumber(120, -1);
      }),
    },
    {
      title: 'the whole chain is written anew',
      damage: 'edited',
      firstBad: 1,
      harm: from(1, (forger) => forger.edit(1, eve)),
    },
  ];
}

function combined(): Case[] {
  return [
    {
      title: 'a row is edited and a later one removed',
      damage: 'edited',
      firstBad: 20,
      harm: (forger) => {
        forger.edit(20, { personId: 'eve' });
        forger.remove(60);
      },
    },
    {
      title: 'a row is removed and a later one edited',
      damage: 'removed',
      firstBad: 20,
      harm: (forger) => {
        forger.remove(20);
        forger.edit(60, { personId: 'eve' }, true);
      },
    },
    {
      title: 'two rows are swapped, a later one edited, and the newest are gone',
      damage: 'reordered',
      firstBad: 30,
      harm: (forger) => {
        forger.swap(30, 40, 'contents');
        forger.edit(60, { personId: 'eve' });
        forger.remove(240, rows);
      },
    },
    {
      title: 'a head is forged before a row that is edited',
      damage: 'forged-head',
      firstBad: 100,
      harm: (forger) => {
        forger.run('UPDATE log_heads SET signature = ? WHERE seq = 100', Buffer.alloc(64));
        forger.edit(130, { personId: 'eve' });
      },
    },
  ];
}

/** Made once; each test harms a copy. */
const original = madeOriginal();

function madeOriginal(): MadeLog {
  const made = madeLog({ after }, 50);
  const keep = (seq: number): void => {
    const { prev, hash, mac } = made.log.tables.tail() ?? assert.fail();
    tailsOnTheWay.set(seq, [seq, prev, hash, mac]);
  };
  keep(50);
  made.add(50);
  keep(100);
  made.add(rows - 100);
  return made;
}

function longLog(t: TestContext): MadeLog {
  return copyOf(t, original);
}

const cases = [
  ...edits(),
  ...removals(),
  ...swaps(),
  ...ends(),
  ...forgeries(),
  ...rechained(),
  ...combined(),
];

test('an endless number in the place of none is another row', () => {
  const nothing = { ...madeEvent(1), seq: 1, detail: null, actor: null, distance: null };
  const hashes = [null, 0, Infinity, -Infinity].map((distance) =>
    rowHash(genesis, { ...nothing, distance }).toString('hex'),
  );
  assert.equal(new Set(hashes).size, hashes.length);
});

test('a log that nobody touched is as it was written', (t) => {
  const report = longLog(t).verify();
  const { ok, rows: seen, from, to, signedTo, dropped } = report;
  assert.deepEqual(
    { ok, seen, from, to, signedTo, dropped },
    { ok: true, seen: rows, from: 1, to: rows, signedTo: 200, dropped: 0 },
  );
});

for (const { title, damage, firstBad, harm } of cases) {
  test(`the log names it: ${title}`, (t) => {
    const made = longLog(t);
    harm(new Forger(made.db), made);
    const report = made.verify();
    assert.deepEqual(
      { ok: report.ok, damage: report.damage, firstBad: report.firstBad },
      { ok: false, damage, firstBad },
    );
  });

  test(`going on hides nothing: ${title}`, (t) => {
    const made = longLog(t);
    harm(new Forger(made.db), made);
    const next = made.again();
    next.add(120);
    next.log.close();
    assert.equal(next.verify().ok, false);
  });
}

test('no single change of a stored value, whichever it is, passes for the log that was written', (t) => {
  const made = longLog(t);
  const forger = new Forger(made.db);
  const field = fc.constantFrom('at', 'kind', 'outcome', 'personId', 'distance', 'code', 'detail');
  const change = fc.record({
    seq: fc.integer({ min: 1, max: rows }),
    field,
    text: fc.string({ minLength: 1 }),
    number: fc.double({ noNaN: true, noDefaultInfinity: true }),
    rehash: fc.boolean(),
  });
  fc.assert(
    fc.property(change, ({ seq, field: name, text, number, rehash }) => {
      const before = forger.row(seq);
      const value = name === 'at' ? Math.trunc(number % 1e15) : name === 'distance' ? number : text;
      fc.pre(value !== before[name as keyof typeof before]);
      forger.edit(seq, { [name]: value }, rehash);
      const { ok, damage, firstBad } = made.verify();
      forger.put(before);
      assert.deepEqual({ ok, damage, firstBad }, { ok: false, damage: 'edited', firstBad: seq });
    }),
    { numRuns: 100 },
  );
  assert.equal(made.verify().ok, true);
});

test('no single random damage is ever called whole, and none is named before it begins', (t) => {
  const damage = fc.record({
    what: fc.constantFrom('edit', 'remove', 'swap', 'truncate', 'append', 'move'),
    a: fc.integer({ min: 1, max: rows - 1 }),
    by: fc.integer({ min: 1, max: rows }),
    rehash: fc.boolean(),
  });
  const made = longLog(t);
  const forger = new Forger(made.db);
  fc.assert(
    fc.property(damage, ({ what, a, by, rehash }) => {
      const b = Math.min(rows, a + by);
      made.db.exec('SAVEPOINT untouched');
      if (what === 'edit') forger.edit(a, { personId: `not-${by}` }, rehash);
      if (what === 'remove') forger.remove(a, Math.min(b, rows - 1));
      if (what === 'swap') forger.swap(a, b, by % 2 ? 'rows' : 'contents', rehash);
      if (what === 'truncate') forger.remove(a, rows);
      if (what === 'append') forger.append(1 + (by % 5));
      if (what === 'move') move(forger, a, b);
      const report = made.verify();
      made.db.exec('ROLLBACK TO untouched; RELEASE untouched');
      assert.equal(report.ok, false);
      assert.equal(report.firstBad, what === 'append' ? rows + 1 : a, report.damage);
    }),
    { numRuns: 60 },
  );
  assert.equal(made.verify().ok, true);
});

/** A row is taken out and put in further on; those between move up. */
function move(forger: Forger, from: number, to: number): void {
  const moved = forger.row(from);
  for (let seq = from; seq < to; seq++) forger.put({ ...forger.row(seq + 1), seq });
  forger.put({ ...moved, seq: to });
}

test('a head file that is not the station’s is no witness', (t) => {
  const made = longLog(t);
  const { seq, prev, hash } = made.log.tables.tail() ?? assert.fail();
  new LogHeadFile(made.headPath).write({ seq: seq + 9, prev, hash, mac: Buffer.alloc(32) });
  assert.equal(made.verify().ok, true);
  assert.equal(made.again().log.behind(), null);
});
