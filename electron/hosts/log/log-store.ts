import type { StationError } from '../../contract/errors.ts';
import type { LogRepository } from '../../store/log-repository.ts';

/** What the station asks of its log as a whole. Errors: store codes. */
export type LogStore = Pick<
  LogRepository,
  | 'keys'
  | 'look'
  | 'between'
  | 'append'
  | 'examineEnd'
  | 'recordedDamage'
  | 'newestOf'
  | 'verifiedAt'
  | 'latestAt'
  | 'count'
  | 'signedEnd'
  | 'dropBefore'
>;

/** The log of a store that cannot be opened. */
export function unavailableLog(error: StationError): LogStore {
  const refuse = (): { ok: false; error: StationError } => ({ ok: false, error });
  return {
    keys: refuse,
    look: refuse,
    between: refuse,
    append: refuse,
    examineEnd: refuse,
    recordedDamage: refuse,
    newestOf: refuse,
    verifiedAt: refuse,
    latestAt: refuse,
    count: refuse,
    signedEnd: refuse,
    dropBefore: refuse,
  };
}
