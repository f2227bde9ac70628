import type { EncoderPlan } from '../../../native-models/training/network.ts';

/** How an encoder comes by its encodings, for the model card. */
export function methodInWords({ residual, descriptor }: EncoderPlan): string {
  const learnt = 'a residual network, learnt from random filters with triplet loss';
  if (descriptor === null) return learnt;
  const described =
    'histograms of oriented gradients, which are not learnt, and a linear map of them, started in closed form from the photos learnt from (principal components, then Fisher’s discriminant) and then learnt with triplet loss';
  return residual === null ? described : `${described}; added to it, ${learnt}`;
}
