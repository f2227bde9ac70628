import { exitCodes, type RunCommand } from './outcome.ts';

export function doctor(): RunCommand {
  return async (station) => {
    const report = await station.doctor();
    const text = report.checks
      .map(({ name, ok, detail }) => `${ok ? 'ok  ' : 'FAIL'}  ${name}: ${detail}`)
      .join('\n');
    return { answer: report, text, exitCode: report.ok ? exitCodes.done : exitCodes.station };
  };
}
