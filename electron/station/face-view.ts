import type { FaceView } from '../contract/messages.ts';
import type { ObservedFace } from '../contract/observation.ts';

/**
 * What of a face may leave the station: where it is and which track it belongs to, never its
 * encoding. A single photo has no tracks.
 */
export function faceView({ box, landmarks }: ObservedFace, track: number | null = null): FaceView {
  return { track, box, landmarks: landmarks.map(([x, y]): [number, number] => [x, y]) };
}
