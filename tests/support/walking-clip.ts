import sharp from 'sharp';
import type { Frame } from '../../electron/contract/frame.ts';
import { photoPath } from './people.ts';

const clipSize = { width: 640, height: 480 } as const;

/** Where somebody's head is in one frame: the middle of their photo, and its side, px. */
export interface Stand {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

export interface Walker {
  readonly person: string;
  readonly photo: number;
  readonly at: (index: number) => Stand;
}

/**
 * Synthetic people walking before a wall, as a camera delivers them. Whoever comes later in
 * `walkers` stands in front. `indices` are the moments wanted of their walks. The grain is the same
 * at every run.
 */
export async function walkingClip(
  walkers: readonly Walker[],
  indices: readonly number[],
): Promise<Frame[]> {
  const grain = new Grain();
  const clip: Frame[] = [];
  for (const index of indices) {
    const heads = await Promise.all(walkers.map((walker) => head(walker, index)));
    const { data } = await sharp({ create: { ...clipSize, channels: 4, background: wall } })
      .composite(heads)
      .raw()
      .toBuffer({ resolveWithObject: true });
    grain.addTo(data);
    const { width } = clipSize;
    clip.push({ format: 'RGBA', ...clipSize, stride: 4 * width, data: new Uint8Array(data) });
  }
  return clip;
}

/**
 * Whose face is about (x, y), px, of a frame: the walker's whose head is nearest for its size, and
 * where two heads are as good as in one place the front one's, since that covers the other.
 */
export function whoIsAt(
  walkers: readonly Walker[],
  index: number,
  [x, y]: readonly [number, number],
): string | null {
  const away = walkers.map(({ at }) => {
    const stand = at(index);
    return Math.hypot(x - stand.x, y - stand.y) / stand.side;
  });
  const nearest = Math.min(...away);
  const who = walkers.findLast((_, at) => away[at]! < nearest + onePlace);
  return who?.person ?? null;
}

/** Middles of heads nearer than this, in sides of the photo, are in one place. */
const onePlace = 0.1;
const wall = '#6d7278';

async function head({ person, photo, at }: Walker, index: number) {
  const { x, y, side } = at(index);
  const size = Math.round(side);
  const left = Math.round(x - size / 2);
  const top = Math.round(y - size / 2);
  const input = await sharp(photoPath(person, photo))
    .resize(size, size)
    .ensureAlpha()
    .composite([{ input: headShape(size), blend: 'dest-in' }])
    .png()
    .toBuffer();
  return { input, left, top };
}

/** The fixtures' heads fill this much of their photos; what is around them stays transparent. */
function headShape(size: number): Buffer {
  const middle = `cx="${0.5 * size}" cy="${0.47 * size}"`;
  const axes = `rx="${0.34 * size}" ry="${0.47 * size}"`;
  return Buffer.from(`<svg width="${size}" height="${size}"><ellipse ${middle} ${axes}/></svg>`);
}

/** A camera's noise, from a fixed pseudo-random sequence (a linear congruential generator). */
class Grain {
  #state = 1;

  addTo(rgba: Uint8Array): void {
    for (let i = 0; i < rgba.length; i++) {
      this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
      // Alpha stays; the others move by up to 6 of 255.
      if (i % 4 !== 3)
        rgba[i] = Math.min(255, Math.max(0, rgba[i]! + ((this.#state >>> 24) % 13) - 6));
    }
  }
}
