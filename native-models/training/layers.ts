import type { EncoderPlan, Parameter, ResidualPlan, Statistic } from './network.ts';

/** A convolution and the batch normalisation behind it. Sides in px. */
export interface ConvLayer {
  readonly name: string;
  readonly kernel: 1 | 3;
  readonly stride: 1 | 2;
  readonly from: number;
  readonly to: number;
  readonly side: number;
}

/** y = ReLU(second(first(x)) + shortcut(x)) (He, Zhang, Ren, Sun 2016, "Deep Residual Learning"). */
export interface Block {
  readonly first: ConvLayer;
  readonly second: ConvLayer;
  /** Null where x goes on as it is. */
  readonly shortcut: ConvLayer | null;
}

export interface Layers {
  readonly stem: ConvLayer;
  readonly blocks: readonly Block[];
  /** What the last linear map makes of the last block's `channels` maps. */
  readonly embed: {
    readonly channels: number;
    readonly side: number;
    readonly features: number;
    readonly length: number;
  };
}

/** A plan's residual branch in full: what is multiplied with what. Null where there is none. */
export function layersOf({ size, encodingLength, residual }: EncoderPlan): Layers | null {
  return residual === null ? null : layersFor(residual, size / residual.shrink, encodingLength);
}

function layersFor(plan: ResidualPlan, seen: number, length: number): Layers {
  const stem = layer('stem', 3, 2, 3, plan.stem, seen);
  const blocks: Block[] = [];
  let from = plan.stem;
  let side = sideAfter(stem);
  plan.stages.forEach(({ width, blocks: count }, stage) => {
    for (let index = 0; index < count; index++) {
      const block = blockOf(`stage${stage + 1}.block${index + 1}`, from, width, side, index === 0);
      blocks.push(block);
      from = width;
      side = sideAfter(block.first);
    }
  });
  const features = plan.embed === 'pool' ? from : from * side * side;
  return { stem, blocks, embed: { channels: from, side, features, length } };
}

/** Side of the map that a layer makes: 3 × 3 windows reach one pixel over the edge. */
export function sideAfter({ side, stride }: ConvLayer): number {
  return Math.ceil(side / stride);
}

export function convLayersOf({ stem, blocks }: Layers): ConvLayer[] {
  return [
    stem,
    ...blocks.flatMap(({ first, second, shortcut }) => [
      first,
      second,
      ...(shortcut ? [shortcut] : []),
    ]),
  ];
}

/** Filters lie as rows × columns × in × out, so that their gradient is one product of matrices. */
export function layerParameters(layers: Layers): Parameter[] {
  const { features, length } = layers.embed;
  return [
    ...convLayersOf(layers).flatMap(({ name, kernel, from, to }) => [
      { name: `${name}.weight`, dims: [kernel, kernel, from, to], decay: true, rate: 1 },
      { name: `${name}.scale`, dims: [to], decay: false, rate: 1 },
      { name: `${name}.shift`, dims: [to], decay: false, rate: 1 },
    ]),
    { name: 'embed.weight', dims: [features, length], decay: true, rate: 1 },
    { name: 'embed.bias', dims: [length], decay: false, rate: 1 },
  ];
}

export function statisticsOf(layers: Layers | null): Statistic[] {
  if (layers === null) return [];
  return convLayersOf(layers).flatMap(({ name, to }) => [
    { name: `${name}.mean`, length: to },
    { name: `${name}.variance`, length: to },
  ]);
}

/** Added to a variance before its root: a channel that never changes is not divided by nothing. */
export const varianceFloor = 1e-5;

function blockOf(name: string, from: number, to: number, side: number, halving: boolean): Block {
  const stride = halving ? 2 : 1;
  const first = layer(`${name}.first`, 3, stride, from, to, side);
  const second = layer(`${name}.second`, 3, 1, to, to, sideAfter(first));
  const changes = halving || from !== to;
  const shortcut = changes ? layer(`${name}.shortcut`, 1, stride, from, to, side) : null;
  return { first, second, shortcut };
}

function layer(
  name: string,
  kernel: 1 | 3,
  stride: 1 | 2,
  from: number,
  to: number,
  side: number,
): ConvLayer {
  return { name, kernel, stride, from, to, side };
}
