import type { Result } from '../../contract/errors.ts';
import type { TrainingRequest, TrainingView } from '../../contract/training.ts';
import type { Handlers } from '../handle.ts';
import { settingEvent } from '../../station/operator-event.ts';
import type { Station } from '../open-station.ts';
import type { TrainingService, TrainingStation } from './training-service.ts';

/** What training works with, and the log it is noted in. */
export type LoggingStation = TrainingStation & Pick<Station, 'events'>;

export interface TrainingHandlerParts {
  readonly training: TrainingService;
  /** Gives the station that is open to a piece of work. */
  readonly withStation: <T>(work: (station: LoggingStation) => Promise<T>) => Promise<T>;
  /** Ends when the station that answers is one for what the settings name. */
  readonly refresh: () => Promise<void>;
}

export type TrainingHandlers = Pick<Handlers, Extract<keyof Handlers, `training.${string}`>>;

/**
 * What each message about training does. Each answers with what there is to see afterwards, in the
 * station that is open then: adopting may open another.
 */
export function trainingHandlers(parts: TrainingHandlerParts): TrainingHandlers {
  const { training, withStation, refresh } = parts;
  const view = (): Promise<Result<TrainingView>> =>
    withStation((station) => training.view(station));

  /** What was done is a row of the log; adopting and going back write their own. */
  async function noted(
    detail: string,
    work: (station: LoggingStation) => Promise<Result<void>>,
  ): Promise<Result<TrainingView>> {
    const done = await withStation(async (station) => {
      const worked = await work(station);
      if (!worked.ok) return worked;
      return station.events.append(settingEvent('training', Date.now(), detail));
    });
    return done.ok ? view() : done;
  }

  /** The same where the models may be others afterwards, even if only part of it was done. */
  async function change(
    work: (station: TrainingStation) => Promise<Result<void>>,
  ): Promise<Result<TrainingView>> {
    const done = await withStation(work);
    await refresh();
    return done.ok ? view() : done;
  }

  return {
    'training.get': view,
    'training.start': (request) =>
      noted(startInWords(request), (station) => training.start(station, request)),
    'training.stop': () => noted('stopped', () => Promise.resolve(training.stop())),
    'training.adopt': () => change((station) => training.adopt(station)),
    'training.discard': () => noted('discarded', () => training.discard()),
    'training.back': () => change((station) => training.back(station)),
  };
}

function startInWords(request: TrainingRequest): string {
  return request.kind === 'encoder'
    ? `started encoder from ${request.folder}`
    : `started ${request.kind}`;
}
