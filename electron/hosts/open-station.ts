import { fail, ok, stationError, type Result, type StationError } from '../contract/errors.ts';
import type { DoctorReport, Status } from '../contract/messages.ts';
import type { Box } from '../contract/observation.ts';
import { dissimilarityOf } from '../contract/dissimilarity.ts';
import { Gallery } from '../gallery/gallery.ts';
import type { UserStore } from '../station/access/interfaces.ts';
import { Checks } from '../station/checks.ts';
import { Directory } from '../station/directory.ts';
import { Enrolment } from '../station/enrolment.ts';
import type {
  EncoderInUse,
  EventStore,
  PeopleStore,
  PhotoStore,
  SettingsStore,
  Thresholds,
} from '../station/interfaces.ts';
import { RecognitionView } from '../station/risk/recognition-view.ts';
import { RiskThresholds } from '../station/risk/risk-thresholds.ts';
import { Roster } from '../station/roster.ts';
import { readZone, writeZone } from '../station/zone.ts';
import type { ScryptCost } from '../vault/scrypt-cost.ts';
import type { VisionClient } from '../vision/client.ts';
import type { SpawnVision } from '../vision/port.ts';
import type { Acting } from './acting.ts';
import { examine, type HostCheck } from './doctor.ts';
import type { StationKeys } from './keys/station-keys.ts';
import { LogKeeper } from './log/log-keeper.ts';
import { describeModels, describePack, isOutdated, packInUse, type ModelsInUse } from './models.ts';
import {
  comparatorChoices,
  findComparator,
  setComparatorChoice,
  type ComparatorChoice,
} from './packs/choose-comparator.ts';
import type { DownloadLimits } from './packs/download.ts';
import { openPacks } from './packs/open-packs.ts';
import { PackShelf } from './packs/pack-shelf.ts';
import type { PackWork } from './packs/pack-work.ts';
import type { Packs } from './packs/packs.ts';
import { openKept } from './open-kept.ts';
import { openPrivacy } from './privacy/open-privacy.ts';
import type { Privacy } from './privacy/privacy.ts';
import { readableText } from './readable-text.ts';
import { stationStatus } from './station-status.ts';
import { systemClock as clock } from './system-clock.ts';
import { watchVision } from './watch-vision.ts';

export interface StationOptions {
  readonly dataDir: string;
  /** Where the files of the pack `core` are. */
  readonly modelsDir: string;
  /** The manifest that comes with the station. */
  readonly manifestPath: string;
  readonly spawnVision: SpawnVision;
  readonly host: Status['host'];
  readonly version: string;
  readonly log: (line: string) => void;
  /** The keys of the data folder's station; those who open stations close them. */
  readonly keys: StationKeys;
  readonly acting: Acting;
  readonly onVisionChange?: (error: StationError | null) => void;
  /** What the doctor looks at besides the station itself. */
  readonly hostChecks?: readonly HostCheck[];
  /** Shared by stations that follow one another; one of its own where it is not given. */
  readonly packWork?: PackWork;
  readonly downloadLimits?: DownloadLimits;
  /** What the hash of a password or a PIN costs; the usual where it is not given. */
  readonly passwordCost?: ScryptCost;
}

/** The use-cases, wired, for the pack that was in use when the station was opened. */
export interface Station {
  readonly checks: Checks;
  readonly enrolment: Enrolment;
  readonly directory: Directory;
  readonly recognition: RecognitionView;
  readonly thresholds: Thresholds;
  readonly packs: Packs;
  readonly people: PeopleStore;
  readonly events: EventStore;
  readonly settings: SettingsStore;
  readonly photos: PhotoStore;
  readonly users: UserStore;
  readonly privacy: Privacy;
  /** The log as a whole. */
  readonly log: LogKeeper;
  readonly keys: StationKeys;
  readonly vision: VisionClient;
  readonly encoder: EncoderInUse;
  /** What is known of the pack in use, and where its files are. */
  readonly models: ModelsInUse;
  /** Components of an encoding. */
  readonly dims: number;
  /** Where in the picture the subject stands; null for anywhere. Errors: store codes. */
  zone(): Result<Box | null>;
  /** Errors: invalid-request, store codes. */
  setZone(zone: Box | null): Result<Box | null>;
  /**
   * Sets how encodings of the pack in use are compared; the station must be opened anew then.
   * Errors: invalid-request (there is no such comparator), pack and store codes.
   */
  setComparator(choice: ComparatorChoice): Promise<Result<void>>;
  /** What can be chosen for the pack that the settings name. Errors: pack codes. */
  comparators(): Promise<Result<ComparatorChoice[]>>;
  /**
   * Whether the settings name another pack or comparator by now, the keys were opened or closed, or
   * the database is another file: then a station must be opened for that.
   */
  outdated(): boolean;
  /**
   * Goes on without rows of the log that are gone; the station is outdated then. Errors:
   * invalid-request (nothing is missing), store codes.
   */
  acceptLoss(): Result<void>;
  status(): Status;
  doctor(): Promise<DoctorReport>;
  close(): void;
}

