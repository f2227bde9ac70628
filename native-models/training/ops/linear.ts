import type { TrainingGraph } from '../graph.ts';
import type { Tape, Traced } from '../tape.ts';

/**
 * y = x W + b of rows, x [N, F], W [F, L], b [L]:
 *
 *     ∂J/∂W = xᵀ ∂J/∂y      ∂J/∂b = Σ over rows of ∂J/∂y      ∂J/∂x = ∂J/∂y Wᵀ
 */
export function linear(
  tape: Tape,
  graph: TrainingGraph,
  x: Traced,
  weight: Traced,
  bias: Traced,
): Traced {
  const [n = 0] = x.dims;
  const [, length = 0] = weight.dims;
  const y = graph.add(graph.node('MatMul', [x.value, weight.value]), bias.value);
  return tape.record(y, [n, length], (slope) => {
    tape.addSlope(weight, graph.transposedProduct(x.value, slope));
    tape.addSlope(bias, graph.sum(slope, 0));
    tape.addSlope(x, graph.productTransposed(slope, weight.value));
  });
}
