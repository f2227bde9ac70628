import { createHash } from 'node:crypto';
import { ok, type Result } from '../../electron/contract/errors.ts';
import { plainEvent } from '../../electron/contract/plain-event.ts';
import type { KeptPhoto, NewEvent, NewTemplate } from '../../electron/contract/records.ts';
import { BackupPlaces } from '../../electron/hosts/backup/backup-places.ts';
import { makeBackupAtOnce } from '../../electron/hosts/backup/make-backup.ts';
import { runSealJob } from '../../electron/hosts/backup/seal-job.ts';
import { backupOf, copyOf, type CrashPlace } from './crash-place.ts';

/** One thing done to a station. `n` is never used twice in a folder. */
export type Deed = { readonly n: number } & (
  | { readonly what: 'enrol' | 'add'; readonly id: string; readonly looks: number }
  | { readonly what: 'remove'; readonly id: string }
  | { readonly what: 'set'; readonly key: string }
  | { readonly what: 'log' | 'rotate' | 'copy' | 'backup' }
);

export const encoder = 'e'.repeat(64);
export const settingKeys = ['one', 'two', 'three'] as const;
/** Components of an encoding. */
const dims = 8;
/** Above so many people the work rather removes than enrols. */
const mostPeople = 12;

/** What comes next. `random` gives numbers in [0, 1). */
export function nextDeed(n: number, ids: readonly string[], random: () => number): Deed {
  const id = ids[Math.floor(random() * ids.length)];
  const looks = 1 + Math.floor(random() * 3);
  const dice = random();
  if (id === undefined || dice < 0.25) {
    if (id !== undefined && ids.length >= mostPeople) return { what: 'remove', n, id };
    return { what: 'enrol', n, id: `p${n}`, looks };
  }
  if (dice < 0.4) return { what: 'add', n, id, looks };
  if (dice < 0.55) return { what: 'remove', n, id };
  if (dice < 0.7) return { what: 'set', n, key: settingKeys[n % settingKeys.length] ?? 'one' };
  if (dice < 0.85) return { what: 'log', n };
  if (dice < 0.92) return { what: 'rotate', n };
  return { what: dice < 0.96 ? 'copy' : 'backup', n };
}

/** Does it, with the row in the log that says so; it is acknowledged when this has returned well. */
export function perform(place: CrashPlace, deed: Deed): Result<unknown> {
  const { people, settings, events, vault, folder } = place;
  const event = eventOf(deed);
  switch (deed.what) {
    case 'enrol': {
      const person = { id: deed.id, name: nameOf(deed.id), consent: 'on paper', enrolledAt: 1 };
      return people.add(person, templatesOf(deed), [photoOf(deed.id)], [event]);
    }
    case 'add':
      return people.addTemplates(deed.id, templatesOf(deed), [], event);
    case 'remove':
      return people.remove(deed.id, event);
    case 'set':
      return settings.set(deed.key, String(deed.n), event);
    case 'log':
      return events.append(event);
    case 'rotate':
      vault.rotate();
      return events.append(event);
    case 'copy': {
      const copied = vault.copyTo(copyOf(folder));
      return copied.ok ? events.append(event) : copied;
    }
    case 'backup': {
      const made = backUp(place);
      return made.ok ? events.append(event) : made;
    }
    default:
      return ok(undefined);
  }
}

function backUp({ folder, vault }: CrashPlace): Result<unknown> {
  const places = new BackupPlaces(folder);
  return makeBackupAtOnce(backupOf(folder), { places, vault, now: Date.now }, runSealJob);
}

export function nameOf(id: string): string {
  return `Somebody called ${id}`;
}

export function photoOf(id: string): KeptPhoto {
  const jpeg = new TextEncoder().encode(`the face of ${id}`);
  return { jpeg, source: 'camera', createdAt: 1 };
}

/** Names of the photos that a deed adds templates of. */
export function sourcesOf({ n, looks }: { n: number; looks: number }): string[] {
  return Array.from({ length: looks }, (_, at) => `${n}-${at}.jpg`);
}

/** A unit encoding that follows from the photo's name alone. */
export function encodingOf(source: string): Float32Array {
  const bytes = createHash('sha256').update(source).digest();
  const raw = Array.from({ length: dims }, (_, at) => (bytes[at] ?? 0) - 127.5);
  const length = Math.hypot(...raw);
  return Float32Array.from(raw, (value) => value / length);
}

/** A deed's row in the log, as far as it is compared: kind, person, detail. */
export function rowOf(deed: Deed): string {
  const { kind, personId, detail } = eventOf(deed);
  return `${kind} ${personId} ${detail}`;
}

function templatesOf(deed: { n: number; looks: number }): NewTemplate[] {
  return sourcesOf(deed).map((source) => ({
    encoderSha256: encoder,
    encoding: encodingOf(source),
    quality: 0.5,
    source,
    createdAt: 1,
  }));
}

function eventOf(deed: Deed): NewEvent {
  const personId = 'id' in deed ? deed.id : null;
  return { ...plainEvent(kinds[deed.what], deed.n), personId, detail: `deed ${deed.n}` };
}

const kinds = {
  enrol: 'enrol',
  add: 'add-photos',
  remove: 'remove',
  set: 'risk',
  log: 'identify',
  rotate: 'key',
  copy: 'export',
  backup: 'backup',
} as const satisfies Record<Deed['what'], NewEvent['kind']>;
