import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomOf } from '../../native-models/training/random.ts';
import type { Deed } from './crash-deeds.ts';
import { CrashExpected } from './crash-expected.ts';
import { differences, lookAt } from './crash-findings.ts';
import { makeOldDatabase, oldEnrolments } from './crash-old.ts';
import { makeCrashPlace } from './crash-place.ts';

export interface CrashOptions {
  /** An empty folder. */
  readonly scratch: string;
  readonly kills: number;
  /** Whole number; the same one kills at the same deeds, though not at the same microsecond. */
  readonly seed: number;
  /** Number of the deed that a child of the first folder lies about; 0 for none. */
  readonly lie?: number;
  readonly onKill?: (kills: number) => void;
}

export interface CrashReport {
  readonly kills: number;
  /** Deeds that were acknowledged. */
  readonly acknowledged: number;
  /** Kills in the middle of a deed: begun, not acknowledged. */
  readonly inTheMiddle: number;
  /** Of those, deeds that were found done. */
  readonly foundDone: number;
  /** Kills before the station had opened its folder. */
  readonly whileOpening: number;
  /** Of those, while a database of an earlier version was migrated. */
  readonly whileMigrating: number;
  /** What is wrong, with the number of the kill; the run ends at the first. */
  readonly faults: readonly string[];
}

/** Kills of one folder, before another one takes its place: the log is walked whole after each. */
const killsPerFolder = 40;
/** One kill in so many comes while a database of an earlier version is migrated, in a new folder. */
const oldOneIn = 10;
/** How long after its start such a child is killed at most, ms, and whom it has to seal. */
const migratingMs = 600;
const oldPeople = 30;
/** Deeds a child is let do at most before it is killed. */
const mostDeeds = 20;
/** How long after its last deed, at most, ms: somewhere within the next ones. */
const mostDelayMs = 8;
/** One in so many is killed while it opens the folder. */
const openingOneIn = 6;
/** How long after its start such a child is killed at most, ms: before its first deeds or among them. */
const openingMs = 300;

/**
 * Lets a station work at full speed and kills it, again and again, and looks each time whether all that
 * was acknowledged is there, nothing is half done, and nothing is wrong with what is kept.
 */
export async function runCrashes(options: CrashOptions): Promise<CrashReport> {
  const { scratch, kills, seed, lie = 0, onKill } = options;
  const random = randomOf(seed);
  const counts = {
    acknowledged: 0,
    inTheMiddle: 0,
    foundDone: 0,
    whileOpening: 0,
    whileMigrating: 0,
  };
  let usual: FolderRun | null = null;
  for (let kill = 1; kill <= kills; kill++) {
    const old = kill % oldOneIn === 0;
    const reused: FolderRun | null = old ? null : usual;
    const run: FolderRun = reused ?? (await FolderRun.begin(scratch, { lie, old }));
    const faults = await run.killOnce(random, counts);
    onKill?.(kill);
    if (faults.length > 0) {
      return { kills: kill, ...counts, faults: faults.map((fault) => `kill ${kill}: ${fault}`) };
    }
    const isDone = old || run.kills === killsPerFolder;
    if (isDone) run.remove();
    if (!old) usual = isDone ? null : run;
  }
  usual?.remove();
  return { kills, ...counts, faults: [] };
}

interface FolderOptions {
  readonly lie: number;
  /** Begins with a database of an earlier version, which is migrated at the first opening. */
  readonly old: boolean;
}

type Counts = { -readonly [K in Exclude<keyof CrashReport, 'kills' | 'faults'>]: number };

/** One folder in which stations work and are killed, one after the other. */
class FolderRun {
  readonly #folder: string;
  /** Where children find what they run, compiled: most of their start. */
  readonly #cache: string;
  readonly #lie: number;
  #expected = new CrashExpected();
  #next = 1;
  readonly isOld: boolean;
  kills = 0;

  private constructor(folder: string, cache: string, { lie, old }: FolderOptions) {
    this.#folder = folder;
    this.#cache = cache;
    this.#lie = lie;
    this.isOld = old;
  }

  static async begin(scratch: string, options: FolderOptions): Promise<FolderRun> {
    const folder = mkdtempSync(join(scratch, 'crash-'));
    await makeCrashPlace(folder);
    const run = new FolderRun(folder, join(scratch, 'compiled'), options);
    if (options.old) run.#makeOld();
    return run;
  }

