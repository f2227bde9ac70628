import { chipPointOf } from './quality-chip.ts';
import { transformPoint, type Similarity } from './similarity.ts';

/**
 * A face from the hairline to the chin, in the head model's plane, cm: an ellipse. The chin lies at
 * 9.4 and the forehead's top at −8.3 in the model; its jaw is 15 wide at the ears.
 */
const outline = { middleY: 0.6, halfWidth: 7, halfHeight: 8.6 };
/** Samples along the longer axis. */
const steps = 18;

/** Share of the face that lies inside the picture, 0..1. `chipToImage`: of its chip. */
export function shareInFrame(
  { width, height }: { readonly width: number; readonly height: number },
  chipToImage: Similarity,
): number {
  let all = 0;
  let inside = 0;
  for (let row = 0.5; row < steps; row++) {
    for (let column = 0.5; column < steps; column++) {
      const [u, v] = [(2 * column) / steps - 1, (2 * row) / steps - 1];
      if (u * u + v * v > 1) continue;
      const at = chipPointOf([u * outline.halfWidth, outline.middleY + v * outline.halfHeight]);
      const [x, y] = transformPoint(chipToImage, at);
      all++;
      if (x >= 0 && y >= 0 && x <= width && y <= height) inside++;
    }
  }
  return inside / all;
}
