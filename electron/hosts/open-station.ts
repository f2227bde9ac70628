import { join } from 'node:path';
import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { ok, type Result, type StationError } from '../contract/errors.ts';
import type { DoctorReport, Status } from '../contract/messages.ts';
import { Gallery } from '../gallery/gallery.ts';
import { Checks } from '../station/checks.ts';
import { Directory } from '../station/directory.ts';
import { Enrolment } from '../station/enrolment.ts';
import type { Clock, EncoderInUse, EventStore } from '../station/interfaces.ts';
import { Roster } from '../station/roster.ts';
import { VisionClient } from '../vision/client.ts';
import type { SpawnVision } from '../vision/port.ts';
import { examine, type HostCheck } from './doctor.ts';
import { describeModels } from './models.ts';
import { openStore } from './open-store.ts';

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
  readonly events: EventStore;
  readonly vision: VisionClient;
  readonly encoder: EncoderInUse;
  /** Components of an encoding. */
  readonly dims: number;
  status(): Status;
  doctor(): Promise<DoctorReport>;
  close(): Promise<void>;
}

/** The file people, templates and events are kept in, within the data folder. */
const databaseFile = 'threshold.db';
/** Letters and digits that are not mistaken for one another when read aloud or typed. */
const idAlphabet = '23456789abcdefghjkmnpqrstuvwxyz';
const idLength = 8;

/** The composition root shared by all hosts. Never throws: what is broken answers with its code. */
export async function openStation(options: StationOptions): Promise<Station> {
  const models = await describeModels(options.manifestPath);
  const { encoder } = models;
  const store = openStore(join(options.dataDir, databaseFile));
  const { people, events } = store;
  const clock = systemClock();
  const roster = new Roster(people, encoder, () => new Gallery(models.dims));
  let visionError: StationError | null = null;
  const vision = new VisionClient({
    spawn: options.spawnVision,
    args: [
      ...['--models', options.modelsDir, '--manifest', options.manifestPath],
      ...['--pack', models.pack, '--threads', String(modelThreads())],
    ],
    onChange: (error) => {
      // A process that dies again and again is one event, not one each time.
      if (error && !visionError) noteVisionLoss(error);
      visionError = error;
      options.onVisionChange?.(error);
    },
  });

  function noteVisionLoss(error: StationError): void {
    options.log(error.message);
    events.append({
      at: clock.now(),
      kind: 'station',
      outcome: 'refused',
      personId: null,
      claimedId: null,
      distance: null,
      threshold: null,
      code: error.code,
      source: 'station',
    });
  }

  const parts = { vision, roster, people, events, encoder, clock };
  return {
    checks: new Checks(parts),
    enrolment: new Enrolment({ ...parts, newId }),
    directory: new Directory(parts),
    events,
    vision,
    encoder,
    dims: models.dims,
    status: () => {
      const counts = people.counts(encoder.sha256);
      return {
        version: options.version,
        host: options.host,
        models: { ...health(models.loaded), pack: models.pack },
        vision: health(visionError ? { ok: false, error: visionError } : ok(undefined)),
        store: health(counts),
        people: counts.ok ? counts.value.people : 0,
        needEnrolment: counts.ok ? counts.value.needEnrolment : 0,
        threshold: encoder.threshold,
        thresholdNote: models.thresholdNote,
      };
    },
    doctor: () =>
      examine({ models, modelsDir: options.modelsDir, store, vision, roster }, [
        ...(options.hostChecks ?? []),
      ]),
    close: async () => {
      vision.close();
      store.close();
      await Promise.resolve();
    },
  };
}

function health(result: Result<unknown>): {
  ok: boolean;
  code?: StationError['code'];
  message?: string;
} {
  return result.ok ? { ok: true } : { ok: false, ...result.error };
}

/**
 * Half of the cores, at most two: the window and its camera need the rest, and a model that waits
 * for a busy core is slower than one with fewer threads.
 */
function modelThreads(): number {
  return Math.max(1, Math.min(2, Math.floor(availableParallelism() / 2)));
}

function systemClock(): Clock {
  return { now: () => Date.now(), tick: () => performance.now() };
}

/** 31^8 ids: among 100,000 people a clash has odds of 1 in 170 and is refused, not overwritten. */
function newId(): string {
  return Array.from({ length: idLength }, () => idAlphabet[randomInt(idAlphabet.length)]).join('');
}
