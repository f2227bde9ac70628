import type { TrainingPoint } from '../../contract/training.ts';

/** Points of a curve that are kept: as many as a window has room to draw. */
export const longestCurve = 400;

/**
 * The points of a run, however long it takes, evenly spread: of so many that follow one another the
 * one is kept that says most, and of twice as many whenever they become too many.
 */
export class Curve {
  #kept: TrainingPoint[] = [];
  /** Of how many points one is kept. */
  #stride = 1;
  /** The best of those since the last one that is kept, and how many they are. */
  #latest: TrainingPoint | null = null;
  #since = 0;

  get points(): TrainingPoint[] {
    return this.#latest === null ? [...this.#kept] : [...this.#kept, this.#latest];
  }

  add(point: TrainingPoint): void {
    this.#latest = this.#latest === null ? point : better(this.#latest, point);
    this.#since++;
    if (this.#since < this.#stride) return;
    this.#kept.push(this.#latest);
    this.#latest = null;
    this.#since = 0;
    if (this.#kept.length < longestCurve) return;
    this.#kept = halved(this.#kept);
    this.#stride *= 2;
  }
}

function halved(points: readonly TrainingPoint[]): TrainingPoint[] {
  return points.flatMap((point, at) => (at % 2 === 1 ? [better(points[at - 1]!, point)] : []));
}

/** An accuracy is measured seldom, a loss always. Else the later one. */
function better(one: TrainingPoint, next: TrainingPoint): TrainingPoint {
  return one.accuracy !== null && next.accuracy === null ? one : next;
}
