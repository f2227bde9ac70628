import { InferenceSession, Tensor } from 'onnxruntime-node';
import { TrainingGraph } from './graph.ts';

/**
 * How many channels this processor's convolutions want together: see `Blocked`. 1 where it has no
 * such convolutions. Asks the runtime: it fills up the channels of what it brings into blocks.
 */
export async function channelBlock(): Promise<number> {
  const graph = new TrainingGraph('block');
  const dims = [1, leastChannels, 1, 1];
  const blocked = graph.own('blocked', 'ReorderInput', [graph.input('x', dims)]);
  graph.output('y', [1, 'filled', 1, 1], blocked);
  try {
    const session = await InferenceSession.create(graph.encode(), quiet);
    const { y } = await session.run({
      x: new Tensor('float32', new Float32Array(leastChannels), dims),
    });
    await session.release();
    const filled = y?.dims[1] ?? 1;
    return filled > leastChannels ? filled : 1;
  } catch {
    return 1;
  }
}

/** `ReorderInput` takes channels by fours. */
const leastChannels = 4;
/** A processor without blocks is no reason for a warning. */
const quiet = { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 4 } as const;
