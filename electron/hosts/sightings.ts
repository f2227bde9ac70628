import { Sighting } from '../station/sighting.ts';

interface Entry {
  readonly question: string;
  readonly sighting: Sighting;
}

/** One sighting per caller and question: another question starts afresh. */
export class Sightings {
  readonly #entries = new Map<string, Entry>();

  of(callerId: string, claimedId?: string): Sighting {
    const question = claimedId === undefined ? 'identify' : `verify ${claimedId}`;
    const current = this.#entries.get(callerId);
    if (current?.question === question) return current.sighting;
    const sighting = new Sighting();
    this.#entries.set(callerId, { question, sighting });
    return sighting;
  }

  forget(callerId: string): void {
    this.#entries.delete(callerId);
  }

  forgetAll(): void {
    for (const { sighting } of this.#entries.values()) sighting.end();
  }
}
