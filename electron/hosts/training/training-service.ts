import { fail, ok, type Result, type StationError } from '../../contract/errors.ts';
import type { TrainingProgress, TrainingRequest, TrainingView } from '../../contract/training.ts';
import { neededPeople } from '../../station/contest/hold-contest.ts';
import type { FolderLock } from '../folder-lock.ts';
import type { Station } from '../open-station.ts';
import type { PackPlaces } from '../packs/pack-shelf.ts';
import type { SpawnProcess } from '../spawn-process.ts';
import { adoptedView, goBack } from './adoption.ts';
import { Calm } from './calm.ts';
import { championOf, type Champion } from './champion.ts';
import { withNames } from './contest-names.ts';
import { Curve } from './curve.ts';
import type { JobEnd } from './job.ts';
import { JobMaker, type JobStation } from './job-maker.ts';
import { OutcomeShelf, type KeptOutcome } from './kept-outcome.ts';
import { SitePeople } from './site-people.ts';
import { takeChallenger, type TakingStation } from './take-challenger.ts';
import { TrainingPlaces } from './training-places.ts';
import { TrainingRun } from './training-run.ts';
import { unmetNow } from './unmet-now.ts';

export interface TrainingOptions extends PackPlaces {
  /** Starts the training process. */
  readonly spawnTraining: SpawnProcess;
  /** The file that its engine's threads run. */
  readonly trainingWorker: string;
  /** Told when there is something new to look at, at most once a second while a run goes on. */
  readonly onChange: () => void;
}

/** What training looks at of the station that is open. */
export type TrainingStation = JobStation & TakingStation & Pick<Station, 'people' | 'recognition'>;

/** A window that draws a curve has no use for more looks at it than this, ms. */
const pauseMs = 1000;
/** How long the end of the station waits for a training to save what it has, ms. */
const closeLimitMs = 3000;

interface Run {
  readonly request: TrainingRequest;
  readonly startedAt: number;
  readonly champion: Champion;
  readonly process: TrainingRun;
  readonly curve: Curve;
  state: NonNullable<TrainingView['run']>['state'];
  progress: TrainingProgress | null;
  error: StationError | null;
}

/**
 * Training, behind its contract: one run at a time in a process of its own, and a challenger that
 * waits for a decision. It outlives the station that is open: adopting opens another.
 */
