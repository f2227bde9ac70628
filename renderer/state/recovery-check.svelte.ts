import { groupsOf, isGroup, twoPlaces } from './recovery-key.ts';

/** A recovery key that is shown this once, and the proof that it has been written down. */
export class RecoveryCheck {
  readonly groups: readonly string[];
  readonly #random: () => number;
  #places = $state.raw<readonly [number, number]>([0, 1]);
  #asked = $state.raw(false);
  #wrong = $state.raw(false);
  first = $state('');
  second = $state('');

  /** `random` gives numbers in [0, 1). */
  constructor(key: string, random: () => number = Math.random) {
    this.groups = groupsOf(key);
    this.#random = random;
  }

  /** Whether the groups are asked for; until then the key is shown. */
  get asked(): boolean {
    return this.#asked;
  }

  /** Places of the groups that are asked for, from 0. */
  get places(): readonly [number, number] {
    return this.#places;
  }

  /** Whether what was typed last is not what the key says. */
  get wrong(): boolean {
    return this.#wrong;
  }

  ask(): void {
    this.#places = twoPlaces(this.groups.length, this.#random);
    this.first = this.second = '';
    this.#wrong = false;
    this.#asked = true;
  }

  show(): void {
    this.#asked = false;
  }

  edited(): void {
    this.#wrong = false;
  }

  /** Whether both groups are as they stand in the key. */
  matches(): boolean {
    const [one, other] = this.#places;
    const right =
      isGroup(this.first, this.groups[one] ?? '') && isGroup(this.second, this.groups[other] ?? '');
    this.#wrong = !right;
    return right;
  }
}
