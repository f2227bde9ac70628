import type { Point, Wish } from '../contract/observation.ts';
import { suppressOverlaps, type Detection } from './detections.ts';
import type { DetectorKind } from './detector-kind.ts';
import { needDimensions, needOutputs, soleInput } from './model-fit.ts';
import type { ModelSession } from './model-session.ts';
import { PixelFormat } from './pixel-format.ts';
import { planesTensor, type PlanesTensor } from './planes-tensor.ts';
import type { Pyramid } from './pyramid.ts';
import { drawToPlanes, type Placement, type Size } from './resize.ts';

/**
 * Finds faces in an image. `quick` stops at the first canvas with a face in it: large faces are
 * found at once, and only an empty image costs further looks. `thorough` joins the finds of all
 * canvases, so that neither a small face beside a large one nor one between two anchor sizes is
 * missed.
 */
export class Detector {
  /** Whether detections have their five points. */
  readonly givesPoints: boolean;
  readonly #session: ModelSession;
  readonly #kind: DetectorKind;
  readonly #input: string;
  readonly #format: PixelFormat;
  readonly #canvases = new Map<number, Size & PlanesTensor>();

  /** @throws ModelFault when the model does not look like its kind. */
  constructor(session: ModelSession, kind: DetectorKind) {
    needDimensions(session, [1, 3, null, null]);
    needOutputs(session, kind.outputs);
    this.givesPoints = kind.givesPoints;
    this.#session = session;
    this.#kind = kind;
    this.#input = soleInput(session).name;
    this.#format = new PixelFormat(session.entry);
  }

  /** Boxes and points in image px, best first. */
  async detect(image: Pyramid, effort: Wish['effort']): Promise<Detection[]> {
    const { quickCanvases, thoroughCanvases } = this.#kind;
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
    const layout = layOut(image, side, this.#kind.borderShare);
    const canvas = this.#canvasOf(layout.canvas, side);
    drawToPlanes(image, layout.placement, canvas, canvas.planes);
    this.#format.apply(canvas.planes);
    const outputs = await this.#session.run({ [this.#input]: canvas.tensor });
    const found = suppressOverlaps(this.#kind.decode(outputs, canvas), maxShare);
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

/** The canvas's sides are multiples of this, px: the detectors halve five times. */
const canvasStep = 32;
/** Two boxes that share more than this, of the smaller one, are about one face. */
const maxShare = 0.4;

function layOut(
  { width, height }: Size,
  side: number,
  borderShare: number,
): { canvas: Size; placement: Placement } {
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

function toImage({ box, score, points }: Detection, placement: Placement): Detection {
  const { scale, left, top } = placement;
  const place = ([x, y]: Point): Point => [(x - left) / scale, (y - top) / scale];
  const [x, y] = place([box.x, box.y]);
  return {
    score,
    box: { x, y, width: box.width / scale, height: box.height / scale },
    ...(points && { points: points.map(place) }),
  };
}
