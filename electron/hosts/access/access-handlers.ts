import { recoveryActor, type AccessView } from '../../contract/access.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { idleMs, type Session } from '../../station/access/sessions.ts';
import { signOutEvent } from '../../station/access/user-event.ts';
import { Users } from '../../station/access/users.ts';
import type { Caller, Handlers } from '../handle.ts';
import type { Unlocking } from '../keys/station-keys.ts';
import type { AccessParts, AccessStation } from './access-parts.ts';
import { FirstStart } from './first-start.ts';
import { Recovery } from './recovery.ts';

export type AccessHandlers = Pick<Handlers, Extract<keyof Handlers, `access.${string}`>>;

/** What each message about access does. Each that changes who is at work answers with the new view. */
export function accessHandlers(parts: AccessParts): AccessHandlers {
  const { keys, sessions, signIn, withStation, notify } = parts;
  const firstStart = new FirstStart(parts);
  const recovery = new Recovery(parts);
  const view = async (caller: Caller): Promise<Result<AccessView>> =>
    ok(await viewOf(parts, caller));

  /** Signs in whoever `prove` says somebody is; nobody, where the caller is gone by then. */
  async function enter<T>(
    caller: Caller,
    prove: () => Promise<Result<T>>,
    sessionOf: (proved: T) => Session,
  ): Promise<Result<T>> {
    const arrival = sessions.arrive(caller.id);
    const proved = await prove();
    if (!proved.ok) return proved;
    return sessions.start(caller.id, arrival, sessionOf(proved.value))
      ? proved
      : fail('not-allowed');
  }

  return {
    'access.view': (_, caller) => view(caller),
    'access.begin': async (request, caller) => {
      const { name } = request.administrator;
      const begun = await enter(
        caller,
        () => firstStart.begin(request),
        ({ stamp }) => ({ operator: { name, role: 'administrator' }, stamp }),
      );
      if (!begun.ok) return begun;
      for (const notice of ['access', 'users', 'keys', 'status'] as const) notify(notice);
      return ok({ recoveryKey: begun.value.recoveryKey, view: await viewOf(parts, caller) });
    },
    'access.unlock': async (request, caller) => {
      const secret: Unlocking = request;
      const unlocked =
        keys.state === 'open'
          ? await enter(caller, () => recovery.signIn(secret), recoverySession)
          : await recovery.open(secret);
      if (!unlocked.ok) return unlocked;
      for (const notice of ['access', 'status'] as const) notify(notice);
      return view(caller);
    },
    'access.signIn': async ({ name, password }, caller) => {
      const entered = await enter(
        caller,
        () => withStation((station) => signIn.signIn(station, name, password)),
        ({ name: known, role, stamp }) => ({ operator: { name: known, role }, stamp }),
      );
      return entered.ok ? view(caller) : entered;
    },
    'access.signOut': async (_, caller) => {
      const session = sessions.end(caller.id);
      if (session) await logEnd(parts, session, false);
      return view(caller);
    },
    'access.confirm': async ({ password }, caller) => {
      const session = sessions.of(caller.id);
      // Whom the host has established is never asked.
      if (session === null) return caller.operator ? ok({}) : fail('sign-in-needed');
      const proved = await (session.stamp === null
        ? recovery.prove(password)
        : withStation((station) => signIn.prove(station, session.operator.name, password)));
      if (!proved.ok) return proved;
      // Somebody else may have signed in there meanwhile.
      if (sessions.of(caller.id) !== session) return fail('sign-in-needed');
      sessions.confirm(caller.id);
      return ok({});
    },
    'access.touch': (_, caller) => {
      sessions.touch(caller.id);
      return Promise.resolve(ok({}));
    },
    'access.changePassword': async ({ password, next }, caller) => {
      const session = sessions.of(caller.id);
      if (session === null || session.stamp === null) return fail('user-unknown');
      const changed = await withStation((station) =>
        changePassword(parts, station, session.operator.name, password, next),
      );
      if (!changed.ok) return changed;
      if (sessions.of(caller.id) === session) sessions.restamp(caller.id, changed.value);
      // Their other sessions have ended.
      notify('access');
      return ok({});
    },
  };
}

const recoverySession = (): Session => ({
  operator: { name: recoveryActor, role: 'administrator' },
  stamp: null,
});

/** A row of the end of a session. Where it cannot be written, the session has ended all the same. */
export function logEnd(
  { withStation, clock, log }: Pick<AccessParts, 'withStation' | 'clock' | 'log'>,
  { operator }: Session,
  byStation: boolean,
): Promise<void> {
  return withStation(async ({ events }) => {
    const logged = events.append(signOutEvent(clock.now(), operator.name, byStation));
    if (!logged.ok) log(`end of a session: ${logged.error.message}`);
  });
}

async function changePassword(
  { signIn, hasher, clock }: AccessParts,
  station: AccessStation,
  name: string,
  password: string,
  next: string,
): Promise<Result<string>> {
  const proved = await signIn.prove(station, name, password);
  if (!proved.ok) return proved;
  return new Users({ store: station.users, hasher, clock }).change({ name, password: next });
}

async function viewOf(parts: AccessParts, caller: Caller): Promise<AccessView> {
  const { keys, gate } = parts;
  const operator = await gate.operatorOf(caller);
  const { state, problem } = keys;
  return {
    state,
    problem: problem && { code: problem.code, message: problem.message },
    offers: await keys.offers(),
    hasUsers: await hasUsers(parts),
    peopleBefore: keys.peopleBefore(),
    operator: operator.ok ? operator.value : null,
    idleMs,
  };
}

/** Where it cannot be found out, there are: nobody is offered a first start then. */
async function hasUsers({ keys, withStation }: AccessParts): Promise<boolean> {
  if (keys.state === 'fresh') return false;
  if (keys.state !== 'open') return true;
  return withStation(async ({ users, people }) => {
    const count = users.count();
    const enrolled = people.counts('');
    return !(count.ok && enrolled.ok && count.value === 0 && enrolled.value.people === 0);
  });
}