export class TrainingService {
  readonly #places: TrainingPlaces;
  readonly #outcomes: OutcomeShelf;
  readonly #jobs: JobMaker;
  readonly #site = new SitePeople();
  readonly #notices: Calm;
  readonly #options: TrainingOptions;
  #run: Run | null = null;
  /** Whether something is being begun or decided: two of these at once would undo one another. */
  #busy = false;
  /** What trainings of the data folder share, as long as it is this service's. */
  #claim: FolderLock | null = null;
  /** When the latest run has ended and what came of it is kept. */
  #settled: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: TrainingOptions) {
    this.#options = options;
    this.#places = new TrainingPlaces(options.dataDir);
    this.#outcomes = new OutcomeShelf(this.#places);
    this.#jobs = new JobMaker(options, this.#places);
    this.#notices = new Calm(options.onChange, pauseMs);
  }

  /** Errors: store codes. */
  async view(station: TrainingStation): Promise<Result<TrainingView>> {
    const site = this.#site.counts(station);
    if (!site.ok) return site;
    const kept = await this.#outcomes.read();
    const unmet = unmetNow(station, kept?.contest ?? null);
    if (!unmet.ok) return unmet;
    return ok({
      folders: await this.#places.folders(),
      place: this.#places.root,
      site: { ...site.value, needed: neededPeople },
      run: this.#run && viewOf(this.#run),
      contest:
        kept && (kept.folder === null ? withNames(kept.contest, station.people) : kept.contest),
      unmet: unmet.value,
      left: await this.#left(kept),
      adopted: adoptedView(station),
    });
  }

  /** Errors: training-running, training-data, model codes of the pack in use, store codes. */
  start(station: TrainingStation, request: TrainingRequest): Promise<Result<void>> {
    return this.#alone(async () => {
      const job = await this.#jobs.make(station, request);
      if (!job.ok) return job;
      // The station may have been closed meanwhile: nobody would end what is begun now.
      if (this.#closed) return fail('training-ended', 'the station is closing');
      const champion = championOf(station);
      const process = new TrainingRun({
        spawn: this.#options.spawnTraining,
        args: ['--worker', this.#options.trainingWorker],
        job: job.value,
        onProgress: (progress) => this.#hear(progress),
      });
      const fresh = { curve: new Curve(), state: 'running', progress: null, error: null } as const;
      this.#run = { request, champion, process, startedAt: Date.now(), ...fresh };
      this.#settled = process.ended.then((end) => this.#ended(end));
      return ok(undefined);
    });
  }

  /** Asks the run under way to end; what it has is saved. Errors: invalid-request. */
  stop(): Result<void> {
    const run = this.#run;
    if (run === null || !isUnderWay(run))
      return fail('invalid-request', 'no training is under way');
    run.state = 'stopping';
    run.process.stop();
    this.#notices.now();
    return ok(undefined);
  }

  /**
   * Uses the challenger from now on. Errors: training-running, training-none, training-no-better,
   * those of taking in a pack and of changing it, store codes. After an error nothing has changed.
   */
  adopt(station: TrainingStation): Promise<Result<void>> {
    return this.#alone(async () => {
      const kept = await this.#outcomes.read();
      if (kept === null) return fail('training-none');
      if (!kept.contest.better) return fail('training-no-better');
      const taken = await takeChallenger(station, this.#options, kept);
      return taken.ok ? this.#forget(kept.folder) : taken;
    });
  }

  /**
   * Throws away the challenger or what a stopped run had saved; where there is neither, what
   * trainings before the station was started have left. Errors: training-none, store codes.
   */
  discard(): Promise<Result<void>> {
    return this.#alone(async () => {
      const kept = await this.#outcomes.read();
      const run = this.#run;
      if (kept !== null || run !== null) return this.#forget(kept ? kept.folder : folderOf(run));
      const left = await this.#places.left();
      return left.length > 0 ? this.#forget(...left) : fail('training-none');
    });
  }

  /** Uses again what was in use before. Errors: training-none, those of changing the pack. */
  back(station: TrainingStation): Promise<Result<void>> {
    return this.#alone(async () => {
      const gone = await goBack(station);
      return gone.ok ? ok(undefined) : gone;
    });
  }

  /** Ends the run under way: what it has is saved where that is soon done, so that it can go on. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#notices.close();
    const run = this.#run;
    if (run === null || !isUnderWay(run)) return;
    run.process.stop();
    const timer = setTimeout(() => run.process.kill(), closeLimitMs);
    await this.#settled;
    clearTimeout(timer);
  }

  #hear(progress: TrainingProgress): void {
    const run = this.#run;
    if (run === null || !isUnderWay(run)) return;
    run.progress = progress;
    if (progress.point !== null) run.curve.add(progress.point);
    this.#notices.ask();
  }

  async #ended(end: Result<JobEnd>): Promise<void> {
    const run = this.#run;
    if (run === null) return;
    const kept = await this.#keep(run, end);
    run.state = kept.ok ? kept.value : 'failed';
    run.error = kept.ok ? null : kept.error;
    this.#letGo();
    this.#notices.now();
  }

  /** Errors: the run's own; training-too-few; store codes. */
  async #keep(run: Run, end: Result<JobEnd>): Promise<Result<'stopped' | 'done'>> {
    if (!end.ok) return end;
    if (end.value.state === 'stopped') return ok('stopped');
    const { contest, challenger } = end.value.outcome;
    // Nothing is known of a challenger that nobody was held out for: it could never be taken.
    if (contest === null) return fail('training-too-few');
    const { request, champion } = run;
    const folder = folderOf({ request });
    const kept = await this.#outcomes.keep({ contest, champion, challenger, folder });
    return kept.ok ? ok('done') : kept;
  }

  /** Of trainings that are neither under way nor shown any more. */
  async #left(kept: KeptOutcome | null): Promise<string[]> {
    const shown = [kept?.folder, folderOf(this.#run)];
    return (await this.#places.left()).filter((name) => !shown.includes(name));
  }

  async #forget(...folders: (string | null)[]): Promise<Result<void>> {
    const discarded = await this.#outcomes.discard(folders.filter((name) => name !== null));
    if (discarded.ok) this.#run = null;
    return discarded;
  }

  #letGo(): void {
    this.#claim?.release();
    this.#claim = null;
  }

  /** Errors: training-running, and the task's own. */
  async #alone(task: () => Promise<Result<void>>): Promise<Result<void>> {
    if (this.#busy || (this.#run !== null && isUnderWay(this.#run)))
      return fail('training-running');
    this.#claim = this.#places.claim();
    if (this.#claim === null) return fail('training-running', 'a command trains here');
    this.#busy = true;
    try {
      return await task();
    } finally {
      this.#busy = false;
      if (this.#run === null || !isUnderWay(this.#run)) this.#letGo();
      this.#notices.now();
    }
  }
}

/** Of people, that an encoder is trained on; null for what is learnt from the site. */
function folderOf(run: Pick<Run, 'request'> | null): string | null {
  return run?.request.kind === 'encoder' ? run.request.folder : null;
}

function isUnderWay({ state }: Run): boolean {
  return state === 'running' || state === 'stopping';
}

function viewOf({ request, state, startedAt, progress, curve, error }: Run): TrainingView['run'] {
  return { request, state, startedAt, progress, curve: curve.points, error };
}
