import { parseCommandLine } from './command-line.ts';
import { withStation } from './with-station.ts';
import { crashed, exitCodes } from './outcome.ts';
import { seeHelp, usage } from './usage.ts';

/** The station without a screen. stdout carries what was asked for only; all else goes to stderr. */
// Whoever reads the answer may be gone, or the disk it goes to full: that is a station error.
process.stdout.on('error', () => process.exit(exitCodes.station));
const parsed = parseCommandLine(process.argv.slice(2));
if (parsed.kind === 'help') {
  process.stdout.write(`${parsed.json ? JSON.stringify({ usage }) : usage}\n`);
} else if (parsed.kind === 'wrong') {
  process.stderr.write(`${parsed.message}\n${seeHelp}\n`);
  if (parsed.json) {
    const answer = { code: 'invalid-request', message: parsed.message };
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  process.exitCode = exitCodes.usage;
} else {
  const { json, dataDir, passphraseFile, run } = parsed;
  const line = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
  const around = { passphraseFile, tell: { json, line } };
  const outcome = await withStation(dataDir, run, around).catch(crashed);
  const { answer, text, exitCode } = outcome;
  if (json) line(answer);
  else process.stdout.write(`${text}\n`);
  process.exitCode = exitCode;
}
