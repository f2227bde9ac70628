import { Problem, say } from './bootstrap/say.mjs';
import { coreModels } from './prepare/models.ts';
import { prepare } from './prepare/preparation.ts';
import { rendererBundle } from './prepare/renderer.ts';
import { chooseHost } from './start/choose-host.ts';
import { parseStartArguments } from './start/arguments.ts';
import { runBrowserHost } from './start/browser-host.ts';
import { runElectronHost } from './start/electron-host.ts';

async function main(argv: readonly string[]): Promise<number> {
  const { host, rest } = parseStartArguments(argv);
  await prepare(coreModels);
  await prepare(rendererBundle);
  const choice = await chooseHost(host);
  if (choice.reason !== null) say(choice.reason);
  return choice.electron === null ? runBrowserHost(rest) : runElectronHost(choice.electron, rest);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (cause: unknown) => {
    if (!(cause instanceof Problem)) throw cause;
    say(cause.message);
    process.exitCode = 1;
  },
);
