import { Blocked } from './blocked.ts';
import { meanName, weightName } from './descriptor.ts';
import { TrainingGraph } from './graph.ts';
import { Giving, Taking } from './kept.ts';
import { convLayersOf, layersOf, statisticsOf, type ConvLayer } from './layers.ts';
import type { EncoderPlan, KeptValue, TrainableNetwork } from './network.ts';
import { batchNorm } from './ops/batch-norm.ts';
import { convolution, type Keepers } from './ops/convolution.ts';
import { averaged } from './ops/averaged.ts';
import { descriptorMap } from './ops/descriptor-map.ts';
import { flatFeatures, pooledFeatures } from './ops/features.ts';
import { allFilters } from './ops/filters.ts';
import { linear } from './ops/linear.ts';
import { orientedGradients } from './ops/oriented-gradients.ts';
import { unitLength } from './ops/unit-length.ts';
import { weightedSum } from './ops/weighted-sum.ts';
import { gainName, parametersOf } from './parameters.ts';
import { Tape, type Traced } from './tape.ts';

/**
 * Emits a plan's two models for chunks of `chunk` images. `block`: how many channels the processor
 * wants together, from `channelBlock`; 1 runs everywhere. Equal arguments give equal bytes.
 *
 * Each convolution's map and its statistics are kept from the way there for the way back, which
 * normalises and rectifies them again: measured, a sixth less time than computing all of it twice, for
 * about 0.3 MB per image of 64 px. So are the descriptors.
 */
export function buildTrainable(plan: EncoderPlan, chunk: number, block = 1): TrainableNetwork {
  const { arranging, arranged } = arrangingModel(plan, block);
  const { forward, kept } = forwardModel(plan, chunk, block, arranged);
  return {
    plan,
    chunk,
    parameters: parametersOf(plan),
    statistics: statisticsOf(layersOf(plan)),
    arranged,
    kept,
    arranging,
    forward,
    backward: backwardModel(plan, chunk, block, arranged),
  };
}

function arrangingModel(
  plan: EncoderPlan,
  block: number,
): Pick<TrainableNetwork, 'arranging' | 'arranged'> {
  const layers = layersOf(plan);
  if (layers === null) return { arranging: null, arranged: [] };
  const graph = new TrainingGraph('arranging');
  const maps = new Blocked(graph, block);
  const source = new Giving(graph);
  for (const { name, dims } of parametersOf(plan)) graph.input(name, dims);
  for (const layer of convLayersOf(layers)) {
    allFilters({ maps, source, weight: `${layer.name}.weight`, layer });
  }
  return { arranging: graph.encode(), arranged: source.kept };
}

function forwardModel(
  plan: EncoderPlan,
  chunk: number,
  block: number,
  arranged: readonly KeptValue[],
): Pick<TrainableNetwork, 'forward' | 'kept'> {
  const graph = new TrainingGraph('forward');
  const kept = new Giving(graph);
  const filters = new Taking(graph, arranged);
  const { encodings } = traced(plan, chunk, new Blocked(graph, block), { kept, filters });
  graph.output('encodings', encodings.dims, encodings.value);
  return { forward: graph.encode(), kept: kept.kept };
}

function backwardModel(
  plan: EncoderPlan,
  chunk: number,
  block: number,
  arranged: readonly KeptValue[],
): Uint8Array {
  const graph = new TrainingGraph('backward');
  const maps = new Blocked(graph, block);
  const keepers = { kept: new Taking(graph), filters: new Taking(graph, arranged) };
  const { tape, encodings, weights } = traced(plan, chunk, maps, keepers);
  tape.backward(encodings, graph.input('slope', encodings.dims));
  for (const { name, dims, rate } of parametersOf(plan)) {
    if (rate > 0) graph.output(`d:${name}`, dims, tape.slopeOf(weights.get(name)!));
  }
  return graph.encode();
}

/** The way there, with all that the way back needs. */
function traced(plan: EncoderPlan, chunk: number, maps: Blocked, keepers: Keepers) {
  const { graph } = maps;
  const tape = new Tape((one, other) => graph.add(one, other));
  const leaf = (name: string, dims: readonly number[]) => tape.leaf(graph.input(name, dims), dims);
  const images = leaf('images', [chunk, 3, plan.size, plan.size]);
  const weights = new Map(
    parametersOf(plan).map(({ name, dims }) => [name, leaf(name, dims)] as const),
  );
  const of: Branch = {
    ...{ plan, tape, maps, keepers, images },
    weight: (name) => weights.get(name)!,
  };
  return { tape, weights, encodings: unitLength(tape, graph, bothBranches(of)) };
}

/** What a branch is made of. */
interface Branch {
  readonly plan: EncoderPlan;
  readonly tape: Tape;
  readonly maps: Blocked;
  readonly keepers: Keepers;
  readonly images: Traced;
  readonly weight: (name: string) => Traced;
}

/** Two branches are of unit length each before they are added, so that the gain says what each counts. */
function bothBranches(of: Branch): Traced {
  const { tape, maps, weight } = of;
  const learnt = residualBranch(of);
  const described = descriptorBranch(of);
  if (learnt === null || described === null) return (learnt ?? described)!;
  const { graph } = maps;
  const units = [described, learnt].map((rows) => unitLength(tape, graph, rows));
  return weightedSum(tape, graph, units[0]!, units[1]!, weight(gainName));
}

function descriptorBranch({ plan, tape, maps, keepers, images, weight }: Branch): Traced | null {
  const { size, descriptor } = plan;
  if (descriptor === null) return null;
  const { graph } = maps;
  const mean = weight(meanName);
  const [rows = 0] = images.dims;
  const name = 'descriptors';
  const centred = keepers.kept.keep(name, [rows, ...mean.dims], () =>
    graph.subtract(orientedGradients(graph, images.value, size, descriptor), mean.value, name),
  );
  return descriptorMap(tape, graph, centred, weight(weightName), rows);
}

function residualBranch(of: Branch): Traced | null {
  const { plan, tape, maps, keepers, weight } = of;
  const layers = layersOf(plan);
  if (layers === null || plan.residual === null) return null;
  const normalised = (x: Traced, layer: ConvLayer, relu: boolean, shortcut?: Traced): Traced => {
    const { name, to: channels } = layer;
    const map = convolution(tape, maps, layer, x, weight(`${name}.weight`), keepers);
    const [scale, shift] = [weight(`${name}.scale`), weight(`${name}.shift`)];
    const { kept: keeper } = keepers;
    return batchNorm(tape, maps, map, { name, keeper, channels, scale, shift, shortcut, relu });
  };
  let x = normalised(shrunk(of, plan.residual.shrink, layers.stem.side), layers.stem, true);
  for (const { first, second, shortcut } of layers.blocks) {
    const branch = normalised(x, first, true);
    // Recorded after the 3 × 3 at stride 2, which takes its slope along: see `Tape.evenOf`.
    const passed = shortcut === null ? x : normalised(x, shortcut, false);
    x = normalised(branch, second, true, passed);
  }
  const features = plan.residual.embed === 'pool' ? pooledFeatures : flatFeatures;
  const seen = features(tape, maps, x, layers.embed.channels);
  return linear(tape, maps.graph, seen, weight('embed.weight'), weight('embed.bias'));
}

/** Nobody asks for the images' slope. */
function shrunk({ tape, maps, images }: Branch, shrink: number, side: number): Traced {
  const [rows = 0, colours = 0] = images.dims;
  const small = averaged(maps.graph, images.value, shrink);
  return tape.leaf(small, [rows, colours, side, side]);
}
