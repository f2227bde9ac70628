import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../build/root.ts';
import { runNode, type Ended } from './child.ts';
import type { FileOutcome } from './outcome.ts';
import type { TestRecord } from './reporter.ts';

export interface TestStage {
  readonly name: string;
  /** Files run at the same time. */
  readonly atOnce: number;
  readonly needsBrowser: boolean;
  /** For one file; one that hangs must not hold up all others. */
  readonly limitMs: number;
}

export const testStages: readonly TestStage[] = [
  { name: 'unit', atOnce: 2, needsBrowser: false, limitMs: 5 * 60_000 },
  { name: 'contract', atOnce: 2, needsBrowser: false, limitMs: 5 * 60_000 },
  // A browser with a camera uses both cores by itself.
  { name: 'e2e', atOnce: 1, needsBrowser: true, limitMs: 15 * 60_000 },
];

/** The files of a stage, relative to the root, sorted. */
export function testFiles({ name }: TestStage): string[] {
  return globSync(`tests/${name}/**/*.test.ts`, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

/** Runs one file in a process of its own. One that ends without a single test has failed. */
export async function runTestFile(path: string, limitMs: number): Promise<FileOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'threshold-test-'));
  try {
    const results = join(folder, 'results');
    const reporter = pathToFileURL(join(root, 'tests/runner/reporter.ts')).href;
    const ended = await runNode(
      [`--test-reporter=${reporter}`, `--test-reporter-destination=${results}`, path],
      limitMs,
    );
    return fileOutcome(path, ended, readRecords(results));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lines that were written whole; a process that was killed may leave half of one. */
function readRecords(file: string): TestRecord[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as TestRecord);
  } catch {
    return [];
  }
}

export function fileOutcome(
  path: string,
  { code, output, seconds, timedOut }: Ended,
  records: readonly TestRecord[],
): FileOutcome {
  const of = (outcome: TestRecord['outcome']) => records.filter((each) => each.outcome === outcome);
  const failures = [...of('failed')];
  const wrong = wholeFile(records.length, code, timedOut, failures.length);
  if (wrong !== null) failures.push({ outcome: 'failed', title: 'the file itself', detail: wrong });
  return { path, seconds, passed: of('passed').length, failures, skipped: of('skipped'), output };
}

/** What is wrong with the file beyond its tests, or null. */
function wholeFile(
  tests: number,
  code: number,
  timedOut: boolean,
  failures: number,
): string | null {
  if (timedOut) return 'did not end in time and was stopped';
  if (tests === 0) return `ended with exit code ${code} without a single test`;
  if (code !== 0 && failures === 0) return `its tests passed, but it ended with exit code ${code}`;
  return null;
}
