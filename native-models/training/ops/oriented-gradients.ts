import { attribute, type Value } from '../../onnx/builder.ts';
import { cellsOf, edge, type Cells } from '../descriptor.ts';
import type { TrainingGraph } from '../graph.ts';
import type { DescriptorPlan } from '../network.ts';

/**
 * What a face looks like, as how steep its brightness is in which direction, cell by cell: histograms
 * of oriented gradients (Dalal, Triggs 2005, "Histograms of Oriented Gradients for Human Detection").
 * With ∇I the central differences of the luma, m = ‖∇I‖ and φ its direction, each of K directions θ has
 *
 *     o(θ) = m max(0, cos(φ − θ))²     p(θ) = mean of o(θ) over a cell
 *     d(θ) = √( p(θ) / (√(mean of Σ p² over 3 × 3 cells) + ε) )
 *
 * The mean over the cells around takes the contrast of the light away. The root keeps the few steepest
 * edges from being all that counts (Arandjelović, Zisserman 2012, "Three Things Everyone Should Know to
 * Improve Object Retrieval"). Nothing of it is learnt, so it needs no slopes.
 *
 * `images`: [N, 3, size, size] in −1..1; the value: [N, `descriptorLength`], 0..2.
 */
export function orientedGradients(
  words: GraphWords,
  images: Value,
  size: number,
  { orientations, parts }: DescriptorPlan,
): Value {
  const steep = steepness(words, images, orientations);
  const described = parts.map((part) => describe(words, steep, cellsOf(size, part)));
  return described.length === 1
    ? described[0]!
    : words.node('Concat', described, { axis: attribute.int(1) });
}

/** What of a graph's words it takes: it is to be in models of either kind. */
export type GraphWords = Pick<TrainingGraph, 'node' | 'add' | 'scalar' | 'numbers' | 'whole'>;

/** Of luma (ITU-R BT.601), from pixels of −1..1 to a range of 0..1. */
const lumaWeights = [0.299, 0.587, 0.114].map((share) => share / 2);
/** ε of m: far below an edge, and about what a grey level of 255 is worth. */
const leastSteepness = 1e-3;
/** ε of the energy: a cell without edges is not blown up to noise. */
const leastEnergy = 0.02;

/**
 * o(θ): [N, orientations, size − 2, size − 2]. The projections m cos(φ − θ) are one convolution. Over
 * directions evenly around the circle, Σ max(0, m cos(φ − θ))² = m² · orientations / 4.
 */
function steepness(words: GraphWords, images: Value, orientations: number): Value {
  const weights = words.numbers([1, 3, 1, 1], Float32Array.from(lumaWeights));
  const luma = words.node('Conv', [images, weights]);
  const filters = words.numbers([orientations, 1, 3, 3], differences(orientations));
  const ahead = words.node('Relu', [words.node('Conv', [luma, filters])]);
  const squares = words.node('Mul', [ahead, ahead]);
  const scaled = words.node('Mul', [sumOf(words, squares), words.scalar(4 / orientations)]);
  const m = words.add(words.node('Sqrt', [scaled]), words.scalar(leastSteepness));
  return words.node('Div', [squares, m]);
}

/** Central differences towards each direction, [orientations, 1, 3, 3]. */
function differences(orientations: number): Float32Array {
  const filters = new Float32Array(9 * orientations);
  for (let index = 0; index < orientations; index++) {
    const angle = (2 * Math.PI * index) / orientations;
    const [right, down] = [Math.cos(angle), Math.sin(angle)];
    filters.set([0, -down, 0, -right, 0, right, 0, down, 0], 9 * index);
  }
  return filters;
}

/** d(θ) of all cells of a part: [N, orientations · count²]. */
function describe(words: GraphWords, steep: Value, { first, side, step, count }: Cells): Value {
  const from = first - edge;
  const to = from + (count - 1) * step + side;
  const ranges = [
    [from, from],
    [to, to],
    [2, 3],
  ].map((numbers) => words.whole(...numbers));
  const part = words.node('Slice', [steep, ...ranges]);
  const cells = words.node('AveragePool', [part], {
    kernel_shape: attribute.ints(side, side),
    strides: attribute.ints(step, step),
  });
  const squares = sumOf(words, words.node('Mul', [cells, cells]));
  // Beyond the edge there are no cells, and none are counted.
  const around = words.node('AveragePool', [squares], {
    kernel_shape: attribute.ints(3, 3),
    pads: attribute.ints(1, 1, 1, 1),
  });
  const energy = words.add(words.node('Sqrt', [around]), words.scalar(leastEnergy));
  return words.node('Flatten', [words.node('Sqrt', [words.node('Div', [cells, energy])])]);
}

/** Over the directions. */
function sumOf(words: GraphWords, x: Value): Value {
  return words.node('ReduceSum', [x, words.whole(1)], { keepdims: attribute.int(1) });
}
