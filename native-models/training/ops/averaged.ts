import { attribute, type Value } from '../../onnx/builder.ts';
import type { TrainingGraph } from '../graph.ts';

/** Each square of `shrink` px a side becomes one pixel, its mean: x [N, C, H, W]. */
export function averaged(words: Pick<TrainingGraph, 'node'>, x: Value, shrink: number): Value {
  if (shrink === 1) return x;
  const sides = attribute.ints(shrink, shrink);
  return words.node('AveragePool', [x], { kernel_shape: sides, strides: sides });
}
