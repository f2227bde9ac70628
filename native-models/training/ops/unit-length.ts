import { attribute, type Value } from '../../onnx/builder.ts';
import type { TrainingGraph } from '../graph.ts';
import type { Tape, Traced } from '../tape.ts';

/**
 * Each row brought to unit length: e = x/‖x‖. Only what is across e changes e, so
 *
 *     ∂J/∂x = (∂J/∂e − e (e · ∂J/∂e)) / ‖x‖
 */
export function unitLength(tape: Tape, graph: TrainingGraph, x: Traced): Traced {
  const length = rowLengths(graph, x.value);
  const e = graph.node('Div', [x.value, length]);
  return tape.record(e, x.dims, (slope) => {
    const along = graph.node('ReduceSum', [graph.multiply(e, slope), graph.whole(1)], {
      keepdims: attribute.int(1),
    });
    const across = graph.subtract(slope, graph.multiply(e, along));
    tape.addSlope(x, graph.node('Div', [across, length]));
  });
}

/** [N, 1]. A row of zeros stays one. */
export function rowLengths(graph: Pick<TrainingGraph, 'node' | 'add' | 'scalar'>, x: Value): Value {
  const squares = graph.node('ReduceSumSquare', [x], {
    axes: attribute.ints(1),
    keepdims: attribute.int(1),
  });
  return graph.node('Sqrt', [graph.add(squares, graph.scalar(leastSquare))]);
}

/** Far below any encoding's square, which is about 1 to 1000. */
const leastSquare = 1e-12;
