import { viewsOfSingle, type BatchShape } from './batch-shape.ts';
import { mixed, randomOf, shuffled } from './random.ts';

/** Which crops a batch shows, of whom, and the seed of each view; one entry per view. */
export interface Batch {
  readonly crops: Uint32Array;
  readonly people: Uint32Array;
  readonly seeds: Uint32Array;
}

/**
 * Nobody is shown more often per epoch than this, however many photos there are of them: a few
 * famous people must not be what an encoder learns.
 */
const mostVisits = 6;

/**
 * Deals photos into batches of P people with K photos each (Hermans, Beyer, Leibe 2017, section
 * 2). An epoch shows people with several photos as often as it takes to show all of these, up to
 * `mostVisits`. What a batch shows depends on the seed and the batch's number alone.
 */
export class Sampler {
  readonly #photosOf: ReadonlyMap<number, readonly number[]>;
  readonly #shape: BatchShape;
  readonly #seed: number;
  /** People with several photos, each as often as an epoch visits them. */
  readonly #visits: readonly number[];
  readonly #singles: readonly number[];
  readonly #epochs = new Latest((epoch) => this.#deal(epoch));
  readonly #rounds = new Latest((round) =>
    shuffled(this.#singles, randomOf(this.#seed, streams.singles, round)),
  );

  /** `photosOf`: of each person to learn from, their crops. */
  constructor(photosOf: ReadonlyMap<number, readonly number[]>, shape: BatchShape, seed: number) {
    this.#photosOf = photosOf;
    this.#shape = shape;
    this.#seed = seed;
    const people = [...photosOf.keys()];
    const photos = (person: number): number => photosOf.get(person)!.length;
    this.#singles = people.filter((person) => photos(person) === 1);
    this.#visits = people
      .filter((person) => photos(person) > 1)
      .flatMap((person) => {
        const visits = Math.min(mostVisits, Math.ceil(photos(person) / shape.photos));
        return Array<number>(visits).fill(person);
      });
  }

  get batchesPerEpoch(): number {
    const { people, singles } = this.#shape;
    if (people > 0) return Math.ceil(this.#visits.length / people);
    return Math.ceil(this.#singles.length / singles);
  }

  /** `number`: from 0 up. Views of one person are spread over the batch. */
  batch(number: number): Batch {
    const epoch = Math.floor(number / this.batchesPerEpoch);
    const visits = this.#epochs.of(epoch)[number % this.batchesPerEpoch] ?? [];
    const shown = [
      ...visits.flatMap(({ person, count }) => this.#photosFor(person, epoch, count)),
      ...this.#singlesFor(number),
    ];
    // A run must not be able to tell by its own statistics who is in it (He et al. 2020, MoCo, 3.3).
    const mixedUp = shuffled(shown, randomOf(this.#seed, streams.order, number));
    return {
      crops: Uint32Array.from(mixedUp, ({ crop }) => crop),
      people: Uint32Array.from(mixedUp, ({ person }) => person),
      seeds: Uint32Array.from(mixedUp, (_, place) =>
        mixed([this.#seed, streams.views, number, place]),
      ),
    };
  }

  /** The visits of an epoch in batches, nobody twice in one; where visits run out, anybody. */
  #deal(epoch: number): Visit[][] {
    const random = randomOf(this.#seed, streams.people, epoch);
    const waiting = shuffled(this.#visits, random);
    const everybody = [...new Set(this.#visits)];
    const counts = new Map<number, number>();
    return Array.from({ length: this.batchesPerEpoch }, () => {
      const chosen = new Set<number>();
      for (let at = 0; at < waiting.length && chosen.size < this.#shape.people;) {
        if (chosen.has(waiting[at]!)) at++;
        else chosen.add(waiting.splice(at, 1)[0]!);
      }
      for (const person of shuffled(everybody, random)) {
        if (chosen.size >= this.#shape.people) break;
        chosen.add(person);
      }
      return [...chosen].map((person) => {
        const count = counts.get(person) ?? 0;
        counts.set(person, count + 1);
        return { person, count };
      });
    });
  }

  /** K photos of a person, the next ones at each visit; too few are shown again in other views. */
  #photosFor(person: number, epoch: number, count: number): Shown[] {
    const random = randomOf(this.#seed, streams.photos, epoch, person);
    const order = shuffled(this.#photosOf.get(person)!, random);
    return Array.from({ length: this.#shape.photos }, (_, photo) => ({
      person,
      crop: order[(count * this.#shape.photos + photo) % order.length]!,
    }));
  }

  /** Nobody twice in a batch: who is left over at the end of a round waits for the next one. */
  #singlesFor(number: number): Shown[] {
    const count = this.#shape.singles;
    if (count === 0) return [];
    const batches = Math.floor(this.#singles.length / count);
    const first = (number % batches) * count;
    const chosen = this.#rounds.of(Math.floor(number / batches)).slice(first, first + count);
    return chosen.flatMap((person) => {
      const shown = { person, crop: this.#photosOf.get(person)![0]! };
      return Array.from({ length: viewsOfSingle }, () => shown);
    });
  }
}

interface Visit {
  readonly person: number;
  /** How often this person was visited before in this epoch. */
  readonly count: number;
}

interface Shown {
  readonly crop: number;
  readonly person: number;
}

/** What random numbers are drawn for: each has a stream of its own. */
const streams = { people: 1, photos: 2, singles: 3, order: 4, views: 5 } as const;

/** Keeps what was computed last. */
class Latest<T> {
  readonly #compute: (index: number) => T;
  #kept: { readonly index: number; readonly value: T } | null = null;

  constructor(compute: (index: number) => T) {
    this.#compute = compute;
  }

  of(index: number): T {
    if (this.#kept?.index !== index) this.#kept = { index, value: this.#compute(index) };
    return this.#kept.value;
  }
}
