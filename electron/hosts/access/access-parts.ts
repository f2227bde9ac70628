import type { Notice } from '../../contract/channels.ts';
import type { GuardedTries } from '../../station/access/guarded-tries.ts';
import type { PasswordHasher } from '../../station/access/interfaces.ts';
import type { Sessions } from '../../station/access/sessions.ts';
import type { Desk, SignIn } from '../../station/access/sign-in.ts';
import type { Clock, PeopleStore } from '../../station/interfaces.ts';
import type { Acting } from '../acting.ts';
import type { StationKeys } from '../keys/station-keys.ts';
import type { Gate } from './gate.ts';

/** What of the open station access needs. */
export interface AccessStation extends Desk {
  readonly people: Pick<PeopleStore, 'counts'>;
}

/** What access is put together from; it outlives every station. */
export interface AccessSurroundings {
  readonly keys: StationKeys;
  readonly acting: Acting;
  readonly clock: Clock;
  readonly hasher: PasswordHasher;
  /** Gives the station that is open to a piece of work. */
  readonly withStation: <T>(work: (station: AccessStation) => Promise<T>) => Promise<T>;
  /** Ends when the station that answers is one for the state of the keys. */
  readonly refresh: () => Promise<void>;
  readonly notify: (notice: Notice) => void;
  readonly log: (line: string) => void;
}

export interface AccessParts extends AccessSurroundings {
  readonly gate: Gate;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly tries: GuardedTries;
}
