import type { User } from '../../contract/access.ts';
import type { Result } from '../../contract/errors.ts';
import { Users } from '../../station/access/users.ts';
import type { Handlers } from '../handle.ts';
import type { AccessSurroundings } from './access-parts.ts';

export type UserHandlers = Pick<Handlers, Extract<keyof Handlers, `users.${string}`>>;

type UserParts = Pick<AccessSurroundings, 'hasher' | 'clock' | 'withStation' | 'notify'>;

/** What each message about users does. Each answers with the users there are afterwards. */
export function userHandlers({ hasher, clock, withStation, notify }: UserParts): UserHandlers {
  function change(work: (users: Users) => Promise<Result<unknown>>): Promise<Result<User[]>> {
    return withStation(async ({ users: store }) => {
      const users = new Users({ store, hasher, clock });
      const done = await work(users);
      if (!done.ok) return done;
      // Sessions may have ended by it: whoever is signed in asks whether they still are.
      for (const notice of ['users', 'access', 'events'] as const) notify(notice);
      return users.list();
    });
  }

  return {
    'users.list': () => withStation(async ({ users }) => users.list()),
    'users.add': (wish) => change((users) => users.add(wish)),
    'users.change': (wish) => change((users) => users.change(wish)),
    'users.remove': ({ name }) => change(async (users) => users.remove(name)),
  };
}
