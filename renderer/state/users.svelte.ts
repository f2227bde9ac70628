import type { User } from '../../electron/contract/access.ts';
import type { Request } from '../../electron/contract/channels.ts';
import type { ErrorCode, Result } from '../../electron/contract/errors.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import { Trial } from './trial.svelte.ts';

/** Who may work at the station. */
export class UsersState {
  readonly #transport: Transport;
  /** The change under way, and why it was refused. */
  readonly trial = new Trial();
  #users = $state.raw<readonly User[] | null>(null);
  #error = $state.raw<ErrorCode | null>(null);

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Null until the first answer. */
  get users(): readonly User[] | null {
    return this.#users;
  }

  get error(): ErrorCode | null {
    return this.#error;
  }

  async refresh(): Promise<void> {
    const answer = await this.#transport.request('users.list', {});
    this.#error = answer.ok ? null : answer.error.code;
    if (answer.ok) this.#users = answer.value;
  }

  /** Each says whether it was done. */
  add(user: Request<'users.add'>): Promise<boolean> {
    return this.#change(() => this.#transport.request('users.add', user));
  }

  change(change: Request<'users.change'>): Promise<boolean> {
    return this.#change(() => this.#transport.request('users.change', change));
  }

  remove(name: string): Promise<boolean> {
    return this.#change(() => this.#transport.request('users.remove', { name }));
  }

  async #change(send: () => Promise<Result<readonly User[]>>): Promise<boolean> {
    const done = await this.trial.run(send);
    if (done) this.#users = done.value;
    return done !== null;
  }
}
