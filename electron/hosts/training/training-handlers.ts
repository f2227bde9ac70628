import type { Result } from '../../contract/errors.ts';
import type { TrainingView } from '../../contract/training.ts';
import type { Handlers } from '../handle.ts';
import type { TrainingService, TrainingStation } from './training-service.ts';

export interface TrainingHandlerParts {
  readonly training: TrainingService;
  /** Gives the station that is open to a piece of work. */
  readonly withStation: <T>(work: (station: TrainingStation) => Promise<T>) => Promise<T>;
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

  async function then(
    work: (station: TrainingStation) => Promise<Result<void>>,
  ): Promise<Result<TrainingView>> {
    const done = await withStation(work);
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
    'training.start': (request) => then((station) => training.start(station, request)),
    'training.stop': () => then(() => Promise.resolve(training.stop())),
    'training.adopt': () => change((station) => training.adopt(station)),
    'training.discard': () => then(() => training.discard()),
    'training.back': () => change((station) => training.back(station)),
  };
}
