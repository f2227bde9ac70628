import { Problem, say } from './bootstrap/say.mjs';
import { electronBundle } from './prepare/electron.ts';
import { coreModels } from './prepare/models.ts';
import { prepare, type Preparation } from './prepare/preparation.ts';
import { rendererBundle } from './prepare/renderer.ts';

const known: Readonly<Record<string, Preparation>> = {
  models: coreModels,
  renderer: rendererBundle,
  electron: electronBundle,
};

async function main(names: readonly string[]): Promise<void> {
  for (const name of names) {
    const preparation = known[name];
    if (preparation === undefined) throw new Problem(`nothing to prepare is called "${name}".`);
    await prepare(preparation);
  }
}

main(process.argv.slice(2)).catch((cause: unknown) => {
  say(cause instanceof Problem ? cause.message : String(cause));
  process.exitCode = 1;
});
