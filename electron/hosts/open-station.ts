import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { StationError } from '../contract/errors.ts';
import type { DoctorReport, Status } from '../contract/messages.ts';
import { Gallery, squaredDistance } from '../gallery/gallery.ts';
import { Checks } from '../station/checks.ts';
import { Directory } from '../station/directory.ts';
import { Enrolment } from '../station/enrolment.ts';
import type { Clock, EncoderInUse, EventStore, PeopleStore } from '../station/interfaces.ts';
import { Roster } from '../station/roster.ts';
import { visionLossEvent } from '../station/vision-loss-event.ts';
import { VisionClient } from '../vision/client.ts';
import type { SpawnVision } from '../vision/port.ts';
import { examine, type HostCheck } from './doctor.ts';
import { describeModels, type ModelsInUse } from './models.ts';
import { openStore, type Store } from './open-store.ts';
import { stationStatus } from './station-status.ts';

export interface StationOptions {
  readonly dataDir: string;
  readonly modelsDir: string;
  readonly manifestPath: string;
  readonly spawnVision: SpawnVision;
  readonly host: Status['host'];
  readonly version: string;
  readonly log: (line: string) => void;
  readonly onVisionChange?: (error: StationError | null) => void;
  /** What the doctor looks at besides the station itself. */
  readonly hostChecks?: readonly HostCheck[];
}

/** The use-cases, wired. */
export interface Station {
  readonly checks: Checks;
  readonly enrolment: Enrolment;
  readonly directory: Directory;
  readonly people: PeopleStore;
  readonly events: EventStore;
  readonly vision: VisionClient;
  readonly encoder: EncoderInUse;
  /** Components of an encoding. */
  readonly dims: number;
  status(): Status;
  doctor(): Promise<DoctorReport>;
  close(): void;
}

/** The file people, templates and events are kept in, within the data folder. */
const databaseFile = 'threshold.db';

/** The composition root shared by all hosts. Never throws: what is broken answers with its code. */
export async function openStation(options: StationOptions): Promise<Station> {
  const models = await describeModels(options.manifestPath);
  const store = openStore(join(options.dataDir, databaseFile));
  const { people, events } = store;
  const { encoder, dims } = models;
  const roster = new Roster(people, encoder, () => new Gallery(dims));
  const sight = watchVision(options, models, store);
  const { vision } = sight;
  const parts = { vision, roster, people, events, encoder, clock, distance: squaredDistance };
  return {
    checks: new Checks(parts),
    enrolment: new Enrolment({ ...parts, newId }),
    directory: new Directory(parts),
    people,
    events,
    vision,
    encoder,
    dims,
    status: () => stationStatus(options, models, store, sight.error()),
    doctor: () =>
      examine({ models, modelsDir: options.modelsDir, store, vision, roster }, [
        ...(options.hostChecks ?? []),
      ]),
    close: () => {
      vision.close();
      store.close();
    },
  };
}

/** Starts the vision process; its loss is told, and logged once until it is back. */
function watchVision(
  options: StationOptions,
  models: ModelsInUse,
  { events }: Store,
): { vision: VisionClient; error: () => StationError | null } {
  let current: StationError | null = null;
  const vision = new VisionClient({
    spawn: options.spawnVision,
    args: [
      ...['--models', options.modelsDir, '--manifest', options.manifestPath],
      ...['--pack', models.pack, '--threads', String(modelThreads())],
    ],
    onChange: (error) => {
      if (error && !current) {
        options.log(error.message);
        events.append(visionLossEvent(error.code, clock.now()));
      }
      current = error;
      options.onVisionChange?.(error);
    },
  });
  return { vision, error: () => current };
}

/**
 * Half of the cores, at most two: the window and its camera need the rest, and a model that waits
 * for a busy core is slower than one with fewer threads.
 */
function modelThreads(): number {
  return Math.max(1, Math.min(2, Math.floor(availableParallelism() / 2)));
}

const clock: Clock = { now: () => Date.now(), tick: () => performance.now() };

/** Letters and digits that are not mistaken for one another when read aloud or typed. */
const idAlphabet = '23456789abcdefghjkmnpqrstuvwxyz';
const idLength = 8;

/** 31^8 ids: among 100,000 people a clash has odds of 1 in 170 and is refused, not overwritten. */
function newId(): string {
  return Array.from({ length: idLength }, () => idAlphabet[randomInt(idAlphabet.length)]).join('');
}
