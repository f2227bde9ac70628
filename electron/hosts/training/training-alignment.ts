import type { Pack } from '../../../native-models/manifest.ts';
import { cropSizeFor } from '../../../native-models/training/crops.ts';
import type { Point } from '../../contract/observation.ts';

type Alignment = Pack['alignment'];

/** How much of a face a chip shows, and where: of the chip's side, both 0..1. */
export interface Framing {
  /** Distance between the eyes' centres. */
  readonly eyesApart: number;
  /** How far down the eyes are; they are in the middle across. */
  readonly eyeRow: number;
}

/**
 * All of the head, and what is around eyes, nose and mouth in its middle: gradients of a face's outline
 * tell people apart as well. With eyes 0.36 of the side apart LFW was told apart a percent worse.
 */
export const defaultFraming: Framing = { eyesApart: 0.27, eyeRow: 0.363 };

/** The alignment of a new encoder: the base pack's landmarks and mean shape, framed anew. */
export function trainingAlignment(
  base: Alignment,
  size: number,
  framing = defaultFraming,
): Alignment {
  const { landmarks, indices, points } = base;
  const [left, right] = eyesOf(base);
  const scale = framing.eyesApart / Math.hypot(right[0] - left[0], right[1] - left[1]);
  const [middleX, middleY] = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2];
  const framed = points.map(([x, y]): Point => [
    rounded(0.5 + scale * (x - middleX)),
    rounded(framing.eyeRow + scale * (y - middleY)),
  ]);
  return {
    template: `${base.template}, eyes ${framing.eyesApart} of the side apart`,
    size,
    landmarks,
    indices,
    points: framed.map(([x, y]) => [x, y]),
    paddings: [0],
    mirror: true,
    source: base.source,
  };
}

/** The same faces with what is around them: the chip is the middle of this one's. */
export function cropAlignment(chip: Alignment): Alignment {
  const size = cropSizeFor(chip.size);
  // The margin as it came out in whole pixels, or the chip would not be the middle.
  const margin = (size - chip.size) / 2 / chip.size;
  return { ...chip, size, paddings: [margin] };
}

/** Centres of the eyes in the template, image-left first. */
function eyesOf({ landmarks, indices, points }: Alignment): readonly [Point, Point] {
  const eyes = eyeLandmarks[landmarks];
  const centre = ([first, end]: readonly [number, number]): Point => {
    const own = points.filter((_, at) => indices[at]! >= first && indices[at]! < end);
    if (own.length === 0) throw new RangeError('an alignment without eyes cannot be framed');
    const sum = own.reduce(([x, y], [u, v]) => [x + u, y + v] as const, [0, 0] as const);
    return [sum[0] / own.length, sum[1] / own.length];
  };
  return [centre(eyes.left), centre(eyes.right)];
}

/** Runs of landmarks, [first, end): see `Pack['alignment'].landmarks`. */
const eyeLandmarks = {
  ibug68: { left: [36, 42], right: [42, 48] },
  five: { left: [0, 1], right: [1, 2] },
} as const;

/** As in the manifests of the packs: a thousandth of a pixel does not matter. */
function rounded(share: number): number {
  return Number(share.toFixed(6));
}
