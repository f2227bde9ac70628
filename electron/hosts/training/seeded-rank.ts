import { createHash } from 'node:crypto';

/** Where somebody comes in an order by lot, hex: the same for a person and a seed, whoever else is there. */
export function rankOf(person: string, seed: number): string {
  return createHash('sha256').update(`${seed}\0${person}`).digest('hex');
}
