import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { trainingFolderPattern } from '../../contract/training.ts';
import { lockFolder, type FolderLock } from '../folder-lock.ts';

/** Where the operator puts folders of people, within the data folder. */
const trainingFolder = 'training';
/** The station's own things there. No folder of people can be called so. */
const ownFolder = '.state';

/** Says that somebody writes to the folder it is in, and shows nobody. */
export const lockFile = 'training.lock';

/** What lies where in the data folder, for training. */
export class TrainingPlaces {
  /** Folders of people are put here. */
  readonly root: string;

  constructor(dataDir: string) {
    this.root = join(dataDir, trainingFolder);
  }

  /**
   * Claims all that trainings of this data folder share, from before one is made until it is decided:
   * what two leave there at once, each would take for leftovers. Null where another has it.
   */
  claim(): FolderLock | null {
    return lockFolder(join(this.root, ownFolder), lockFile);
  }

  /** A folder of people. `name`: see `trainingFolderPattern`. */
  peopleIn(name: string): string {
    return join(this.root, name);
  }

  /** Crops and checkpoint of what is trained on a folder of people. */
  workOf(name: string): string {
    return join(this.#work, name);
  }

  /** Folders of people that a training has left crops or a checkpoint of, by name. */
  async left(): Promise<string[]> {
    const names = await foldersIn(this.#work);
    const full = await Promise.all(names.map((name) => holdsMore(this.workOf(name))));
    return names.filter((_, at) => full[at]);
  }

  /** Holds what a training made until it is taken or thrown away. */
  get challengers(): string {
    return join(this.root, ownFolder, 'challenger');
  }

  get #work(): string {
    return join(this.root, ownFolder, 'work');
  }

  /** How the latest training ended. */
  get outcome(): string {
    return join(this.root, ownFolder, 'outcome.json');
  }

  /** The folders of people there are, by name. A folder that cannot be read has none. */
  async folders(): Promise<{ name: string; people: number }[]> {
    const names = (await foldersIn(this.root)).filter((name) => trainingFolderPattern.test(name));
    const counted = names.map(async (name) => {
      const people = await foldersIn(this.peopleIn(name));
      return { name, people: people.length };
    });
    return Promise.all(counted);
  }
}

/** Than the lock. One that cannot be read may. */
async function holdsMore(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => ['']);
  return names.some((name) => name !== lockFile);
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('.'))
      .sort();
  } catch {
    return [];
  }
}
