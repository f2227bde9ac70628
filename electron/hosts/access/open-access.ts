import { GuardedTries } from '../../station/access/guarded-tries.ts';
import { Sessions, type Session } from '../../station/access/sessions.ts';
import { SignIn } from '../../station/access/sign-in.ts';
import { accessHandlers, logEnd, type AccessHandlers } from './access-handlers.ts';
import type { AccessSurroundings } from './access-parts.ts';
import { Gate } from './gate.ts';
import { userHandlers, type UserHandlers } from './user-handlers.ts';

/** How often sessions are looked through for those that time has ended, ms. */
const sweepMs = 10_000;

export interface Access {
  readonly gate: Gate;
  readonly handlers: AccessHandlers & UserHandlers;
  /** A window or connection is gone: its session ends. */
  forgetCaller(callerId: string): Promise<void>;
  /** Ends what time has ended; done by itself from time to time. */
  sweep(): Promise<void>;
  /** Ends every session while the log can still say so. */
  close(): Promise<void>;
}

/** Who may do what at a station with windows, for as long as the process lives. */
export function openAccess(surroundings: AccessSurroundings): Access {
  const { keys, acting, clock, hasher, withStation, notify } = surroundings;
  const sessions = new Sessions(clock);
  const gate = new Gate({
    lock: keys,
    sessions,
    stampOf: (name) => withStation(async ({ users }) => users.stampOf(name)),
    onEnded: (operator) => void ended({ operator, stamp: null }),
  });
  const tries = new GuardedTries(clock);
  const signIn = new SignIn({ tries, hasher, clock, as: (actor, work) => acting.as(actor, work) });
  const parts = { ...surroundings, gate, sessions, signIn, tries };

  async function ended(session: Session): Promise<void> {
    notify('access');
    await logEnd(surroundings, session, true).catch((cause: unknown) => {
      surroundings.log(`end of a session: ${String(cause)}`);
    });
  }

  async function sweep(): Promise<void> {
    for (const session of sessions.sweep()) await ended(session);
  }

  const timer = setInterval(() => void sweep(), sweepMs);
  timer.unref();
  return {
    gate,
    handlers: { ...accessHandlers(parts), ...userHandlers(surroundings) },
    forgetCaller: async (callerId) => {
      const session = sessions.end(callerId);
      if (session) await ended(session);
    },
    sweep,
    close: async () => {
      clearInterval(timer);
      for (const session of sessions.endAll()) await ended(session);
    },
  };
}
