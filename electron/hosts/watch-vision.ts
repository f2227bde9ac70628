import { availableParallelism } from 'node:os';
import type { StationError } from '../contract/errors.ts';
import type { Clock, EventStore } from '../station/interfaces.ts';
import { visionLossEvent } from '../station/vision-loss-event.ts';
import { VisionClient } from '../vision/client.ts';
import type { SpawnVision } from '../vision/port.ts';

export interface WatchOptions {
  readonly spawnVision: SpawnVision;
  readonly log: (line: string) => void;
  readonly onVisionChange?: (error: StationError | null) => void;
}

/** Which models a vision process is to run. */
export interface PackPlace {
  readonly pack: string;
  /** Folder of its files. */
  readonly dir: string;
  readonly manifestPath: string;
}

/** Starts the vision process; its loss is told, and logged once until it is back. */
export function watchVision(
  options: WatchOptions,
  place: PackPlace,
  events: EventStore,
  clock: Clock,
): { vision: VisionClient; error: () => StationError | null } {
  let current: StationError | null = null;
  const vision = new VisionClient({
    spawn: options.spawnVision,
    args: visionArguments(place),
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

/** What the vision process is started with. */
export function visionArguments({ pack, dir, manifestPath }: PackPlace): string[] {
  return [
    ...['--models', dir, '--manifest', manifestPath],
    ...['--pack', pack, '--threads', String(modelThreads())],
  ];
}

/**
 * Half of the cores, at most two: the window and its camera need the rest, and a model that waits
 * for a busy core is slower than one with fewer threads.
 */
function modelThreads(): number {
  return Math.max(1, Math.min(2, Math.floor(availableParallelism() / 2)));
}
