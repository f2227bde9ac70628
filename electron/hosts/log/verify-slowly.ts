import { setImmediate as turn } from 'node:timers/promises';
import type { SignedHead } from '../../audit/anchor.ts';
import { LogVerifier } from '../../audit/log-verifier.ts';
import { fail, type Result } from '../../contract/errors.ts';
import type { LogReport } from '../../contract/trust.ts';
import { beforeAll, type LogView } from '../../store/log-repository.ts';
import type { LogStore } from './log-store.ts';

/** Rows looked at between two frames: some milliseconds. */
const rowsPerTurn = 500;
/** Tries, where retention drops rows meanwhile. */
const mostTries = 3;

/**
 * Walks the whole log in slices, so that frames are answered meanwhile. Rows that are added on the
 * way are looked at too. Errors: store codes.
 */
export async function verifySlowly(
  log: LogStore,
  expected: SignedHead | null = null,
): Promise<Result<LogReport>> {
  for (let tries = 0; tries < mostTries; tries++) {
    const walked = await walk(log, expected);
    if (!walked.ok || walked.value !== null) return walked as Result<LogReport>;
  }
  return fail('store-unavailable', 'rows are being dropped from the log');
}

/** Null where rows were dropped on the way. */
async function walk(log: LogStore, expected: SignedHead | null): Promise<Result<LogReport | null>> {
  let verifier: LogVerifier | null = null;
  let after = beforeAll;
  let stub: number | undefined;
  for (;;) {
    const step = log.look(({ facts, rows }: LogView): LogReport | 'more' | null => {
      verifier ??= new LogVerifier({ ...facts, expected });
      stub ??= facts.stub?.seq ?? 0;
      if ((facts.stub?.seq ?? 0) !== stub) return null;
      const page = rows(after, rowsPerTurn);
      verifier.take(page);
      after = page.at(-1)?.seq ?? after;
      return page.length < rowsPerTurn ? verifier.report(facts) : 'more';
    });
    if (!step.ok) return step;
    if (step.value !== 'more') return { ok: true, value: step.value };
    await turn();
  }
}
