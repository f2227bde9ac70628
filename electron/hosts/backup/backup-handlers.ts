import type { Notice } from '../../contract/channels.ts';
import { ok, type Result } from '../../contract/errors.ts';
import type { Handlers } from '../handle.ts';
import type { Backups } from './backups.ts';

interface BackupHandlerParts {
  readonly backups: Backups;
  /** Goes on with a database that lacks what was written last. */
  readonly acceptLoss: () => Promise<Result<void>>;
  readonly notify: (...notices: readonly Notice[]) => void;
}

export type BackupHandlers = Pick<Handlers, Extract<keyof Handlers, `backups.${string}`>>;

/** What the page about backups asks for. It names files, never paths. */
export function backupHandlers({
  backups,
  acceptLoss,
  notify,
}: BackupHandlerParts): BackupHandlers {
  /** Another database: whatever was known may be another. */
  const everything = ['status', 'people', 'events', 'recognition', 'users', 'access'] as const;
  return {
    'backups.list': () => Promise.resolve(backups.view()),
    'backups.make': async () => {
      const made = await backups.make('hand');
      notify('backups', 'events');
      return made;
    },
    'backups.restore': async ({ name }) => {
      const restored = await backups.restore(name);
      if (restored.ok) notify('backups', 'packs', 'privacy', ...everything);
      return restored;
    },
    'backups.acceptLoss': async () => {
      const accepted = await acceptLoss();
      if (!accepted.ok) return accepted;
      notify(...everything);
      return ok({});
    },
  };
}
