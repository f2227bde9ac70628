import { roles, userNameSchema, type Role, type User } from '../contract/access.ts';
import type { Result } from '../contract/errors.ts';
import { ScryptPasswords } from '../hosts/access/passwords.ts';
import type { Station } from '../hosts/open-station.ts';
import { systemClock } from '../hosts/system-clock.ts';
import { Users } from '../station/access/users.ts';
import { exactly, need, type Command, type Values } from './command.ts';
import { exitCodes, failed, type CommandOutcome, type RunCommand } from './outcome.ts';
import { readPassword } from './read-password.ts';
import { table } from './table.ts';

/** Who may work in the window. The command line itself is the operating system's user's. */
export const usersCommands: readonly Command[] = [
  {
    words: 'users list',
    prepare: (_, rest) => (exactly(0, rest), (station) => listed(usersOf(station))),
  },
  {
    words: 'users add',
    options: ['role', 'password-file'],
    prepare: (values, rest) => {
      const name = nameFrom(exactly(1, rest)[0]);
      const role = roleFrom(need('role', values));
      return withPassword(values, (users, password) => users.add({ name, role, password }));
    },
  },
  {
    words: 'users password',
    options: ['password-file'],
    prepare: (values, rest) => {
      const name = nameFrom(exactly(1, rest)[0]);
      return withPassword(values, (users, password) => users.change({ name, password }));
    },
  },
  {
    words: 'users role',
    prepare: (_, rest) => {
      const [name, role] = exactly(2, rest);
      const wish = { name: nameFrom(name), role: roleFrom(role) };
      return changing((users) => users.change(wish));
    },
  },
  ...(['disable', 'enable'] as const).map((verb): Command => ({
    words: `users ${verb}`,
    prepare: (_, rest) => {
      const name = nameFrom(exactly(1, rest)[0]);
      return changing((users) => users.change({ name, disabled: verb === 'disable' }));
    },
  })),
  {
    words: 'users remove',
    prepare: (_, rest) => {
      const name = nameFrom(exactly(1, rest)[0]);
      return changing(async (users) => users.remove(name));
    },
  },
];

type Change = (users: Users) => Promise<Result<unknown>>;

/** @throws Error in words where it is no name */
function nameFrom(text: string): string {
  const name = userNameSchema.safeParse(text);
  if (!name.success) {
    throw new Error(`A user's name has 1 to 40 letters, digits or . _ @ -, unlike "${text}".`);
  }
  return name.data;
}

/** @throws Error in words where it is no role */
function roleFrom(text: string): Role {
  const role = roles.find((one) => one === text);
  if (role === undefined) throw new Error(`A role is one of ${roles.join(', ')}, not "${text}".`);
  return role;
}

function withPassword(
  values: Values,
  change: (users: Users, password: string) => Promise<Result<unknown>>,
): RunCommand {
  return async (station) => {
    const password = await readPassword(values['password-file']);
    if (!password.ok) return failed(password.error);
    return changing((users) => change(users, password.value))(station);
  };
}

/** Each answers with the users there are afterwards. */
function changing(change: Change): (station: Station) => Promise<CommandOutcome> {
  return async (station) => {
    const users = usersOf(station);
    const changed = await change(users);
    return changed.ok ? listed(users) : failed(changed.error);
  };
}

function usersOf({ users: store }: Station): Users {
  return new Users({ store, hasher: new ScryptPasswords(), clock: systemClock });
}

async function listed(users: Users): Promise<CommandOutcome> {
  const list = users.list();
  if (!list.ok) return failed(list.error);
  const text = list.value.length === 0 ? 'There is no user yet.' : inWords(list.value);
  return { answer: list.value, text, exitCode: exitCodes.done };
}

function inWords(users: readonly User[]): string {
  const rows = users.map(({ name, role, lastSignInAt, disabled }) => [
    name,
    role,
    lastSignInAt === null ? 'never signed in' : `signed in ${new Date(lastSignInAt).toISOString()}`,
    disabled ? 'disabled' : '',
  ]);
  return table(rows);
}
