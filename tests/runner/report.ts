import { stripVTControlCharacters } from 'node:util';
import type { CheckOutcome, Counts, FileOutcome } from './outcome.ts';

/** Prints the run as it goes and keeps count. */
export interface Report {
  heading(stage: string): void;
  check(outcome: CheckOutcome): void;
  testFile(outcome: FileOutcome): void;
  /** Names again what failed, so that it need not be searched for. */
  recapitulate(): void;
  counts(): Counts;
}

const nameWidth = 56;

export function createReport(print: (line: string) => void): Report {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  const failed: string[] = [];
  const line = (mark: string, name: string, seconds: number, note: string): void =>
    print(
      `  ${mark} ${name.padEnd(nameWidth)} ${`${seconds.toFixed(1)} s`.padStart(8)}  ${note}`.trimEnd(),
    );

  return {
    heading: (stage) => print(`\n${stage}`),
    check({ name, passed, seconds, output }) {
      counts[passed ? 'passed' : 'failed'] += 1;
      line(passed ? '✓' : '✗', name, seconds, '');
      if (passed) return;
      failed.push(name);
      print(indent(output));
    },
    testFile({ path, seconds, passed, failures, skipped, output }) {
      counts.passed += passed;
      counts.failed += failures.length;
      counts.skipped += skipped.length;
      const mark = failures.length > 0 ? '✗' : passed > 0 ? '✓' : '–';
      line(mark, path, seconds, summary(passed, failures, skipped));
      for (const { title, detail } of skipped) print(`      – skipped: ${title} (${detail})`);
      for (const { title, detail } of failures) {
        failed.push(`${path}: ${title}`);
        print(`      ✗ ${title}\n${indent(detail)}`);
      }
      if (failures.length > 0 && output !== '') print(`      printed:\n${indent(output)}`);
    },
    recapitulate() {
      if (failed.length > 0) print(`\nfailed\n${failed.map((name) => `  ✗ ${name}`).join('\n')}`);
    },
    counts: () => ({ ...counts }),
  };
}

/** The run's last line. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** A run that tested nothing has shown nothing. */
export function exitCode({ passed, failed }: Counts): number {
  return failed === 0 && passed > 0 ? 0 : 1;
}

function summary(
  passed: number,
  failures: readonly unknown[],
  skipped: readonly unknown[],
): string {
  const parts = [
    [passed, 'passed'],
    [failures.length, 'failed'],
    [skipped.length, 'skipped'],
  ] as const;
  return parts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : [])).join(', ');
}

function indent(text: string): string {
  return stripVTControlCharacters(text)
    .split('\n')
    .map((each) => `        ${each}`)
    .join('\n');
}
