/** Axis-aligned rectangle in pixels of the upright image; may reach beyond its edges. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A position in pixels of the upright image; (0, 0) is the top-left pixel's top-left corner. */
export type Point = readonly [x: number, y: number];

/** One face found in an image. */
export interface ObservedFace {
  box: Box;
  /** Detector's confidence, 0..1. */
  score: number;
  /** Image-left eye, image-right eye, nose tip, image-left mouth corner, image-right one. */
  landmarks: readonly Point[];
  /** Distance between the eye centres, px. */
  interEye: number;
  /** Unit-length encoding; null where none was asked for. */
  encoding: Float32Array | null;
}

/** What is asked of the vision process about one picture. */
export interface Wish {
  /** Whose encoding: the largest face's, or nobody's. */
  readonly encode: 'largest' | 'none';
  /**
   * How hard to look. `quick` looks again only where nothing was found: right for a camera, which
   * has a next frame. `thorough` also finds small faces beside a large one.
   */
  readonly effort: 'quick' | 'thorough';
}

/** What the vision pipeline saw in one image. */
export interface Observation {
  image: { width: number; height: number };
  /** Largest first. */
  faces: readonly ObservedFace[];
  /** Wall-clock milliseconds per stage; `decode` is filled by whoever decoded the image. */
  timings: { decode: number; detect: number; align: number; encode: number };
}
