import { logit, sigmoid, type Detection } from './detections.ts';

/** One of the six maps of the SSD: [anchors, rows, columns] and [4 · anchors, rows, columns]. */
export interface SsdMap {
  readonly rows: number;
  readonly columns: number;
  readonly scores: Float32Array;
  readonly boxes: Float32Array;
}

/** Number of maps, each of twice the stride of the one before. */
export const SSD_MAPS = 6;

/** Candidates above a score in the six maps, in canvas px. */
export function decodeSsdMaps(maps: readonly SsdMap[], minScore: number): Detection[] {
  const detections: Detection[] = [];
  const minLogit = logit(minScore);
  maps.forEach((map, level) => {
    const area = map.rows * map.columns;
    for (let index = 0; index < map.scores.length; index++) {
      if (map.scores[index]! < minLogit) continue;
      const anchor = Math.floor(index / area);
      detections.push(decodeBox(map, level, anchor, index % area));
    }
  });
  return detections;
}

/** Image side at which the network was trained, px: its anchors are fractions of it. */
const TRAINED_SIZE = 512;
const FIRST_STRIDE = 16;
/** Anchor sizes grow evenly from 0.2 to 0.95 over six maps (Liu et al., SSD, ECCV 2016). */
const ANCHOR_SCALES = [0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1] as const;
/** The box coder of TensorFlow's object-detection API divides shifts by 10 and log sizes by 5. */
const SHIFT_DIVISOR = 10;
const SIZE_DIVISOR = 5;

function decodeBox(map: SsdMap, level: number, anchor: number, cell: number): Detection {
  const area = map.rows * map.columns;
  const stride = FIRST_STRIDE * 2 ** level;
  const [anchorWidth, anchorHeight] = anchorSize(level, anchor);
  const value = (part: number) => map.boxes[(4 * anchor + part) * area + cell]!;
  const y = (Math.floor(cell / map.columns) + 0.5) * stride;
  const x = ((cell % map.columns) + 0.5) * stride;
  const width = Math.exp(value(3) / SIZE_DIVISOR) * anchorWidth;
  const height = Math.exp(value(2) / SIZE_DIVISOR) * anchorHeight;
  return {
    score: sigmoid(map.scores[anchor * area + cell]!),
    box: {
      x: x + (value(1) / SHIFT_DIVISOR) * anchorWidth - width / 2,
      y: y + (value(0) / SHIFT_DIVISOR) * anchorHeight - height / 2,
      width,
      height,
    },
  };
}

/** Width and height of an anchor, canvas px. */
function anchorSize(level: number, anchor: number): [number, number] {
  const scale = ANCHOR_SCALES[level]!;
  if (level === 0) return shaped(...FIRST_MAP_ANCHORS[anchor]!);
  if (anchor === 1) return shaped(Math.sqrt(scale * ANCHOR_SCALES[level + 1]!), 1);
  return shaped(scale, ASPECTS[anchor]!);
}

/** The first map has three anchors: scale and aspect (width / height). */
const FIRST_MAP_ANCHORS: readonly (readonly [number, number])[] = [
  [0.1, 1],
  [0.2, 2],
  [0.2, 0.5],
];
/** Aspects of the six anchors of the others; the second is the larger square. */
const ASPECTS = [1, 1, 2, 1 / 2, 3, 1 / 3] as const;

function shaped(scale: number, aspect: number): [number, number] {
  const root = Math.sqrt(aspect);
  return [scale * root * TRAINED_SIZE, (scale / root) * TRAINED_SIZE];
}
