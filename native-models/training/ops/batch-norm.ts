import { attribute, type Value } from '../../onnx/builder.ts';
import type { Blocked, Map4 } from '../blocked.ts';
import { varianceFloor } from '../layers.ts';
import type { Keeper } from '../kept.ts';
import type { Tape, Traced } from '../tape.ts';

/**
 * Batch normalisation (Ioffe, Szegedy 2015) with what usually follows it: the residual sum and ReLU.
 * Per channel, over the M values of all images and pixels of the chunk:
 *
 *     μ = mean x      σ² = mean x² − μ²      r = 1/√(σ² + ε)
 *     y = ReLU(γ r (x − μ) + β + shortcut)
 *
 * With z = ∂J/∂y where y > 0, else 0, which is also the shortcut's slope:
 *
 *     ∂J/∂β = Σ z      ∂J/∂γ = r (Σ z x − μ Σ z)
 *     ∂J/∂x = γ r (z − ∂J/∂β / M − r (x − μ) ∂J/∂γ / M)
 *
 * Both y and ∂J/∂x are, per channel, sums of maps times numbers: one pass over memory for each map.
 */
export function batchNorm(tape: Tape, maps: Blocked, x: Traced, given: Normalised): Traced {
  const { graph } = maps;
  const [n = 0, c = 0, h = 0, w = 0] = x.dims;
  const dims: Map4 = [n, c, h, w];
  const count = n * h * w;
  const fill = (of: Value) => graph.pad(of, [0], [c - given.channels]);
  const { name, keeper, channels } = given;
  // Kept without those that fill up, as they are statistics too.
  const meanName = `${name}.mean`;
  const mean = fill(
    keeper.keep(meanName, [channels], () =>
      graph.cut(maps.mean(x.value, dims), channels, meanName),
    ),
  );
  const varianceName = `${name}.variance`;
  const variance = fill(
    keeper.keep(varianceName, [channels], () => {
      const squares = maps.mean(graph.multiply(x.value, x.value), dims);
      const positive = graph.node('Relu', [graph.subtract(squares, graph.multiply(mean, mean))]);
      return graph.cut(positive, channels, varianceName);
    }),
  );
  const spread = graph.node('Sqrt', [graph.add(variance, graph.scalar(varianceFloor))]);
  const scale = graph.node('Div', [fill(given.scale.value), spread]);
  const shift = graph.subtract(fill(given.shift.value), graph.multiply(mean, scale));
  const plus = given.shortcut?.value;
  const y = maps.affine(x.value, c, { scale, shift, plus, relu: given.relu });

  const pullBack = (slope: Value) => {
    const z = given.relu ? graph.multiply(slope, positive(maps, y)) : slope;
    if (given.shortcut) tape.addSlope(given.shortcut, z);
    // Means instead of sums all along: what is divided by M there is multiplied by it at the end.
    const zMean = maps.mean(z, dims);
    const zxMean = maps.mean(graph.multiply(z, x.value), dims);
    const covered = graph.subtract(zxMean, graph.multiply(mean, zMean));
    const gamma = graph.node('Div', [covered, spread]);
    const cut = (of: Value) => graph.cut(graph.multiply(of, graph.scalar(count)), channels);
    tape.addSlope(given.shift, cut(zMean));
    tape.addSlope(given.scale, cut(gamma));
    const ofX = graph.node('Neg', [graph.node('Div', [graph.multiply(scale, gamma), spread])]);
    const constant = graph.node('Neg', [
      graph.add(graph.multiply(scale, zMean), graph.multiply(ofX, mean)),
    ]);
    const fromX = maps.affine(x.value, c, { scale: ofX, shift: constant });
    tape.addSlope(x, maps.affine(z, c, { scale, plus: fromX }));
  };
  return tape.record(y, x.dims, pullBack);
}

export interface Normalised {
  /** Of the layer: its statistics are kept as NAME.mean and NAME.variance. */
  readonly name: string;
  readonly keeper: Keeper;
  /** Without those that fill up a block. */
  readonly channels: number;
  /** γ and β [channels]. */
  readonly scale: Traced;
  readonly shift: Traced;
  readonly shortcut?: Traced | undefined;
  readonly relu: boolean;
}

/**
 * 1 where y is above 0, where it is 0: a sigmoid of straight lines, max(0, min(1, αy + β)), so steep
 * that nothing is in between. One pass over memory, where a comparison and its conversion are two.
 */
function positive({ graph }: Blocked, y: Value): Value {
  return graph.node('HardSigmoid', [y], {
    alpha: attribute.float(steepness),
    beta: attribute.float(0),
  });
}

/** Above the inverse of any float that counts, and no infinity. */
const steepness = 1e30;
