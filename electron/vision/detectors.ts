import { Detector } from './detector.ts';
import type { DetectorKind } from './detector-kind.ts';
import { unfit } from './model-fit.ts';
import type { ModelSession } from './model-session.ts';
import { ssdMobilenet } from './ssd-mobilenet.ts';
import { yunet } from './yunet.ts';

/** @throws ModelFault when the model is no kind of detector, or does not look like its kind. */
export function detectorFor(session: ModelSession): Detector {
  const kind = kinds.get(session.entry.kind);
  if (kind === undefined) throw unfit(session.file, `'${session.entry.kind}' is no detector`);
  return new Detector(session, kind);
}

const kinds: ReadonlyMap<string, DetectorKind> = new Map([
  ['ssd-mobilenet', ssdMobilenet],
  ['yunet', yunet],
]);
