import { fail, ok, type Result } from '../../contract/errors.ts';
import type { LogStore } from './log-store.ts';
import { verifySlowly } from './verify-slowly.ts';

/** Walks the whole log for the doctor. Errors: log-damaged, store codes. */
export async function describeLog(log: LogStore): Promise<Result<string>> {
  const report = await verifySlowly(log);
  if (!report.ok) return report;
  const { rows, damage, firstBad } = report.value;
  if (!report.value.ok) return fail('log-damaged', `row ${firstBad}: ${damage}`);
  return ok(`${rows} rows as they were written`);
}
