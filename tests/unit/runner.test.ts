import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { closingLine, createReport, exitCode } from '../runner/report.ts';
import { parseSelection } from '../runner/selection.ts';
import { runTestFile } from '../runner/test-file.ts';

const limitMs = 60_000;
const head = "import { describe, it, before } from 'node:test';\n";

describe('a file of tests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'threshold-runner-'));
  after(() => rmSync(folder, { recursive: true }));

  it('counts what passed, failed and was skipped, each test once', async () => {
    const outcome = await run(`
      describe('outer', () => {
        it('good', () => {});
        it('bad', () => { console.log('a trace'); throw new Error('broken'); });
        it('left out', { skip: 'no camera here' }, () => {});
      });`);
    assert.equal(outcome.passed, 1);
    assert.deepEqual(
      outcome.failures.map(({ title }) => title),
      ['outer › bad'],
    );
    assert.match(outcome.failures[0]?.detail ?? '', /broken/);
    assert.deepEqual(outcome.skipped, [
      { outcome: 'skipped', title: 'outer › left out', detail: 'no camera here' },
    ]);
    assert.match(outcome.output, /a trace/);
  });

  it('fails where it ran no test', async () => {
    const { failures } = await run('');
    assert.match(failures[0]?.detail ?? '', /without a single test/);
  });

  it('fails where it cannot be loaded', async () => {
    const { failures, output } = await run("throw new Error('at import');");
    assert.equal(failures.length, 1);
    assert.match(output, /at import/);
  });

  it('fails where its process ends badly after all tests passed', async () => {
    const { passed, failures } = await run(
      "it('good', () => {}); process.on('exit', () => process.exit(3));",
    );
    assert.equal(passed, 1);
    assert.match(failures[0]?.detail ?? '', /exit code 3/);
  });

  it('fails where a hook fails', async () => {
    const { passed, failures } = await run(
      "describe('a', () => { before(() => { throw new Error('hook'); }); it('b', () => {}); });",
    );
    assert.equal(passed, 0);
    assert.ok(failures.length > 0);
  });

  it('is stopped where it does not end', async () => {
    const { failures } = await run("it('good', () => {}); setInterval(() => {}, 1000);", 2_000);
    assert.match(failures.at(-1)?.detail ?? '', /did not end in time/);
  });

  async function run(body: string, limit = limitMs) {
    const file = join(folder, 'some.test.ts');
    writeFileSync(file, head + body);
    return runTestFile(file, limit);
  }
});

describe('the report', () => {
  it('closes with the three counts and succeeds only where something passed and nothing failed', () => {
    assert.equal(
      closingLine({ passed: 3, failed: 0, skipped: 1 }),
      '3 passed, 0 failed, 1 skipped',
    );
    assert.equal(exitCode({ passed: 3, failed: 0, skipped: 1 }), 0);
    assert.equal(exitCode({ passed: 3, failed: 1, skipped: 0 }), 1);
    assert.equal(exitCode({ passed: 0, failed: 0, skipped: 9 }), 1);
  });

  it('shows a failed check in full and a reason for what was skipped', () => {
    const lines: string[] = [];
    const report = createReport((line) => lines.push(line));
    report.check({ name: 'lint', passed: false, seconds: 1, output: 'first\nsecond' });
    const skipped = [{ title: 'a window', detail: 'no Chromium' }];
    report.testFile({
      path: 'a.test.ts',
      seconds: 1,
      passed: 2,
      failures: [],
      skipped,
      output: '',
    });
    const text = lines.join('\n');
    assert.match(text, /first\n +second/);
    assert.match(text, /skipped: a window \(no Chromium\)/);
    assert.deepEqual(report.counts(), { passed: 2, failed: 1, skipped: 1 });
  });
});

describe('npm test -- WORD…', () => {
  it('runs all stages without a word', () => {
    const selection = parseSelection([]);
    for (const stage of ['types', 'layers', 'unit', 'e2e']) assert.ok(selection.hasStage(stage));
  });

  it('takes a stage’s name, and a part of a file’s', () => {
    const unit = parseSelection(['unit', 'align']);
    assert.deepEqual([unit.hasStage('unit'), unit.hasStage('lint')], [true, false]);
    assert.deepEqual(['tests/unit/align.test.ts', 'tests/unit/warp.test.ts'].map(unit.hasFile), [
      true,
      false,
    ]);
    assert.ok(parseSelection(['align']).hasStage('contract'));
    assert.ok(!parseSelection(['static']).hasStage('unit'));
  });
});
