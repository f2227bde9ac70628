import { meanName, weightName } from './descriptor.ts';
import { descriptorStart, type Described } from './descriptor-start.ts';
import type { EncoderPlan } from './network.ts';
import { gainName, parametersOf } from './parameters.ts';
import { normal, type Random } from './random.ts';

/** A learnt array per parameter, by its name. */
export type Weights = ReadonlyMap<string, Float32Array>;

/**
 * What learning starts from: filters at random, of the spread that keeps a signal's size through
 * ReLUs (He, Zhang, Ren, Sun 2015, "Delving Deep into Rectifiers": √(2 / inputs)). Normalised maps
 * start with scale 1 and shift 0; see `branchScale` for those that close a block.
 */
export function initialWeights(plan: EncoderPlan, random: Random): Map<string, Float32Array> {
  const weights = new Map<string, Float32Array>();
  for (const { name, dims } of parametersOf(plan)) {
    const length = dims.reduce((product, dim) => product * dim, 1);
    const values = new Float32Array(length);
    if (name.endsWith('.weight')) {
      const inputs = length / dims.at(-1)!;
      const gain = name === 'embed.weight' || name === weightName ? 1 : 2;
      const spread = Math.sqrt(gain / inputs);
      for (let index = 0; index < length; index++) values[index] = spread * normal(random);
    } else if (name.endsWith('.scale')) {
      values.fill(name.endsWith('.second.scale') ? branchScale : 1);
    } else if (name === gainName) {
      values.fill(firstGain);
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

/** A branch that knows nothing yet is to change little of what the descriptors tell. */
const firstGain = 0.2;

/** The same, but for the map of descriptors: it is computed from those of the photos learnt from. */
export async function startedWeights(
  plan: EncoderPlan,
  random: Random,
  described: Described | null,
): Promise<Map<string, Float32Array>> {
  const weights = initialWeights(plan, random);
  if (plan.descriptor === null || described === null) return weights;
  const { mean, weight } = await descriptorStart(described, plan.encodingLength, random);
  return weights.set(meanName, mean).set(weightName, weight);
}
