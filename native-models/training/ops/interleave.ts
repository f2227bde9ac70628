import type { Value } from '../../onnx/builder.ts';
import type { Blocked, Map4 } from '../blocked.ts';
import type { Parities } from './filters.ts';

/**
 * Puts four maps [N, C, h, w] together, one per parity of row and column, to one of the dims `to`
 * [N, C, H, W]; an odd side has no last odd row or column.
 */
export function interleave(maps: Blocked, four: Parities<Value>, to: Map4): Value {
  const { graph, block } = maps;
  const [n, c, height, width] = to;
  const [h, w] = [Math.ceil(height / 2), Math.ceil(width / 2)];
  const side = graph.reshape(graph.concat(four, 1), n, 2, 2, c / block, h, w, block);
  const mixed = graph.transpose(side, 0, 3, 4, 1, 5, 2, 6);
  const whole = graph.reshape(mixed, n, c / block, 2 * h, 2 * w, block);
  const cut = graph.pad(whole, [0, 0, 0, 0, 0], [0, 0, height - 2 * h, width - 2 * w, 0]);
  return graph.reshape(cut, n, c, height, width);
}
