import type { Value } from '../../onnx/builder.ts';
import type { TrainingGraph } from '../graph.ts';
import type { Tape, Traced } from '../tape.ts';

/**
 * y = (d − μ) W of descriptors d [N, F], with W [F, L] learnt and μ [F] as it is:
 *
 *     ∂J/∂W = (d − μ)ᵀ ∂J/∂y
 *
 * Without their mean, which every face has, descriptors are of either sign, and a step of one weight
 * does not shift all encodings alike. `centred`: d − μ.
 */
export function descriptorMap(
  tape: Tape,
  graph: TrainingGraph,
  centred: Value,
  weight: Traced,
  rows: number,
): Traced {
  const [, length = 0] = weight.dims;
  const y = graph.node('MatMul', [centred, weight.value]);
  return tape.record(y, [rows, length], (slope) => {
    tape.addSlope(weight, graph.transposedProduct(centred, slope));
  });
}
