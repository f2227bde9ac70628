import { readFile } from 'node:fs/promises';
import { fail, type Result } from '../contract/errors.ts';
import type { LogDamage, LogReport } from '../contract/trust.ts';
import type { SignedHead } from '../audit/anchor.ts';
import { checkExport, type ExportCheck } from '../hosts/log/check-export.ts';
import { exportToFile, signatureEnding } from '../hosts/log/export-file.ts';
import type { LogFormat } from '../hosts/log/export-log.ts';
import type { LogKeeper } from '../hosts/log/log-keeper.ts';
import { readKeptHead } from '../hosts/log/signed-files.ts';
import type { Span } from '../store/log-repository.ts';
import { exitCodes, failed, type RunCommand } from './outcome.ts';

/** Walks the whole log; `expect` names a file with a head that was kept elsewhere. */
export function verifyLog(expect: string | undefined): RunCommand {
  return async ({ log }) => {
    const expected = expect === undefined ? null : await headFrom(expect, log);
    if (expected && !expected.ok) return failed(expected.error);
    const report = await log.verify(expected?.value ?? null);
    if (!report.ok) return failed(report.error);
    const exitCode = report.value.ok ? exitCodes.done : exitCodes.noMatch;
    return { answer: report.value, text: reportInWords(report.value), exitCode };
  };
}

export function exportRows(
  wish: { readonly format: LogFormat; readonly span: Span },
  out: string,
): RunCommand {
  return async ({ log }) => {
    const signature = await exportToFile(log, wish, out);
    if (!signature.ok) return failed(signature.error);
    const { rows, publicKey } = signature.value;
    const text = `Wrote ${rows} rows to ${out}, and the signature to ${out}${signatureEnding}.
Public key ${publicKey}`;
    return { answer: signature.value, text, exitCode: exitCodes.done };
  };
}

/** Whether an export is as it was signed, here or on any other computer. */
export function checkLogExport(path: string, signaturePath: string): RunCommand {
  return async ({ log }) => {
    const keys = log.store.keys();
    const checked = await checkExport(path, signaturePath, keys.ok ? keys.value.publicKey : null);
    if (!checked.ok) return failed(checked.error);
    const good = checked.value.ok && checked.value.ours !== false;
    const exitCode = good ? exitCodes.done : exitCodes.noMatch;
    return { answer: checked.value, text: checkInWords(checked.value), exitCode };
  };
}

/** A signed head of the log as it is now, for keeping elsewhere. */
export function showHead(): RunCommand {
  return ({ log }) => {
    const head = log.head();
    if (!head.ok) return Promise.resolve(failed(head.error));
    const text = JSON.stringify(head.value, null, 2);
    return Promise.resolve({ answer: head.value, text, exitCode: exitCodes.done });
  };
}

async function headFrom(path: string, log: LogKeeper): Promise<Result<SignedHead>> {
  const keys = log.store.keys();
  if (!keys.ok) return keys;
  try {
    return readKeptHead(await readFile(path, 'utf8'), keys.value);
  } catch (cause) {
    return fail('file-not-found', cause instanceof Error ? cause.message : path);
  }
}

function reportInWords(report: LogReport): string {
  const lines = [report.ok ? soundInWords(report) : damageInWords(report)];
  if (report.signedTo !== null) {
    lines.push(`Signed up to row ${report.signedTo}, ${timeOf(report.signedAt)}.`);
  }
  if (report.dropped > 0) lines.push(`${report.dropped} older rows were dropped by retention.`);
  return [...lines, `Public key ${report.publicKey}`].join('\n');
}

function soundInWords({ rows, from, to }: LogReport): string {
  if (from === null) return 'Nothing has happened yet.';
  return rows === 1
    ? `The only row, ${from}, is as it was written.`
    : `All ${rows} rows are as they were written: rows ${from} to ${to}.`;
}

const damages: Record<LogDamage, string> = {
  edited: 'was edited',
  removed: 'is gone: one row or more was removed there',
  reordered: 'is not in its place: rows were put in another order',
  truncated: 'and all that came after it are gone: the end of the log was cut off',
  forged: 'was never written by this station',
  'forged-head': 'is vouched for by a signature that is not this station’s',
};

function damageInWords({ firstBad, damage }: LogReport): string {
  const what = damage === undefined ? 'is not as it was written' : damages[damage];
  return `Row ${firstBad} ${what}. Nothing from there on can be relied upon.`;
}

function checkInWords({ ok, ours, signature }: ExportCheck): string {
  const { rows, firstSeq, lastSeq, exportedAt, publicKey } = signature;
  const lines = [
    ok
      ? `The file is as it was signed: ${rows} rows, ${firstSeq} to ${lastSeq}, ${timeOf(exportedAt)}.`
      : 'The file is not what was signed: it was altered, or is another one.',
  ];
  if (ours === false) lines.push('Another station signed it, not this one.');
  if (ours === null) lines.push('Compare the public key with the one the station shows.');
  return [...lines, `Public key ${publicKey}`].join('\n');
}

function timeOf(at: number | null): string {
  return at === null ? '' : new Date(at).toISOString();
}
