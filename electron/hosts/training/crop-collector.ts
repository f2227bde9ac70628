import { bytesPerCrop, sharedBytes, type CropSet } from '../../../native-models/training/crops.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { inMegabytes } from './megabytes.ts';

/** The crops may take this share of the memory that is free: the training needs its own. */
const memoryShare = 0.7;

/** Puts crops one behind the other into memory that threads can share, and keeps count of whose they are. */
export class CropCollector {
  readonly #sides: Pick<CropSet, 'size' | 'inner'>;
  readonly #pixels: Uint8Array;
  readonly #people = new Map<string, number>();
  readonly #person: number[] = [];
  readonly #sources: string[] = [];

  private constructor(sides: Pick<CropSet, 'size' | 'inner'>, pixels: Uint8Array) {
    this.#sides = sides;
    this.#pixels = pixels;
  }

  /** For so many crops at most. `memory`: bytes that are free. Errors: training-memory. */
  static reserve(
    crops: number,
    sides: Pick<CropSet, 'size' | 'inner'>,
    memory: number,
  ): Result<CropCollector> {
    const bytes = crops * bytesPerCrop(sides.size);
    const tooLarge = fail('training-memory', `the faces cut out take ${inMegabytes(bytes)}`);
    if (bytes > memoryShare * memory) return tooLarge;
    try {
      return ok(new CropCollector(sides, sharedBytes(bytes)));
    } catch {
      // More than any one piece of memory may have.
      return tooLarge;
    }
  }

  get bytesPerCrop(): number {
    return bytesPerCrop(this.#sides.size);
  }

  /** Where the next crop goes; it counts once it is kept. */
  next(): Uint8Array {
    const at = this.#person.length * this.bytesPerCrop;
    return this.#pixels.subarray(at, at + this.bytesPerCrop);
  }

  /** `source`: the photo's path within the folder of people. */
  keep(person: string, source: string): void {
    const number = this.#people.get(person) ?? this.#people.size;
    this.#people.set(person, number);
    this.#person.push(number);
    this.#sources.push(source);
  }

  /** Crops of each person. */
  counts(): { person: string; photos: number }[] {
    const counts = [...this.#people.keys()].map((person) => ({ person, photos: 0 }));
    for (const number of this.#person) counts[number]!.photos++;
    return counts;
  }

  crops(): CropSet {
    return {
      ...this.#sides,
      pixels: this.#pixels.subarray(0, this.#person.length * this.bytesPerCrop),
      person: Uint32Array.from(this.#person),
      people: [...this.#people.keys()],
      sources: this.#sources,
    };
  }
}
