import type { Wish } from '../contract/observation.ts';
import { suppressOverlaps, type Detection } from './detections.ts';
import { floatOutput, type ModelSession } from './model-session.ts';
import { planesTensor, type PlanesTensor } from './planes-tensor.ts';
import type { Pyramid } from './pyramid.ts';
import { drawToPlanes, type Placement, type Size } from './resize.ts';
import { decodeSsdMaps, ssdMapCount, type SsdMap } from './ssd-maps.ts';

/**
 * Finds faces in an image. `quick` stops at the first canvas with a face in it: large faces are
 * found at once, and only an empty image costs further looks. `thorough` joins the finds of all
 * canvases, so that neither a small face beside a large one nor one between two anchor sizes is
 * missed.
 */
export class Detector {
  readonly #session: ModelSession;
  readonly #canvases = new Map<number, Size & PlanesTensor>();

  constructor(session: ModelSession) {
    this.#session = session;
  }

  /** Boxes in image px, best first. */
  async detect(image: Pyramid, effort: Wish['effort']): Promise<Detection[]> {
    if (effort === 'quick') {
      for (const side of quickCanvases) {
        const found = await this.#detectOn(image, side);
        if (found.length > 0) return found;
      }
      return [];
    }
    const found: Detection[] = [];
    for (const side of thoroughCanvases) found.push(...(await this.#detectOn(image, side)));
    return suppressOverlaps(found, maxShare);
  }

  async #detectOn(image: Pyramid, side: number): Promise<Detection[]> {
    const layout = layOut(image, side);
    const canvas = this.#canvasOf(layout.canvas, side);
    drawToPlanes(image, layout.placement, canvas, canvas.planes);
    const outputs = await this.#session.run({ image: canvas.tensor });
    const maps = Array.from({ length: ssdMapCount }, (_, level): SsdMap => {
      const scores = floatOutput(outputs, `scores_${level}`);
      const boxes = floatOutput(outputs, `boxes_${level}`).data;
      const [, , rows = 0, columns = 0] = scores.dims;
      return { rows, columns, scores: scores.data, boxes };
    });
    const found = suppressOverlaps(decodeSsdMaps(maps, minScore), maxShare);
    return found.map((detection) => toImage(detection, layout.placement));
  }

  /** The latest canvas of each side is kept: frames of one camera are all of one size. */
  #canvasOf({ width, height }: Size, side: number): Size & PlanesTensor {
    const kept = this.#canvases.get(side);
    if (kept?.width === width && kept.height === height) return kept;
    const canvas = { width, height, ...planesTensor(1, height, width) };
    this.#canvases.set(side, canvas);
    return canvas;
  }
}

/**
 * Longer sides of the canvases the detector sees, px. Between two of its anchor sizes it is nearly
 * blind, so one canvas does not do: each is blind to other sizes. Measured: see the manifest's notes.
 */
const quickCanvases: readonly number[] = [256, 192, 416];
const thoroughCanvases: readonly number[] = [...quickCanvases, 512];
/** The canvas's sides are multiples of this, px: the detector halves five times. */
const canvasStep = 32;
/** Black border around the image, share of the canvas side: a face may fill the whole image. */
const borderShare = 0.1;
/** Least confidence of a face; below it, hair and hands begin to count (manifest's notes). */
const minScore = 0.5;
/** Two boxes that share more than this, of the smaller one, are about one face. */
const maxShare = 0.4;

function layOut({ width, height }: Size, side: number): { canvas: Size; placement: Placement } {
  const border = borderShare * side;
  const scale = (side - 2 * border) / Math.max(width, height);
  const canvas = {
    width: canvasSide(width * scale + 2 * border),
    height: canvasSide(height * scale + 2 * border),
  };
  const left = Math.round((canvas.width - width * scale) / 2);
  const top = Math.round((canvas.height - height * scale) / 2);
  return { canvas, placement: { scale, left, top } };
}

function canvasSide(least: number): number {
  return Math.ceil(least / canvasStep) * canvasStep;
}

function toImage({ box, score }: Detection, { scale, left, top }: Placement): Detection {
  const x = (box.x - left) / scale;
  const y = (box.y - top) / scale;
  return { score, box: { x, y, width: box.width / scale, height: box.height / scale } };
}
