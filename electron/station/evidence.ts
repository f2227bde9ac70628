import { poolTemplates } from '../contract/person-template.ts';
import type { Pooled } from '../contract/pooled.ts';

/**
 * Frames of a track that are pooled (n): the latest, half a second's at the window's pace. More
 * hardly add anything, as frames of one moment are much alike, and hold on longer to what was.
 */
export const pooledFrames = 8;
/**
 * Frames that must show the same person (k). One alone decides nothing, so that a single odd frame,
 * a reflection or a face on a passing screen opens nothing; with two, somebody at the door
 * waits for one frame more, well below a second even at 3 frames a second.
 */
export const consistentFrames = 2;
/** What was seen longer ago than this, in ms, says nothing about who is there now. */
export const freshMs = 3000;

/** How encodings of the encoder in use are told apart. Both answers are false for a NaN. */
export interface Likeness {
  /** Whether two looks may be at one person. */
  readonly alike: (one: Pooled, other: Pooled) => boolean;
  /** Whether a look may be at this enrolled person. */
  readonly resembles: (look: Pooled, personId: string) => boolean;
}

interface Look {
  readonly probe: Pooled;
  readonly quality: number;
  readonly tick: number;
}

/** What the latest frames of one track have shown of a face: a probe, and how far they agree. */
export class Evidence {
  #looks: Look[] = [];
  #pooled: Pooled | null = null;

  /** The looks as one probe, weighted by their quality; null where there is none. */
  get pooled(): Pooled | null {
    return this.#pooled;
  }

  /** Looks pooled now. */
  get frames(): number {
    return this.#looks.length;
  }

  /**
   * Takes the probe of one frame, if it may be of the face that was seen so far. False where it is
   * not: then nothing has changed. `quality` 0..1; `tick` in ms of a steady clock.
   */
  take(probe: Pooled, quality: number, tick: number, likeness: Likeness): boolean {
    this.#forget(tick);
    if (this.#pooled && !likeness.alike(probe, this.#pooled)) return false;
    this.#keep([...this.#looks, { probe, quality, tick }].slice(-pooledFrames));
    return true;
  }

  /**
   * How many looks, the newest among them, resemble the person and each the newest. None where the
   * newest itself does not: it would be older frames that decide about who stands there now.
   */
  consistentWith(personId: string, { alike, resembles }: Likeness): number {
    const newest = this.#looks.at(-1);
    if (!newest || !resembles(newest.probe, personId)) return 0;
    const others = this.#looks.filter(
      (look) =>
        look !== newest && alike(look.probe, newest.probe) && resembles(look.probe, personId),
    );
    return others.length + 1;
  }

  clear(): void {
    this.#keep([]);
  }

  #forget(tick: number): void {
    const fresh = this.#looks.filter((look) => tick - look.tick <= freshMs);
    if (fresh.length < this.#looks.length) this.#keep(fresh);
  }

  #keep(looks: Look[]): void {
    this.#looks = looks;
    this.#pooled = poolTemplates(
      looks.map(({ probe, quality }) => ({ encoding: probe.encoding, quality })),
    );
  }
}
