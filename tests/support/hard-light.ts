import type { RgbImage } from '../../electron/vision/image.ts';

/** A lamp that is too near: what it does to red, green and blue, and which side it stands on. */
export interface Lamp {
  readonly tint: readonly [red: number, green: number, blue: number];
  /** 1: the picture's right is brighter; −1: its left; 0: neither. */
  readonly side: number;
}

/** A warm lamp on one side, a cold one on the other, and a white one in front. */
export const lamps: readonly Lamp[] = [
  { tint: [1.6, 0.75, 0.25], side: 1 },
  { tint: [0.3, 0.75, 1.7], side: -1 },
  { tint: [1, 1, 1], side: 0 },
];

/** How much darker than straight on the far side is, and how much from side to side. */
const farSide = 0.4;
const fall = 1.2;
/** The camera's contrast in such light: what is dark becomes black, what is bright white. */
const contrast = 4.5;
const black = 95;
const grey = 115;

/** The picture as a camera takes it in that light. */
export function underLamp({ width, height, data }: RgbImage, { tint, side }: Lamp): RgbImage {
  const lit = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at++) {
    const across = (Math.floor(at / 3) % width) / width;
    const share = side === 0 ? 0.5 : side > 0 ? across : 1 - across;
    const light = data[at]! * tint[at % 3]! * (farSide + fall * share);
    lit[at] = Math.max(0, Math.min(255, (light - black) * contrast + grey));
  }
  return { width, height, data: lit };
}
