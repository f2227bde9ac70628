import type { Blocked, Map4 } from '../blocked.ts';
import type { Tape, Traced } from '../tape.ts';

/** Each channel's mean: x [N, C, H, W] to [N, channels]. Its slope goes to every pixel alike. */
export function pooledFeatures(tape: Tape, maps: Blocked, x: Traced, channels: number): Traced {
  const { graph } = maps;
  const dims = dimsOf(x);
  const [n, c, h, w] = dims;
  const means = graph.slice(maps.imageMeans(x.value, dims), 1, 0, channels);
  return tape.record(means, [n, channels], (slope) => {
    const each = graph.multiply(slope, graph.scalar(1 / (h * w)));
    tape.addSlope(x, maps.spread(graph.pad(each, [0, 0], [0, c - channels]), dims));
  });
}

/** Every value: x [N, C, H, W] to [N, channels · H · W]. */
export function flatFeatures(tape: Tape, maps: Blocked, x: Traced, channels: number): Traced {
  const { graph } = maps;
  const [n, , h, w] = dimsOf(x);
  const flat = graph.reshape(maps.plain(x.value, channels), n, channels * h * w);
  return tape.record(flat, [n, channels * h * w], (slope) => {
    tape.addSlope(x, maps.fromPlain(graph.reshape(slope, n, channels, h, w), channels));
  });
}

function dimsOf({ dims: [n = 0, c = 0, h = 0, w = 0] }: Traced): Map4 {
  return [n, c, h, w];
}
