import type { Scores } from '../../../native-models/manifest.ts';
import {
  unpackPopulation,
  type PopulationModel,
} from '../../../native-models/training/population.ts';
import {
  simulateGenuine,
  simulateStrangers,
  type Compare,
} from '../../../native-models/training/simulated-pairs.ts';
import { fnmrAt } from '../../station/risk/quantiles.ts';
import { expectedSpread } from '../../station/spread/fit-spread.ts';
import { RankMap } from './rank-map.ts';

/**
 * The upper bounds of FMR are raised by this factor: what a normal distribution gets wrong about how
 * a head moves distances. Seven heads learnt on people of lfw-dev and on made sites came through the
 * tables of 1,400 people of lfw-dev with up to 2.4 times the FMR, relative to no head at all, on
 * other people (from FMR 3e-5 up).
 */
const safetyFactor = 3;
/**
 * Pooling brings strangers closer where a head has taken out what they have in common: the same
 * heads needed up to 0.44 where the encoder alone needs 0.30.
 */
const spreadFactor = 1.5;
/** A row rests on at least so many simulated false matches, on either side, weights considered. */
const leastEvents = 30;
/**
 * Pairs simulated: some seconds' worth. A head that moves little keeps rows of `core` down to FMR
 * 1e-6; one that turns most of an encoding about needs more pairs for rows down to 1e-4.
 */
const strangerPairs = 40_000;
const headPairs = 100_000;
const genuinePairs = 6_000;
const seed = 1;
const decimals = 5;

/**
 * The table of an encoder with a head on it, from the encoder's own: pairs of photos are simulated
 * from the population that the table was measured on, and each row's distance is moved to the one
 * that as many of them lie below once they went through the head. Rows that too few simulated pairs
 * support are left out: nothing is extrapolated. Null where the scores have no population, or fewer
 * than two rows are left. `pairs`: of strangers that are simulated.
 */
export function transportScores(
  scores: Scores,
  encodingLength: number,
  head: Float32Array,
  pairs = headPairs,
): Scores | null {
  const population =
    scores.population === undefined ? null : unpackPopulation(scores.population, encodingLength);
  if (population === null) return null;
  return carriedOver(scores, 'a head', simulated(population, head, undefined, pairs));
}

/** How distances move, of strangers and of one person's photos. */
export interface Moves {
  readonly strangers: RankMap;
  readonly genuine: RankMap;
}

/** `compare`: of photos that went through the head; the squared distance where it is not given. */
export function simulated(
  population: PopulationModel,
  head: Float32Array,
  compare?: Compare,
  pairs = strangerPairs,
): Moves {
  return {
    strangers: new RankMap(simulateStrangers(population, head, pairs, seed, compare)),
    genuine: new RankMap(simulateGenuine(population, head, genuinePairs, seed, compare)),
  };
}

/** Null where fewer than two rows are left. `to`: what the scores are carried over to, in words. */
export function carriedOver(
  scores: Scores,
  to: string,
  { strangers, genuine }: Moves,
): Scores | null {
  const moved = scores.quantiles.map((row) => ({ row, ...strangers.move(row.distance) }));
  // Below a row that too little supports, nothing is sure: the few heavy pairs may not have come yet.
  const thin = moved.findLastIndex(({ events }) => !(events >= leastEvents));
  const quantiles = moved
    .slice(thin + 1)
    .map(({ row, distance }) => ({ ...row, ...movedRow(row, distance, scores, genuine) }));
  if (quantiles.length < 2) return null;
  const { population: _, histogram, ...kept } = scores;
  const { binWidth } = histogram;
  const counts = {
    binWidth,
    genuine: movedCounts(histogram.genuine, binWidth, genuine),
    impostor: movedCounts(histogram.impostor, binWidth, strangers),
  };
  const weight = Math.min(1, kept.spread.weight * spreadFactor);
  return {
    ...kept,
    reference: `${scores.reference}; carried over to ${to} by simulation`,
    spread: { weight, expected: expectedSpread(counts) },
    quantiles,
    histogram: counts,
  };
}

type Row = Scores['quantiles'][number];

/** Rounded towards what is stricter. */
function movedRow(
  { fmrUpper95 }: Row,
  distance: number,
  { quantiles }: Scores,
  genuine: RankMap,
): Omit<Row, 'fmr'> {
  const scale = 10 ** decimals;
  const floored = Math.floor(distance * scale) / scale;
  const fnmr = fnmrAt(quantiles, genuine.undo(floored));
  return {
    distance: floored,
    fmrUpper95: Math.min(1, Number((fmrUpper95 * safetyFactor).toPrecision(4))),
    fnmr: Number(fnmr.toFixed(decimals)),
  };
}

/** A histogram whose edges move; what lies between two edges is spread evenly. */
function movedCounts(counts: readonly number[], binWidth: number, map: RankMap): number[] {
  const edges = Array.from({ length: counts.length + 1 }, (_, bin) =>
    bin === 0 ? 0 : map.move(bin * binWidth).distance,
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  const bins = Math.ceil(edges.at(-1)! / binWidth) || 1;
  let before = 0;
  return Array.from({ length: bins }, (_, bin) => {
    // What is below an edge is rounded, not what is between two: then all of it is there.
    const below =
      bin === bins - 1 ? total : Math.round(countBelow((bin + 1) * binWidth, counts, edges));
    const count = below - before;
    before = below;
    return count;
  });
}

function countBelow(limit: number, counts: readonly number[], edges: readonly number[]): number {
  let sum = 0;
  for (const [bin, count] of counts.entries()) {
    const [low, high] = [edges[bin]!, edges[bin + 1]!];
    if (high <= limit) sum += count;
    else if (low < limit) sum += (count * (limit - low)) / (high - low);
  }
  return sum;
}