  #makeOld(): void {
    const people = oldEnrolments(oldPeople);
    makeOldDatabase(this.#folder, people);
    for (const deed of people) this.#expected.take(deed);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Gives what is wrong afterwards. */
  async killOnce(random: () => number, counts: Counts): Promise<string[]> {
    this.kills += 1;
    const first = this.#next;
    const words = [this.#folder, Math.floor(random() * 2 ** 31), first, this.#lie];
    const when = this.isOld ? whileOpening(random, migratingMs) : killAt(random);
    const heard = await workUntilKilled(words.map(String), when, this.#cache);
    if (heard.failed !== null) return [heard.failed];
    for (const deed of heard.done) this.#expected.take(deed);
    this.#next = Math.max(first, ...heard.done.map(({ n }) => n + 1), (heard.begun?.n ?? 0) + 1);
    counts.acknowledged += heard.done.length;
    counts.whileOpening += heard.ready ? 0 : 1;
    counts.whileMigrating += this.isOld && !heard.ready ? 1 : 0;
    counts.inTheMiddle += heard.begun === null ? 0 : 1;
    return this.#judge(heard.begun, counts);
  }

  /** A deed in whose middle it was killed may be there as a whole or not at all. */
  #judge(begun: Deed | null, counts: Counts): string[] {
    const found = lookAt(this.#folder);
    const wrong = differences(found, this.#expected);
    if (wrong.length === 0 || begun === null) return wrong;
    const withIt = this.#expected.after(begun);
    if (differences(found, withIt).length > 0) return [`in the middle of ${begun.what}`, ...wrong];
    this.#expected = withIt;
    counts.foundDone += 1;
    return [];
  }
}

/** When a child is killed: so many deeds after it began, or while it opens the folder. */
interface KillAt {
  readonly deeds: number | null;
  readonly delayMs: number;
}

function killAt(random: () => number): KillAt {
  if (random() * openingOneIn < 1) return whileOpening(random, openingMs);
  return { deeds: Math.floor(random() * mostDeeds), delayMs: random() * mostDelayMs };
}

function whileOpening(random: () => number, withinMs: number): KillAt {
  return { deeds: null, delayMs: random() * withinMs };
}

interface Heard {
  readonly ready: boolean;
  readonly done: readonly Deed[];
  /** What it had begun and not acknowledged. */
  readonly begun: Deed | null;
  readonly failed: string | null;
}

const child = fileURLToPath(new URL('crash-child.ts', import.meta.url));

/** All that the child said before it was gone: a pipe keeps what was written to it. */
function workUntilKilled(
  argv: readonly string[],
  { deeds, delayMs }: KillAt,
  cache: string,
): Promise<Heard> {
  const env = { ...process.env, NODE_COMPILE_CACHE: cache };
  const working = spawn(process.execPath, [child, ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  const kill = (): void => void setTimeout(() => working.kill('SIGKILL'), delayMs);
  const ear = new Ear(deeds, kill);
  let complaints = '';
  working.stderr.on('data', (text: Buffer) => (complaints += text.toString()));
  working.stdout.on('data', (text: Buffer) => ear.hear(text.toString()));
  if (deeds === null) kill();
  return new Promise((resolve, reject) => {
    working.once('error', reject);
    working.once('close', (code) => {
      const failed = code === null ? null : `the station ended by itself (${code})\n${complaints}`;
      resolve({ ...ear.heard(), failed: ear.failed ?? failed });
    });
  });
}

interface Line {
  readonly ready?: true;
  readonly begun?: Deed;
  readonly done?: number;
  readonly failed?: string;
}

class Ear {
  readonly #deeds: number | null;
  readonly #enough: () => void;
  readonly #done: Deed[] = [];
  #begun: Deed | null = null;
  #ready = false;
  #rest = '';
  failed: string | null = null;

  /** `enough` is called once, when so many deeds are done. */
  constructor(deeds: number | null, enough: () => void) {
    this.#deeds = deeds;
    this.#enough = enough;
  }

  hear(text: string): void {
    const lines = `${this.#rest}${text}`.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#take(JSON.parse(line) as Line);
  }

  heard(): Omit<Heard, 'failed'> {
    return { ready: this.#ready, done: this.#done, begun: this.#begun };
  }

  #take({ ready, begun, done, failed }: Line): void {
    const before = this.#ready ? this.#done.length : -1;
    if (ready) this.#ready = true;
    if (failed !== undefined) this.failed = failed;
    if (begun) this.#begun = begun;
    if (done !== undefined && this.#begun?.n === done) {
      this.#done.push(this.#begun);
      this.#begun = null;
    }
    const now = this.#ready ? this.#done.length : -1;
    if (now !== before && now === this.#deeds) this.#enough();
  }
}
