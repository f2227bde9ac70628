import { logit, sigmoid, type Detection } from './detections.ts';

/** One of the six maps of the SSD: [anchors, rows, columns] and [4 · anchors, rows, columns]. */
export interface SsdMap {
  readonly rows: number;
  readonly columns: number;
  readonly scores: Float32Array;
  readonly boxes: Float32Array;
}

/** Number of maps, each of twice the stride of the one before. */
export const ssdMapCount = 6;

/** Candidates above a score in the six maps, in canvas px. */
export function decodeSsdMaps(maps: readonly SsdMap[], minScore: number): Detection[] {
  const detections: Detection[] = [];
  const minLogit = logit(minScore);
  maps.forEach((map, level) => {
    const area = map.rows * map.columns;
    for (let index = 0; index < map.scores.length; index++) {
      // Written so that NaN is no face.
      if (!(map.scores[index]! >= minLogit)) continue;
      const anchor = Math.floor(index / area);
      detections.push(decodeBox(map, level, anchor, index % area));
    }
  });
  return detections;
}

/** Image side at which the network was trained, px: its anchors are fractions of it. */
const trainedSize = 512;
const firstStride = 16;
/** Anchor sizes grow evenly from 0.2 to 0.95 over six maps (Liu et al., SSD, ECCV 2016). */
const anchorScales = [0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1] as const;
/** The box coder of TensorFlow's object-detection API divides shifts by 10 and log sizes by 5. */
const shiftDivisor = 10;
const sizeDivisor = 5;

function decodeBox(map: SsdMap, level: number, anchor: number, cell: number): Detection {
  const area = map.rows * map.columns;
  const stride = firstStride * 2 ** level;
  const [anchorWidth, anchorHeight] = anchorSize(level, anchor);
  const value = (part: number) => map.boxes[(4 * anchor + part) * area + cell]!;
  const y = (Math.floor(cell / map.columns) + 0.5) * stride;
  const x = ((cell % map.columns) + 0.5) * stride;
  const width = Math.exp(value(3) / sizeDivisor) * anchorWidth;
  const height = Math.exp(value(2) / sizeDivisor) * anchorHeight;
  return {
    score: sigmoid(map.scores[anchor * area + cell]!),
    box: {
      x: x + (value(1) / shiftDivisor) * anchorWidth - width / 2,
      y: y + (value(0) / shiftDivisor) * anchorHeight - height / 2,
      width,
      height,
    },
  };
}

/** Width and height of an anchor, canvas px. */
function anchorSize(level: number, anchor: number): [number, number] {
  const scale = anchorScales[level]!;
  if (level === 0) return shaped(...firstMapAnchors[anchor]!);
  if (anchor === 1) return shaped(Math.sqrt(scale * anchorScales[level + 1]!), 1);
  return shaped(scale, aspects[anchor]!);
}

/** The first map has three anchors: scale and aspect (width / height). */
const firstMapAnchors: readonly (readonly [number, number])[] = [
  [0.1, 1],
  [0.2, 2],
  [0.2, 0.5],
];
/** Aspects of the six anchors of the others; the second is the larger square. */
const aspects = [1, 1, 2, 1 / 2, 3, 1 / 3] as const;

function shaped(scale: number, aspect: number): [number, number] {
  const root = Math.sqrt(aspect);
  return [scale * root * trainedSize, (scale / root) * trainedSize];
}
