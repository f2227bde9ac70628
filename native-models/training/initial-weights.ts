import { layersOf, parametersOf } from './layers.ts';
import type { EncoderPlan } from './network.ts';
import type { Random } from './random.ts';

/** A learnt array per parameter, by its name. */
export type Weights = ReadonlyMap<string, Float32Array>;

/**
 * What learning starts from: filters at random, of the spread that keeps a signal's size through
 * ReLUs (He, Zhang, Ren, Sun 2015, "Delving Deep into Rectifiers": √(2 / inputs)). Normalised maps
 * start with scale 1 and shift 0; see `branchScale` for those that close a block.
 */
export function initialWeights(plan: EncoderPlan, random: Random): Map<string, Float32Array> {
  const weights = new Map<string, Float32Array>();
  for (const { name, dims } of parametersOf(layersOf(plan))) {
    const length = dims.reduce((product, dim) => product * dim, 1);
    const values = new Float32Array(length);
    if (name.endsWith('.weight')) {
      const inputs = length / dims.at(-1)!;
      const gain = name === 'embed.weight' ? 1 : 2;
      const spread = Math.sqrt(gain / inputs);
      for (let index = 0; index < length; index++) values[index] = spread * normal(random);
    } else if (name.endsWith('.scale')) {
      values.fill(name.endsWith('.second.scale') ? branchScale : 1);
    }
    weights.set(name, values);
  }
  return weights;
}

/**
 * A block starts near its shortcut, which lets the first steps be long (Goyal et al. 2017, "Accurate,
 * Large Minibatch SGD", section 5.1, start at 0, where the block's own filters get no slope at first).
 */
const branchScale = 0.2;

/** Box and Muller (1958). */
function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
