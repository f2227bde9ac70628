import { recoveryActor } from '../../contract/access.ts';
import type { ErrorCode, Result } from '../../contract/errors.ts';
import type { TriesStore } from '../../station/access/interfaces.ts';
import { MemoryTries } from '../../station/access/memory-tries.ts';
import type { Desk } from '../../station/access/sign-in.ts';
import { signInEvent } from '../../station/access/user-event.ts';
import type { Unlocking } from '../keys/station-keys.ts';
import type { AccessParts } from './access-parts.ts';

type RecoveryParts = Pick<
  AccessParts,
  'keys' | 'acting' | 'clock' | 'tries' | 'withStation' | 'refresh'
>;

/**
 * Opens a locked station by its passphrase or recovery key; and proves that somebody has either, where
 * it is open: who can read everything may administer it, even where no user can be read.
 */
export class Recovery {
  readonly #parts: RecoveryParts;
  /** A locked station has no database to count wrong tries in; nor has a broken one. */
  readonly #memory = new MemoryTries();

  constructor(parts: RecoveryParts) {
    this.#parts = parts;
  }

  /** Errors: sign-in-wait, passphrase-wrong, recovery-wrong, keys codes. */
  async open(secret: Unlocking): Promise<Result<void>> {
    const { keys, tries, refresh } = this.#parts;
    const opened = await tries.make(this.#memory, recoveryActor, isWrong, () =>
      keys.unlock(secret),
    );
    if (opened.ok) await refresh();
    return opened;
  }

  /** The same where the station is open: a sign-in, with its row wherever one can be written. */
  async signIn(secret: Unlocking): Promise<Result<void>> {
    const proved = await this.#prove(() => this.#parts.keys.unlock(secret));
    if (proved.ok) await this.#logged(null, recoveryActor);
    return proved;
  }

  /** Once more, typed where a password is asked for. */
  prove(secret: string): Promise<Result<void>> {
    const { keys } = this.#parts;
    return this.#prove(async () => {
      const byKey = await keys.unlock({ recoveryKey: secret });
      return byKey.ok ? byKey : keys.unlock({ passphrase: secret });
    });
  }

  async #prove(check: () => Promise<Result<void>>): Promise<Result<void>> {
    const { tries, withStation } = this.#parts;
    const proved = await withStation((desk) =>
      tries.make(this.#triesOf(desk), recoveryActor, isWrong, check),
    );
    if (!proved.ok && isWrong(proved.error.code)) await this.#logged(proved.error.code, null);
    return proved;
  }

  #triesOf({ users }: Desk): TriesStore {
    return users.tries.get(recoveryActor).ok ? users.tries : this.#memory;
  }

  /** A database that cannot be written must not keep out whoever is to mend it. */
  #logged(code: ErrorCode | null, actor: string | null): Promise<void> {
    const { acting, withStation, clock } = this.#parts;
    return withStation(async ({ events }) => {
      const append = () => events.append(signInEvent(clock.now(), code, recoveryActor));
      if (actor === null) append();
      else acting.as(actor, append);
    });
  }
}

function isWrong(code: ErrorCode): boolean {
  return code === 'passphrase-wrong' || code === 'recovery-wrong';
}
