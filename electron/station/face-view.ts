import type { FaceView } from '../contract/messages.ts';
import type { ObservedFace } from '../contract/observation.ts';

/** What of a face may leave the station: where it is, never its encoding. */
export function faceView({ box, landmarks }: ObservedFace): FaceView {
  return { box, landmarks: landmarks.map(([x, y]): [number, number] => [x, y]) };
}
