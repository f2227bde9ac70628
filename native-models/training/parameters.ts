import { descriptorLength, descriptorParameters } from './descriptor.ts';
import { layerParameters, layersOf } from './layers.ts';
import type { EncoderPlan, Parameter } from './network.ts';

/** All that is learnt of a plan, and what stays but is a weight all the same. */
export function parametersOf(plan: EncoderPlan): Parameter[] {
  const { size, descriptor, encodingLength } = plan;
  const layers = layersOf(plan);
  const residual = layers === null ? [] : layerParameters(layers);
  if (descriptor === null) return residual;
  const length = descriptorLength(size, descriptor);
  const described = descriptorParameters(length, encodingLength);
  return residual.length === 0 ? described : [...residual, ...described, gain];
}

export const gainName = 'gain';
/** How much the residual branch counts beside the descriptors: 1 is as much. */
const gain: Parameter = { name: gainName, dims: [1], decay: false, rate: 1 };
