import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackChange, PackView } from '../contract/recognition.ts';
import { ok, type Result } from '../contract/errors.ts';
import type { PackReport } from '../hosts/packs/check-pack.ts';
import { manifestFile } from '../hosts/packs/pack-shelf.ts';
import type { Packs } from '../hosts/packs/packs.ts';
import { exitCodes, failed, type CommandOutcome, type RunCommand } from './outcome.ts';
import { showProgress } from './show-progress.ts';
import { table } from './table.ts';

export function listModels(): RunCommand {
  return async ({ packs }) => {
    const views = await packs.list();
    if (!views.ok) return failed(views.error);
    const rows = views.value.map((view) => [view.name, inWords(view), view.licences.join('; ')]);
    return { answer: views.value, text: table(rows), exitCode: exitCodes.done };
  };
}

export function fetchModels(name: string, from: string | undefined): RunCommand {
  return async ({ packs }) => {
    const fetched = await showProgress(packs, () => packs.fetch(name, from));
    return viewOutcome(fetched);
  };
}

export function addModels(dir: string, manifest: string | undefined): RunCommand {
  return async ({ packs }) => viewOutcome(await packs.add(dir, manifest));
}

/** `name`: of a pack the station knows, or a folder with one, which is added first. */
export function useModels(name: string): RunCommand {
  return useBy((packs) => useNamed(packs, name));
}

/** `name`: of a pack the station knows, and nothing else. */
export function useKnownModels(name: string): RunCommand {
  return useBy((packs) => packs.use(name));
}

function useBy(use: (packs: Packs) => Promise<Result<PackChange>>): RunCommand {
  return async ({ packs }) => {
    const changed = await showProgress(packs, () => use(packs));
    if (!changed.ok) return failed(changed.error);
    return { answer: changed.value, text: changeInWords(changed.value), exitCode: exitCodes.done };
  };
}

/** `name`: of a pack the station knows, or a folder with a manifest. */
export function checkModels(name: string, manifest: string | undefined): RunCommand {
  return async ({ packs }) => {
    const report = await reportOn(packs, name, manifest);
    if (!report.ok) return failed(report.error);
    return {
      answer: report.value,
      text: reportInWords(report.value),
      exitCode: report.value.ok ? exitCodes.done : exitCodes.refused,
    };
  };
}

async function useNamed(packs: Packs, name: string): Promise<Result<PackChange>> {
  const plain = await onlyOne(packs, name);
  if (!plain.ok) return plain;
  const changed = await packs.use(name);
  if (changed.ok || changed.error.code !== 'pack-unknown' || !(await isFolder(name))) {
    return changed;
  }
  const added = await packs.add(name);
  return added.ok ? packs.use(added.value.name) : added;
}

/** Errors: invalid-request where a name could mean two packs. */
async function onlyOne(packs: Packs, name: string): Promise<Result<void>> {
  const isThere = await stat(join(name, manifestFile)).then(
    () => true,
    () => false,
  );
  if (!isThere || !(await packs.differs(name, name))) return ok(undefined);
  const message = `The station has a pack ${name}, and the folder ${name} here has another one, so nothing was changed. Say "models use --pack ${name}" for the station’s, or "models use ./${name}" for the folder’s.`;
  return { ok: false, error: { code: 'invalid-request', message } };
}

async function reportOn(
  packs: Packs,
  name: string,
  manifest: string | undefined,
): Promise<Result<PackReport>> {
  const known = manifest === undefined ? await packs.check(name) : null;
  if (known !== null && (known.ok || known.error.code !== 'pack-unknown')) return known;
  const checksFolder = known === null || (await isFolder(name));
  return checksFolder ? packs.checkFolder(name, manifest) : known;
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function viewOutcome(view: Result<PackView>): CommandOutcome {
  if (!view.ok) return failed(view.error);
  const text = `${view.value.name}: ${inWords(view.value)}.`;
  return { answer: view.value, text, exitCode: exitCodes.done };
}

function inWords({ state, inUse, measured, bytes }: PackView): string {
  const size = `${(bytes / 1e6).toFixed(1)} MB`;
  const notes = [inUse ? 'in use' : '', measured ? '' : 'not measured'].filter(Boolean);
  return [`${state}, ${size}`, ...notes].join(', ');
}

function changeInWords({ from, to, comparable, reencoded, enrolAgain }: PackChange): string {
  const lines = [
    `The pack in use is ${to}; before it was ${from}.`,
    `${comparable} people can be compared, ${reencoded} of them newly encoded from kept photos.`,
  ];
  if (enrolAgain.length > 0) {
    lines.push('To be enrolled again:', ...enrolAgain.map(({ id, name }) => `  ${id}\t${name}`));
  }
  return lines.join('\n');
}

function verdictOf(ok: boolean, measured: boolean): string {
  if (!ok) return 'cannot be used';
  return measured ? 'can be used' : 'can be run, and used once "models measure" has measured it';
}

function reportInWords({ name, ok, measured, problems, found }: PackReport): string {
  const lines = [`${name} ${verdictOf(ok, measured)}.`, ...problems];
  if (found === null) return lines.join('\n');
  const rows = found.models.map(({ role, file, inputs, outputs, ms }) => [
    role,
    file,
    `${ms.toFixed(1)} ms`,
    `${ports(inputs)} → ${ports(outputs)}`,
  ]);
  const [least, greatest] = found.encoding.norms.map((norm) => norm.toFixed(3));
  const encoding = `encoding: ${found.encoding.length} components, norm ${least} to ${greatest} before it is made 1`;
  return [...lines, table(rows), encoding].join('\n');
}

/** A detector may have a dozen outputs: the first ones show what it is. */
const portsShown = 3;

function ports(all: readonly { name: string; shape: readonly (number | string)[] }[]): string {
  const shown = all.slice(0, portsShown).map(({ name, shape }) => `${name} [${shape.join(', ')}]`);
  const more = all.length - shown.length;
  return `${shown.join(' ')}${more > 0 ? ` and ${more} more` : ''}`;
}
