import { access, constants } from 'node:fs/promises';
import { fail, ok, type Result } from '../contract/errors.ts';
import type { DoctorReport } from '../contract/messages.ts';
import type { Roster } from '../station/roster.ts';
import { lookAtNothing } from './look-at-nothing.ts';
import { describeLog } from './log/describe-log.ts';
import { checkModelFiles, type ModelsInUse } from './models.ts';
import type { Store } from './open-store.ts';
import type { VisionClient } from '../vision/client.ts';

export interface HostCheck {
  readonly name: string;
  /** What was found, as a value to show; a failure's message says what to do. */
  run(): Promise<Result<string>>;
}

export interface Patient {
  readonly models: ModelsInUse;
  readonly store: Store;
  readonly vision: VisionClient;
  readonly roster: Roster;
}

/** Looks at every part by using it. */
export async function examine(
  patient: Patient,
  hostChecks: readonly HostCheck[],
): Promise<DoctorReport> {
  const checks: DoctorReport['checks'] = [];
  for (const { name, run } of [...stationChecks(patient), ...hostChecks]) {
    const found = await run();
    checks.push({ name, ok: found.ok, detail: found.ok ? found.value : found.error.message });
  }
  return { ok: checks.every((check) => check.ok), checks };
}

function stationChecks({ models, store, vision, roster }: Patient): HostCheck[] {
  return [
    { name: 'models', run: () => examineModels(models, store) },
    { name: 'store', run: () => Promise.resolve(examineStore(store)) },
    { name: 'seals', run: () => Promise.resolve(examineSeals(store)) },
    { name: 'log', run: () => describeLog(store.log) },
    { name: 'gallery', run: () => Promise.resolve(describeGallery(roster, store, models)) },
    { name: 'vision process', run: () => lookAtNothing(vision) },
  ];
}

/** Which way of comparing is set nobody knows while the store does not open: then that is what is wrong. */
async function examineModels(models: ModelsInUse, store: Store): Promise<Result<string>> {
  const found = await checkModelFiles(models);
  if (found.ok || found.error.code !== 'comparator-missing') return found;
  const examined = store.examine();
  return examined.ok ? found : examined;
}

function examineStore(store: Store): Result<string> {
  const examined = store.examine();
  return examined.ok ? ok('the database is whole') : examined;
}

/** Opens everything once: what was altered in the file, or put in another's place, does not open. */
function examineSeals(store: Store): Result<string> {
  const found = store.unreadable();
  if (!found.ok) return found;
  const bad = Object.entries(found.value).filter(([, count]) => count > 0);
  if (bad.length === 0) return ok('all that is sealed opens');
  return fail('sealed-unreadable', bad.map(([what, count]) => `${what}: ${count}`).join(', '));
}

function describeGallery(roster: Roster, store: Store, models: ModelsInUse): Result<string> {
  const search = roster.current();
  if (!search.ok) return search;
  const counts = store.people.counts(models.encoder.sha256);
  if (!counts.ok) return counts;
  const { people, needEnrolment, templates } = counts.value;
  let compared = 0;
  for (const { template } of search.value.people()) compared += template.count;
  const unreadable = templates - compared;
  if (unreadable > 0) return fail('store-damaged', `${unreadable} templates cannot be read`);
  const again = needEnrolment > 0 ? `, ${needEnrolment} to be enrolled again` : '';
  return ok(`${counted(people, 'person', 'people')}${again}, ${counted(compared, 'template')}`);
}

/** Whether a file can be read; for host checks. */
export async function isReadable(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}

function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
