import type { Tensor } from 'onnxruntime-node';
import type { Detection } from './detections.ts';
import type { Size } from './resize.ts';

/** What one architecture of detector wants to see, and how its output is read. */
export interface DetectorKind {
  /** Whether `decode` gives five points too. */
  readonly givesPoints: boolean;
  /** Longer sides of the canvases to look at, px. */
  readonly quickCanvases: readonly number[];
  readonly thoroughCanvases: readonly number[];
  /** Black border around the image, share of the canvas side: a face may fill the whole image. */
  readonly borderShare: number;
  /** Names of the outputs that `decode` reads. */
  readonly outputs: readonly string[];
  /** Candidates in canvas px, overlapping ones included. */
  decode(outputs: Readonly<Record<string, Tensor>>, canvas: Size): Detection[];
}
