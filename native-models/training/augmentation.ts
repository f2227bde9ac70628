import type { Random } from './random.ts';

/** How much a view may differ from the photo it is made of. 0 throughout: not at all. */
export interface Augmentation {
  /** Share of the views that are mirror images. */
  readonly mirror: number;
  /** Most shift along each axis, as a share of the chip's side. */
  readonly shift: number;
  /** Most enlarging or shrinking, as a share: 0.1 is from 1/1.1 to 1.1. */
  readonly scale: number;
  /** Most turning either way, degrees. */
  readonly turn: number;
  /** Most added or taken from each value, as a share of white. */
  readonly brightness: number;
  /** Most change of the differences from mid-grey, as a share like `scale`. */
  readonly contrast: number;
  /** Most change of the exponent, as a share like `scale`. */
  readonly gamma: number;
  /** Most change of each colour's strength, as a share like `scale`. */
  readonly tint: number;
  /** Most brightening at one edge and darkening at the opposite one, as a share. */
  readonly sideLight: number;
  /** Share of the views without colour. */
  readonly grey: number;
  /** Share of the views that are blurred, and the least share of the chip's px that is left. */
  readonly blur: { readonly share: number; readonly least: number };
  /** Share of the views of which part is hidden, and the most of each side that is. */
  readonly occlusion: { readonly share: number; readonly most: number };
}

/** What was drawn for one view. */
export interface View {
  readonly mirrored: boolean;
  /** Chip px of a chip of side 1, and degrees. */
  readonly shiftX: number;
  readonly shiftY: number;
  readonly scale: number;
  readonly turn: number;
  readonly light: Light;
  /** Share of the chip's px that is left; 1: sharp. */
  readonly sharpness: number;
  /** What is hidden, chip px of a chip of side 1, and how bright it is, 0..1; null: nothing. */
  readonly hidden: Hidden | null;
}

export interface Light {
  readonly brightness: number;
  readonly contrast: number;
  readonly gamma: number;
  /** Factors for R, G, B. */
  readonly tint: readonly [number, number, number];
  readonly grey: boolean;
  /** Brightening per chip side to the right and down, around the middle. */
  readonly slopeX: number;
  readonly slopeY: number;
}

export interface Hidden {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly brightness: number;
}

/** The photo as it is. */
export const plainView: View = {
  mirrored: false,
  shiftX: 0,
  shiftY: 0,
  scale: 1,
  turn: 0,
  light: {
    brightness: 0,
    contrast: 1,
    gamma: 1,
    tint: [1, 1, 1],
    grey: false,
    slopeX: 0,
    slopeY: 0,
  },
  sharpness: 1,
  hidden: null,
};

/**
 * Draws a view. `strength`, 0..1, scales all but the mirroring. The same random numbers are used up
 * whatever is drawn, so that no setting changes what another one draws.
 */
export function drawView(augmentation: Augmentation, strength: number, random: Random): View {
  const range = (most: number): number => (2 * random() - 1) * most * strength;
  const factor = (most: number): number => (1 + most * strength) ** (2 * random() - 1);
  const happens = (share: number): boolean => random() < share;
  const { blur, occlusion } = augmentation;
  return {
    mirrored: happens(augmentation.mirror),
    shiftX: range(augmentation.shift),
    shiftY: range(augmentation.shift),
    scale: factor(augmentation.scale),
    turn: range(augmentation.turn),
    light: drawLight(augmentation, strength, range, factor, random),
    sharpness: either(happens(blur.share * strength), 1 - random() * (1 - blur.least), 1),
    hidden: either(happens(occlusion.share * strength), drawHidden(occlusion.most, random), null),
  };
}

function drawLight(
  { brightness, contrast, gamma, tint, sideLight, grey }: Augmentation,
  strength: number,
  range: (most: number) => number,
  factor: (most: number) => number,
  random: Random,
): Light {
  const direction = 2 * Math.PI * random();
  const side = range(sideLight);
  return {
    brightness: range(brightness),
    contrast: factor(contrast),
    gamma: factor(gamma),
    tint: [factor(tint), factor(tint), factor(tint)],
    grey: random() < grey * strength,
    slopeX: 2 * side * Math.cos(direction),
    slopeY: 2 * side * Math.sin(direction),
  };
}

function drawHidden(most: number, random: Random): Hidden {
  const width = most * (0.25 + 0.75 * random());
  const height = most * (0.25 + 0.75 * random());
  const left = random() * (1 - width);
  const top = random() * (1 - height);
  return { left, top, width, height, brightness: random() };
}

/** Both have been drawn by the time one is chosen. */
function either<T, U>(first: boolean, one: T, other: U): T | U {
  return first ? one : other;
}
