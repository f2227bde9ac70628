import type { BeginRequest } from '../../contract/access.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { checkPassword } from '../../station/access/password-rules.ts';
import { Users } from '../../station/access/users.ts';
import { keyEvent } from '../../station/key-event.ts';
import { OneAtATime } from '../../station/one-at-a-time.ts';
import { LoggedKeys } from '../keys/logged-keys.ts';
import type { ProtectionWish } from '../keys/station-keys.ts';
import type { AccessSurroundings } from './access-parts.ts';
import { openOr } from './gate.ts';

type FirstStartParts = Pick<
  AccessSurroundings,
  'keys' | 'acting' | 'clock' | 'hasher' | 'withStation' | 'refresh'
>;

interface Begun {
  readonly recoveryKey: string;
  /** Of the administrator that was made. */
  readonly stamp: string;
}

/**
 * The first start: the keys, then the first administrator. Done only while there is nobody to protect:
 * on a fresh station, or on one that the command line made and that has neither users nor people.
 */
export class FirstStart {
  readonly #parts: FirstStartParts;
  /** The keys were made by this process, and nobody was let in since: then it may be gone on with. */
  #begunHere = false;
  readonly #turns = new OneAtATime();

  constructor(parts: FirstStartParts) {
    this.#parts = parts;
  }

  /**
   * One after the other: of two windows that begin at once, one becomes the administrator's.
   * Errors: password-weak, sign-in-needed (there is somebody to ask), keys and store codes.
   */
  begin(request: BeginRequest): Promise<Result<Begun>> {
    const { name } = request.administrator;
    return this.#turns.do(() => this.#parts.acting.as(name, () => this.#begin(request)));
  }

  async #begin(request: BeginRequest): Promise<Result<Begun>> {
    const { administrator } = request;
    const good = checkPassword(administrator.password, administrator.name);
    if (!good.ok) return good;
    const keyed = await this.#withKeys(request);
    if (!keyed.ok) return keyed;
    const { recoveryKey } = keyed.value;
    const stamp = await this.#administrator(administrator);
    return stamp.ok ? ok({ recoveryKey, stamp: stamp.value }) : stamp;
  }

  async #withKeys({
    protection,
    passphrase,
  }: BeginRequest): Promise<Result<{ recoveryKey: string }>> {
    const { keys, refresh } = this.#parts;
    const wish = { protection, passphrase };
    if (keys.state === 'fresh') {
      const begun = await keys.begin(wish);
      if (!begun.ok) return begun;
      this.#begunHere = true;
      await refresh();
      await this.#log(`made: ${protection}`);
      return begun;
    }
    const open = openOr(keys);
    if (!open.ok) return open;
    const free = await this.#isFree();
    if (!free.ok) return free;
    return this.#takeOver(wish);
  }

  /** The keys that the command line made, now protected as it is wished here. */
  #takeOver(wish: ProtectionWish): Promise<Result<{ recoveryKey: string }>> {
    const { keys, clock, withStation } = this.#parts;
    return withStation(async ({ events }) => {
      const logged = new LoggedKeys({ keys, events, clock });
      const protectedNow = await logged.protect(wish);
      return protectedNow.ok ? logged.newRecovery() : protectedNow;
    });
  }

  /** Where the log cannot be written, the administrator cannot be made either, which is told. */
  #log(what: string): Promise<unknown> {
    const { clock, withStation } = this.#parts;
    return withStation(async ({ events }) => events.append(keyEvent(clock.now(), what)));
  }

  /** Looked at before anything is changed, and once more in the step that makes the user. */
  #isFree(): Promise<Result<void>> {
    return this.#parts.withStation(async ({ users, people }) => {
      const already = users.count();
      if (!already.ok) return already;
      const enrolled = people.counts('');
      if (!enrolled.ok) return enrolled;
      const taken = already.value > 0 || (enrolled.value.people > 0 && !this.#begunHere);
      return taken ? somebodyThere() : ok(undefined);
    });
  }

  #administrator(wish: BeginRequest['administrator']): Promise<Result<string>> {
    const { withStation, hasher, clock } = this.#parts;
    return withStation(async ({ users: store }): Promise<Result<string>> => {
      const users = new Users({ store, hasher, clock });
      const added = await users.addFirst(wish, this.#begunHere);
      if (!added.ok) return added;
      if (!added.value) return somebodyThere();
      this.#begunHere = false;
      const stamp = store.stampOf(wish.name);
      return stamp.ok && stamp.value === null ? fail('internal') : (stamp as Result<string>);
    });
  }
}

function somebodyThere() {
  return fail(
    'sign-in-needed',
    'the station is in use: sign in, give its recovery key, or use the command "users add"',
  );
}
