import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { passedOverInWords, printable, type PassedOver, type Reason } from './passed-over.ts';

/** A photo that nobody has looked at yet. */
export interface PhotoPlace {
  /** Path within the folder of people, with `/` between its steps. */
  readonly name: string;
  readonly path: string;
}

/** A person is whom a folder is named after. */
export interface PersonPhotos {
  readonly person: string;
  /** By name; one at least. */
  readonly photos: readonly PhotoPlace[];
}

export interface PeopleFolder {
  /** By name. */
  readonly people: readonly PersonPhotos[];
  readonly passedOver: readonly PassedOver[];
}

const endings: ReadonlySet<string> = new Set(['.jpg', '.jpeg', '.png', '.webp']);

/**
 * The photos in a folder with one folder per person, as in LFW; folders in a person's folder count
 * as theirs. Whatever is no photo, or cannot be reached, is passed over and named; a person with
 * one photo serves as a stranger. Files whose names begin with a dot are the system's own.
 * Errors: training-data (no such folder, or too little in it to learn from).
 */
export async function readPeopleFolder(folder: string): Promise<Result<PeopleFolder>> {
  const scan = new Scan(folder);
  const found = await scan.people();
  if (!found.ok) return found;
  const counted = found.value.map(({ person, photos }) => ({ person, photos: photos.length }));
  const problem = tooLittle(counted, scan.passedOver);
  return problem ?? ok({ people: found.value, passedOver: scan.passedOver });
}

/**
 * Why nothing can be learnt from these people; null where something can. Two people are the least,
 * one of whom has two photos: an anchor, a positive and a negative.
 */
export function tooLittle(
  people: readonly PhotoCount[],
  passedOver: readonly PassedOver[],
): Result<never> | null {
  const several = people.filter(({ photos }) => photos > 1).length;
  if (people.length > 1 && several > 0) return null;
  const reasons = [scarcity(people, several), ...passedOverInWords(passedOver)];
  return fail('training-data', reasons.join('; '));
}

/** How many photos there are of a person. */
interface PhotoCount {
  readonly person: string;
  readonly photos: number;
}

function scarcity(people: readonly PhotoCount[], several: number): string {
  const [only] = people;
  if (only === undefined) return 'no folder in it has photos';
  if (people.length === 1) return `only one person, ${printable(only.person)}, has photos`;
  return several === 0 ? `each of the ${people.length} people has one photo only` : '';
}

class Scan {
  readonly passedOver: PassedOver[] = [];
  readonly #folder: string;
  /** Real paths of the folders that are read: a link must not have a person counted twice. */
  readonly #read = new Set<string>();
  #root = '';

  constructor(folder: string) {
    this.#folder = folder;
  }

  async people(): Promise<Result<PersonPhotos[]>> {
    const entries = await this.#list(this.#folder);
    if (entries === null) {
      return fail('training-data', `${printable(this.#folder)} is no folder to be read`);
    }
    this.#root = await realpath(this.#folder);
    const own = entries.filter(({ isFolder, isLink }) => isFolder && !isLink);
    for (const { name } of own) this.#read.add(join(this.#root, name));
    const people: PersonPhotos[] = [];
    for (const entry of entries) {
      if (!entry.isFolder) {
        this.#pass(entry.path, entry.isPhoto ? 'in-no-folder' : (entry.fault ?? 'not-a-photo'));
      } else if (!entry.isLink || (await this.#enter(entry))) {
        const photos = await this.#photosIn(entry.path, true);
        if (photos.length > 0) people.push({ person: entry.name, photos: sorted(photos) });
      }
    }
    return ok(people.sort((one, other) => byCode(one.person, other.person)));
  }

  /** `deeper`: whether folders in it are read too. */
  async #photosIn(folder: string, deeper: boolean): Promise<PhotoPlace[]> {
    const entries = await this.#list(folder);
    if (entries === null) {
      this.#pass(folder, 'unreadable');
      return [];
    }
    if (entries.length === 0) this.#pass(folder, 'no-photos');
    const photos: PhotoPlace[] = [];
    const names = new Set<string>();
    for (const entry of entries) {
      if (entry.isFolder) {
        if (!deeper) this.#pass(entry.path, 'too-deep');
        else if (await this.#enter(entry))
          photos.push(...(await this.#photosIn(entry.path, false)));
        continue;
      }
      // One picture in two formats would count as two looks at a person.
      const stem = entry.name.slice(0, -extname(entry.name).length);
      const fault = entry.fault ?? (entry.isPhoto ? null : 'not-a-photo');
      if (fault !== null) this.#pass(entry.path, fault);
      else if (names.has(stem)) this.#pass(entry.path, 'same-photo');
      else {
        names.add(stem);
        photos.push({ name: this.#nameOf(entry.path), path: entry.path });
      }
    }
    return photos;
  }

  /** Whether a folder is read now: not where a link leads back, or to one that is read already. */
  async #enter({ path }: Entry): Promise<boolean> {
    const real = await realpath(path).catch(() => null);
    if (real === null) {
      this.#pass(path, 'unreadable');
      return false;
    }
    if (this.#read.has(real) || isWithin(this.#root, real)) {
      this.#pass(path, 'read-already');
      return false;
    }
    this.#read.add(real);
    return true;
  }

  /** What is in a folder, links after all else: what they lead to may be read by then. */
  async #list(folder: string): Promise<Entry[] | null> {
    try {
      const entries = await readdir(folder, { withFileTypes: true });
      const seen = entries.filter(({ name }) => !name.startsWith('.'));
      const rank = (isLink: boolean) => (isLink ? 1 : 0);
      seen.sort(
        (one, other) =>
          rank(one.isSymbolicLink()) - rank(other.isSymbolicLink()) || byCode(one.name, other.name),
      );
      return await Promise.all(seen.map((entry) => entryOf(folder, entry)));
    } catch {
      return null;
    }
  }

  #nameOf(path: string): string {
    return relative(this.#folder, path).split(sep).join('/');
  }

  #pass(path: string, why: Reason): void {
    this.passedOver.push({ what: this.#nameOf(path), why });
  }
}

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly isLink: boolean;
  readonly isFolder: boolean;
  readonly isPhoto: boolean;
  /** Where it cannot even be asked about: a link that leads nowhere, or in a circle. */
  readonly fault: Reason | null;
}

async function entryOf(folder: string, found: Dirent): Promise<Entry> {
  const { name } = found;
  const isLink = found.isSymbolicLink();
  const path = join(folder, name);
  try {
    // Only a link does not say itself what it is: thousands of photos need not be asked.
    const kind = isLink ? await stat(path) : found;
    const isPhoto = kind.isFile() && endings.has(extname(name).toLowerCase());
    return { name, path, isLink, isFolder: kind.isDirectory(), isPhoto, fault: null };
  } catch {
    return { name, path, isLink, isFolder: false, isPhoto: false, fault: 'unreadable' };
  }
}

/** Whether a folder is `outer` or somewhere in it. Both real paths. */
function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}

/** The same on every machine, whatever its language. */
function byCode(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function sorted(photos: readonly PhotoPlace[]): PhotoPlace[] {
  return [...photos].sort((one, other) => byCode(one.name, other.name));
}
