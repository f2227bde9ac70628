import type { Notice } from '../../contract/channels.ts';
import type { Result } from '../../contract/errors.ts';
import type { Handlers } from '../handle.ts';
import type { LoggedKeys } from './logged-keys.ts';

interface KeysHandlerParts {
  readonly keys: LoggedKeys;
  readonly notify: (notice: Notice) => void;
}

export type KeysHandlers = Pick<Handlers, Extract<keyof Handlers, `keys.${string}`>>;

/** What the page about the keys asks for. */
export function keysHandlers({ keys, notify }: KeysHandlerParts): KeysHandlers {
  function changed<T>(done: Result<T>): Result<T> {
    if (done.ok) for (const notice of ['keys', 'events', 'status'] as const) notify(notice);
    return done;
  }

  return {
    'keys.view': () => Promise.resolve(keys.view()),
    'keys.rotate': () => Promise.resolve(changed(keys.rotate())),
    'keys.protect': async (wish) => changed(await keys.protect(wish)),
    'keys.newRecovery': async () => changed(await keys.newRecovery()),
    'keys.recoveryKept': () => Promise.resolve(changed(keys.recoveryKept())),
  };
}
