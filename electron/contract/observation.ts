/** Axis-aligned rectangle in pixels of the upright image; may reach beyond its edges. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A position in pixels of the upright image; (0, 0) is the top-left pixel's top-left corner. */
export type Point = readonly [x: number, y: number];

/**
 * How well a face can be compared, measured by the vision process. Where ISO/IEC 29794-5 has a
 * term for it, that is the name. Angles in degrees; the rest 0..1 unless said otherwise.
 */
export interface FaceQuality {
  /** Positive where the face is turned towards the image's right, which is the person's left. */
  readonly yaw: number;
  /** Positive where the face looks up. */
  readonly pitch: number;
  /** Positive where the head leans towards the image's right (clockwise as one looks at it). */
  readonly roll: number;
  /** 0 is a smear, 1 is as sharp as the encoder's chip can show. */
  readonly sharpness: number;
  /** Mean luma of the inner face, and of its image-left and image-right halves. */
  readonly brightness: number;
  readonly brightnessLeft: number;
  readonly brightnessRight: number;
  /** Spread of the inner face's luma: its 5th to its 95th percentile. */
  readonly dynamicRange: number;
  /** Shares of the inner face's pixels that are as good as black, and as good as white. */
  readonly underExposed: number;
  readonly overExposed: number;
  /** Share of the face that lies inside the picture. */
  readonly inFrame: number;
  /** How surely both eyes are open and uncovered. */
  readonly eyesVisible: number;
  /** Unified quality score: how far a comparison with this face can be trusted. */
  readonly unified: number;
}

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
  /** Measured for the subject only. */
  quality: FaceQuality | null;
}

/** What is asked of the vision process about one picture. */
export interface Wish {
  /** Whether the subject's encoding is wanted. */
  readonly encode: 'subject' | 'none';
  /**
   * Which face the picture is about. `largest`: of those whose middle lies in the zone, with
   * preference for `held`. `central`: the one nearest to the picture's middle for its size, for
   * test sets that name the person in the middle.
   */
  readonly subject: 'largest' | 'central';
  /** Where a subject may stand, in shares of the picture's width and height; all of it if absent. */
  readonly zone?: Box;
  /** Where the subject was in the frame before, px: another must be clearly larger to take over. */
  readonly held?: Box;
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
  /** Which of the faces the picture is about; null where none is in the zone. */
  subject: number | null;
  /** Wall-clock milliseconds per stage; `decode` is filled by whoever decoded the image. */
  timings: { decode: number; detect: number; align: number; encode: number };
}
