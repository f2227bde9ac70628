import { AsyncLocalStorage } from 'node:async_hooks';
import { kioskActor, stationActor } from '../contract/access.ts';

/**
 * Who does what is under way, so that every row of the log has its actor without each use-case
 * handing it on. What nobody asked for is the station's own.
 */
export class Acting {
  readonly #storage = new AsyncLocalStorage<string>();

  as<T>(actor: string, work: () => T): T {
    return this.#storage.run(actor, work);
  }

  readonly current = (): string => this.#storage.getStore() ?? stationActor;
}

/** Whoever only stands before the station learns nothing of who is enrolled. */
export function isOperator(actor: string): boolean {
  return actor !== kioskActor && actor !== stationActor;
}
