import type { LogReport } from '../../../electron/contract/trust.ts';
import type { Words } from '../../text/words.ts';

/** What a verification found: the sentence, and what follows from it. */
export function verdictOf(
  report: LogReport,
  { text, formats }: Pick<Words, 'text' | 'formats'>,
): { title: string; lines: string[] } {
  const { log } = text;
  const number = (row: number) => formats.integer(row);
  if (!report.ok) {
    const row = number(report.firstBad ?? report.from ?? 1);
    const before = (report.firstBad ?? 0) > (report.from ?? Infinity) ? [log.damageBefore] : [];
    return {
      title: report.damage ? log.damage[report.damage](row) : log.damage.edited(row),
      lines: [...before, log.damageHelp],
    };
  }
  const lines = [signedLine(report, { text, formats })];
  if (report.signedTo !== null && report.signedTo < (report.to ?? 0)) lines.push(log.signedSoon);
  if (report.dropped > 0) lines.push(log.dropped(number(report.dropped), report.dropped === 1));
  return { title: log.intact(number(report.rows), report.rows === 1), lines };
}

function signedLine(
  { signedTo, signedAt }: LogReport,
  { text, formats }: Pick<Words, 'text' | 'formats'>,
): string {
  if (signedTo === null || signedAt === null) return text.log.unsigned;
  return text.log.signed(formats.integer(signedTo), formats.dateTime(signedAt));
}
