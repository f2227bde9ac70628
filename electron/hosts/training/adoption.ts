import { z } from 'zod';
import { fail, ok, type Result } from '../../contract/errors.ts';
import type { TrainingView } from '../../contract/training.ts';
import type { SettingsStore } from '../../station/interfaces.ts';
import { settingEvent } from '../../station/operator-event.ts';
import type { Station } from '../open-station.ts';

/** Something trained that was taken into use, and what it took the place of. */
const adoptionSchema = z.discriminatedUnion('kind', [
  /** Names of packs. */
  z.strictObject({ kind: z.enum(['encoder', 'head']), before: z.string(), now: z.string() }),
  /** How this pack's encodings are compared: see `ComparatorChoice`. */
  z.strictObject({
    kind: z.literal('logistic'),
    pack: z.string(),
    before: z.string(),
    now: z.string(),
  }),
]);
export type Adoption = z.infer<typeof adoptionSchema>;

/** Ways back that are kept: nobody goes back further. */
const mostKept = 16;
const keptSchema = z.array(adoptionSchema).max(mostKept);

/** What adopting needs of the station that is open. */
export type AdoptingStation = Pick<Station, 'packs' | 'settings' | 'models' | 'setComparator'>;
type ShownStation = Pick<Station, 'settings' | 'models'>;

/**
 * Uses something that was trained, and keeps the way back: that first, since a way back from what is
 * not in use is none, and nothing is to be in use without one. Errors: those of changing the pack or
 * comparator, and of store; then what was in use before is.
 */
export async function adopt(station: AdoptingStation, adoption: Adoption): Promise<Result<void>> {
  const before = adoptions(station);
  const detail = inWords(adoption.before, adoption);
  const kept = [...before, adoption].slice(-mostKept);
  const written = write(station, kept, `adopted ${detail}`);
  if (!written.ok) return written;
  const changed = await use(station, adoption, adoption.now);
  // What failed is the change: where this cannot be written either, the way back is not in use.
  if (!changed.ok) write(station, before, `not adopted ${detail}`);
  return changed;
}

/**
 * Uses again what the latest thing adopted took the place of; gives that adoption. Errors: as
 * `adopt`; training-none where nothing that was adopted is in use. Where it is used again and the
 * note of the adoption cannot be taken away, that stays, of what is not in use any more.
 */
export async function goBack(station: AdoptingStation): Promise<Result<Adoption>> {
  const all = adoptions(station);
  const latest = latestInUse(station, all);
  if (latest === null) return fail('training-none', 'nothing that was trained here is in use');
  const changed = await use(station, latest, latest.before);
  if (!changed.ok) return changed;
  const { kind, before, now } = latest;
  const detail = `back ${inWords(now, { kind, now: before })}`;
  write(station, all.slice(0, all.lastIndexOf(latest)), detail);
  return ok(latest);
}

/** What was adopted, as it is shown: nothing where the operator has changed to something else. */
export function adoptedView(station: ShownStation): TrainingView['adopted'] {
  const latest = latestInUse(station);
  if (latest === null) return null;
  const { kind, now, before } = latest;
  return { kind, name: shown(now), before: shown(before) };
}

/** Oldest first. What cannot be read keeps no way back; everything can be chosen all the same. */
export function adoptions({ settings }: { readonly settings: SettingsStore }): Adoption[] {
  const set = settings.get('training');
  if (!set.ok || set.value === null) return [];
  try {
    return keptSchema.parse(JSON.parse(set.value));
  } catch {
    return [];
  }
}

/** A comparator learnt here is called by its kind and a digest, which says nothing to people. */
export function shown(name: string): string {
  return name.split(':', 1)[0] ?? name;
}

function latestInUse(
  station: ShownStation,
  all: readonly Adoption[] = adoptions(station),
): Adoption | null {
  const { pack, choice } = station.models;
  const latest = all.findLast((one) =>
    one.kind === 'logistic' ? one.pack === pack && one.now === choice : one.now === pack,
  );
  return latest ?? null;
}

async function use(
  station: AdoptingStation,
  { kind }: Adoption,
  name: string,
): Promise<Result<void>> {
  if (kind === 'logistic') return station.setComparator(name);
  const changed = await station.packs.use(name);
  return changed.ok ? ok(undefined) : changed;
}

function write({ settings }: ShownStation, kept: Adoption[], detail: string): Result<void> {
  const event = settingEvent('training', Date.now(), detail);
  return settings.set('training', JSON.stringify(kept), event);
}

function inWords(from: string, { kind, now }: Pick<Adoption, 'kind' | 'now'>): string {
  return `${kind}: ${shown(from)} → ${shown(now)}`;
}
