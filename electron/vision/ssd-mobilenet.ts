import type { DetectorKind } from './detector-kind.ts';
import { floatOutput } from './model-session.ts';
import { decodeSsdMaps, ssdMapCount, type SsdMap } from './ssd-maps.ts';

/** Of the detector's maps. */
const levels = Array.from({ length: ssdMapCount }, (_, level) => level);

/**
 * The SSD over MobileNet v1 of the core pack. Between two of its anchor sizes it is nearly blind,
 * so one canvas does not do: each is blind to other sizes. Measured: see the manifest's notes.
 */
export const ssdMobilenet: DetectorKind = {
  givesPoints: false,
  quickCanvases: [256, 192, 416],
  thoroughCanvases: [256, 192, 416, 512],
  borderShare: 0.1,
  outputs: levels.flatMap((level) => [`scores_${level}`, `boxes_${level}`]),
  decode(outputs) {
    const maps = levels.map((level): SsdMap => {
      const scores = floatOutput(outputs, `scores_${level}`);
      const boxes = floatOutput(outputs, `boxes_${level}`).data;
      const [, , rows = 0, columns = 0] = scores.dims;
      return { rows, columns, scores: scores.data, boxes };
    });
    return decodeSsdMaps(maps, minScore);
  },
};

/** Least confidence of a face; below it, hair and hands begin to count (manifest's notes). */
const minScore = 0.5;
