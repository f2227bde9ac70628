import { access, constants } from 'node:fs/promises';
import { fail, ok, type Result } from '../contract/errors.ts';
import type { DoctorReport } from '../contract/messages.ts';
import type { Roster } from '../station/roster.ts';
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
  readonly modelsDir: string;
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

function stationChecks({ models, modelsDir, store, vision, roster }: Patient): HostCheck[] {
  return [
    { name: 'models', run: () => checkModelFiles(models, modelsDir) },
    { name: 'store', run: () => Promise.resolve(examineStore(store)) },
    { name: 'gallery', run: () => Promise.resolve(describeGallery(roster, store, models)) },
    { name: 'vision process', run: () => lookAtNothing(vision) },
  ];
}

function examineStore(store: Store): Result<string> {
  const examined = store.examine();
  return examined.ok ? ok('the database is whole') : examined;
}

function describeGallery(roster: Roster, store: Store, models: ModelsInUse): Result<string> {
  const search = roster.current();
  if (!search.ok) return search;
  const counts = store.people.counts(models.encoder.sha256);
  if (!counts.ok) return counts;
  const { people, needEnrolment, templates } = counts.value;
  const unreadable = templates - search.value.size;
  if (unreadable > 0) return fail('store-damaged', `${unreadable} templates cannot be read`);
  const again = needEnrolment > 0 ? `, ${needEnrolment} of them to be enrolled again` : '';
  return ok(`${people} people${again}, ${search.value.size} templates`);
}

/** A grey picture goes the whole way; there must be no face in it. */
async function lookAtNothing(vision: VisionClient): Promise<Result<string>> {
  const [width, height] = [320, 240];
  const data = new Uint8Array(width * height * 4).fill(128);
  const frame = { format: 'RGBA', width, height, stride: width * 4, data } as const;
  const wish = { encode: 'largest', effort: 'thorough' } as const;
  const seen = await vision.observe({ kind: 'frame', name: 'doctor', frame }, wish);
  if (!seen.ok) return seen;
  const { faces } = seen.value;
  return faces.length === 0
    ? ok('looked at a grey picture and saw no face')
    : fail('internal', 'a face was seen in a grey picture');
}

/** Whether a file can be read; for host checks. */
export async function isReadable(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}
