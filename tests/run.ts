import { ensureChromium } from '../build/chromium.ts';
import { preparations, staticChecks } from './runner/checks.ts';
import { endChildrenWithUs } from './runner/child.ts';
import { runCommandCheck } from './runner/command.ts';
import { inPool } from './runner/pool.ts';
import { closingLine, createReport, exitCode } from './runner/report.ts';
import { parseSelection } from './runner/selection.ts';
import { runTestFile, testFiles, testStages } from './runner/test-file.ts';

/** Half of what the smallest machine has would leave it idle; more would crowd it. */
const atOnce = 2;

/** Runs every check and test, also after failures, and closes with the count. */
async function main(argv: readonly string[]): Promise<number> {
  endChildrenWithUs();
  const selection = parseSelection(argv);
  const report = createReport((line) => process.stdout.write(`${line}\n`));
  const withStage = selection.hasStage;

  if (withStage('unit') || withStage('contract') || withStage('e2e')) {
    report.heading('preparation');
    await inPool(1, preparations(), async (check) => report.check(await runCommandCheck(check)));
  }
  const checks = staticChecks().filter(({ stage }) => withStage(stage));
  if (checks.length > 0) report.heading('checks');
  await inPool(atOnce, checks, async (check) => report.check(await runCommandCheck(check)));

  for (const stage of testStages) {
    const files = withStage(stage.name) ? testFiles(stage).filter(selection.hasFile) : [];
    if (files.length === 0) continue;
    report.heading(stage.name);
    if (stage.needsBrowser) ensureChromium();
    await inPool(stage.atOnce, files, async (file) =>
      report.testFile(await runTestFile(file, stage.limitMs)),
    );
  }
  report.recapitulate();
  const counts = report.counts();
  process.stdout.write(`\n${closingLine(counts)}\n`);
  return exitCode(counts);
}

main(process.argv.slice(2)).then(
  // A stray timer or child of the run must not keep the terminal waiting.
  (code) => process.stdout.write('', () => process.exit(code)),
  (cause: unknown) => {
    console.error(cause);
    process.exit(1);
  },
);
