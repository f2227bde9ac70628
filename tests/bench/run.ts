import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { accuracy } from './accuracy.ts';
import { alignments } from './alignments.ts';
import type { Bench } from './bench.ts';
import { comparators } from './comparators.ts';
import { crash } from './crash.ts';
import { discard } from './discard.ts';
import { head } from './head.ts';
import { identify } from './identify.ts';
import { log } from './log.ts';
import { people } from './people.ts';
import { pipeline } from './pipeline.ts';
import { pooled } from './pooled.ts';
import { recovery } from './recovery.ts';
import { search } from './search.ts';
import { start } from './start.ts';
import { train } from './train.ts';

/** `npm run bench`: all that do not want to be named; `npm run bench -- NAME…`: these. */
const benches: readonly Bench[] = [
  pipeline,
  search,
  start,
  train,
  recovery,
  crash,
  log,
  people,
  accuracy,
  pooled,
  identify,
  discard,
  comparators,
  head,
  alignments,
];
const { values, positionals: wanted } = parseArgs({
  options: { kills: { type: 'string' } },
  allowPositionals: true,
});
const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  print(`There is no bench "${unknown.join('", "')}". There are:`);
  for (const { name, about, onlyWhenNamed } of benches) {
    print(`  ${name.padEnd(10)} ${about}${onlyWhenNamed ? '; runs only when named' : ''}`);
  }
  process.exitCode = 2;
} else {
  for (const bench of benches) {
    if (wanted.length === 0 ? !bench.onlyWhenNamed : wanted.includes(bench.name)) {
      await runOne(bench);
    }
  }
}

async function runOne(bench: Bench): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'threshold-bench-'));
  print(`\n${bench.name}: ${bench.about}`);
  try {
    const missing = await bench.run(scratch, (line) => print(`  ${line}`), values);
    if (missing) print(`  skipped: ${missing}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