/** The composition root shared by all hosts. Never throws: what is broken answers with its code. */
export async function openStation(options: StationOptions): Promise<Station> {
  const opened = openKept(options);
  const { store } = opened;
  const { people, events, settings } = store;
  const shelf = new PackShelf(options);
  const models = await describeModels(shelf, settings);
  const { encoder, dims, comparator } = models;
  const newGallery = () => new Gallery(dims, encoder.spread, comparator);
  const roster = new Roster(people, encoder, newGallery);
  const { scores } = models;
  const report = options.log;
  const measured = { scores, comparator };
  const thresholds = new RiskThresholds({ ...measured, roster, settings, clock, later, report });
  const sight = watchVision(options, models, events, clock);
  const { vision } = sight;
  const base = { vision, roster, people, events, settings, encoder, thresholds, clock };
  const parts = { ...base, distance: dissimilarityOf(comparator) };
  const recognition = new RecognitionView({ ...parts, scores, pack: describePack(models) });
  const log = new LogKeeper(store.log, clock);
  const warnings = [() => log.trouble(), () => log.clockDoubt(), () => unconfirmed(options.keys)];
  return {
    checks: new Checks(parts),
    enrolment: new Enrolment({ ...parts, newId }),
    directory: new Directory(parts),
    recognition,
    thresholds,
    packs: openPacks(options, shelf, store, clock),
    people,
    events,
    settings,
    photos: store.photos,
    users: store.users,
    privacy: openPrivacy(options, { ...parts, ...store, log, recognition }),
    log,
    keys: options.keys,
    zone: () => readZone(settings),
    setZone: (zone) => writeZone(zone, { settings, clock }),
    vision,
    encoder,
    models,
    dims,
    setComparator: (choice) => chooseComparator(choice, shelf, settings),
    comparators: () => listComparators(shelf, settings),
    outdated: () => isOutdated(settings, models) || opened.isOver(),
    acceptLoss: () => opened.acceptLoss(),
    status: () =>
      stationStatus(options, {
        ...{ models, store, thresholds, warnings },
        visionError: sight.error(),
      }),
    doctor: () => examine({ models, store, vision, roster }, options.hostChecks ?? []),
    close: () => {
      thresholds.close();
      vision.close();
      store.close();
    },
  };
}

function unconfirmed(keys: StationKeys): StationError | null {
  const view = keys.view();
  if (!view.ok || view.value.recoveryKeptAt !== null) return null;
  return stationError('recovery-unconfirmed');
}

/** Of the pack that the settings name now: it may be another than when the station was opened. */
async function chooseComparator(
  choice: ComparatorChoice,
  shelf: PackShelf,
  settings: SettingsStore,
): Promise<Result<void>> {
  const name = packInUse(settings);
  const found = await shelf.find(name);
  if (!found.ok) return found;
  const there = await findComparator(found.value.pack, shelf.dirOf(name), choice);
  if (!there.ok) return fail('invalid-request', `${name} cannot compare by "${choice}"`);
  return setComparatorChoice(settings, clock, name, choice);
}

async function listComparators(
  shelf: PackShelf,
  settings: SettingsStore,
): Promise<Result<ComparatorChoice[]>> {
  const name = packInUse(settings);
  const found = await shelf.find(name);
  return found.ok ? ok(await comparatorChoices(found.value.pack, shelf.dirOf(name))) : found;
}

/** Pause between slices of background work, ms: frames come first, whatever is still to be done. */
const pauseMs = 4;

/** In its turn, and no reason to stay alive. */
function later(task: () => void): void {
  setTimeout(task, pauseMs).unref();
}

const idLength = 8;

/** 31^8 ids: among 100,000 people a clash has odds of 1 in 170 and is refused, not overwritten. */
function newId(): string {
  return readableText(idLength);
}
