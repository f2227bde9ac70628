import type { TrainingGraph } from '../graph.ts';
import type { Tape, Traced } from '../tape.ts';

/**
 * y = a + g b of rows, a and b [N, L], g [1]:
 *
 *     ∂J/∂a = ∂J/∂y      ∂J/∂b = g ∂J/∂y      ∂J/∂g = Σ b · ∂J/∂y
 */
export function weightedSum(
  tape: Tape,
  graph: TrainingGraph,
  one: Traced,
  other: Traced,
  gain: Traced,
): Traced {
  const y = graph.add(one.value, graph.multiply(other.value, gain.value));
  return tape.record(y, one.dims, (slope) => {
    tape.addSlope(one, slope);
    tape.addSlope(other, graph.multiply(slope, gain.value));
    const along = graph.sum(graph.multiply(slope, other.value), 0, 1);
    tape.addSlope(gain, graph.reshape(along, 1));
  });
}
