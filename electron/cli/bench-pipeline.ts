import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../contract/errors.ts';
import type { Photo, Timings } from '../contract/messages.ts';
import type { NewTemplate } from '../contract/records.ts';
import { stationActor } from '../contract/access.ts';
import { openStore } from '../hosts/open-store.ts';
import type { Station } from '../hosts/open-station.ts';
import { Checks } from '../station/checks.ts';
import { operatorEvent } from '../station/operator-event.ts';
import { Roster } from '../station/roster.ts';
import { memoryVault } from '../vault/memory-vault.ts';
import type { BareTimes } from '../vision/pipeline.ts';
import { Sighting } from '../station/sighting.ts';
import { dissimilarityOf } from '../contract/dissimilarity.ts';
import { Gallery } from '../gallery/gallery.ts';
import { photoToI420 } from './photo-to-frame.ts';
import { exitCodes, failed, type RunCommand } from './outcome.ts';

/** The gallery the pipeline is measured against, people with one template each. */
const peopleEnrolled = 10_000;
const frameSize = { width: 640, height: 480 } as const;
const warmUpRounds = 5;
const demoPhoto = join(
  import.meta.dirname,
  ...['..', '..', 'tests', 'fixtures', 'people', 'p01', '1.jpg'],
);

type Stage = keyof Timings;
interface Spread {
  readonly median: number;
  readonly p95: number;
}

/**
 * A camera frame's way to its decision, against the same models alone on the same inputs,
 * frame by frame in one run. `ratio` is the median of the first over the median of the second.
 */
export function benchPipeline(rounds: number): RunCommand {
  return async (station) => {
    const frame = await photoToI420(await readFile(demoPhoto), frameSize);
    const photo: Photo = { kind: 'frame', name: 'camera', frame };
    const checks = await checksOverManyPeople(station, photo);
    if (!checks.ok) return failed(checks.error);
    const measured = await measure(station, checks.value, photo, rounds);
    if (!measured.ok) return failed(measured.error);
    const { pipeline, bare } = measured.value;
    const stages = Object.fromEntries(
      stageNames.map((stage) => [stage, spread(pipeline.map((timings) => timings[stage]))]),
    ) as Record<Stage, Spread>;
    const alone = Object.fromEntries(
      bareNames.map((stage) => [stage, spread(bare.map((times) => times[stage]))]),
    ) as Record<keyof BareTotals, Spread>;
    const ratio = stages.total.median / alone.total.median;
    const answer = {
      frame: `${frameSize.width}x${frameSize.height} I420`,
      people: peopleEnrolled,
      rounds,
      stages,
      bare: alone,
      ratio,
    };
    return { answer, text: inWords(stages, alone, ratio), exitCode: exitCodes.done };
  };
}

type BareTotals = BareTimes & { readonly total: number };
const bareNames = ['detect', 'align', 'encode', 'total'] as const;
const stageNames: readonly Stage[] = ['decode', 'detect', 'align', 'encode', 'match', 'total'];

async function measure(
  station: Station,
  checks: Checks,
  photo: Photo,
  rounds: number,
): Promise<Result<{ pipeline: Timings[]; bare: BareTotals[] }>> {
  const ready = await station.vision.ready();
  if (!ready.ok) return ready;
  const sighting = new Sighting();
  const pipeline: Timings[] = [];
  const bare: BareTotals[] = [];
  for (let round = -warmUpRounds; round < rounds; round++) {
    const checked = await checks.frame(photo, sighting);
    if (!checked.ok) return checked;
    const alone = await station.vision.bare();
    if (!alone.ok) return alone;
    if (round < 0) continue;
    pipeline.push(checked.value.result.timings);
    const { detect, align, encode } = alone.value;
    bare.push({ detect, align, encode, total: detect + align + encode });
  }
  return ok({ pipeline, bare });
}

/** The station's own vision process and encoder, with a gallery of made-up people in memory. */
async function checksOverManyPeople(station: Station, photo: Photo): Promise<Result<Checks>> {
  const wish = { encode: 'subject', subject: 'largest', effort: 'quick' } as const;
  const seen = await station.vision.observe(photo, wish);
  if (!seen.ok) return seen;
  const face = seen.value.faces[0]?.encoding;
  if (!face) return fail('no-face');
  const { vision, encoder, dims, thresholds } = station;
  const { people, events, settings } = openStore(':memory:', {
    vault: memoryVault(),
    actor: () => stationActor,
  });
  const clock = { now: () => Date.now(), tick: () => performance.now() };
  const roster = new Roster(
    people,
    encoder,
    () => new Gallery(dims, encoder.spread, encoder.comparator),
  );
  for (let i = 0; i < peopleEnrolled; i++) {
    const added = people.add(
      { id: `made-${i}`, name: `Made ${i}`, consent: 'nobody', enrolledAt: 0 },
      [madeTemplate(station, face, i)],
      [],
      [operatorEvent('enrol', `made-${i}`, 0)],
    );
    if (!added.ok) return added;
  }
  const stores = { people, events, settings };
  const distance = dissimilarityOf(station.models.comparator);
  return ok(new Checks({ ...stores, vision, roster, encoder, thresholds, clock, distance }));
}

/** How far nobody's encoding lies from the face in the frame, as noise over its length. */
const noise = 0.6;

/**
 * Nobody's encoding, from a fixed pseudo-random sequence about the face in the frame: some 0.3
 * away from it, as the encodings of strangers are (the manifest's median).
 */
function madeTemplate({ encoder, dims }: Station, face: Float32Array, seed: number): NewTemplate {
  const direction = Float64Array.from({ length: dims }, (_, i) =>
    Math.sin(12.9898 * (seed * dims + i)),
  );
  const scale = noise / Math.hypot(...direction);
  const raw = direction.map((value, i) => value * scale + (face[i] ?? 0));
  const length = Math.hypot(...raw);
  return {
    encoderSha256: encoder.sha256,
    encoding: Float32Array.from(raw, (value) => value / length),
    quality: 1,
    source: 'made',
    createdAt: 0,
  };
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}

function inWords(
  stages: Record<Stage, Spread>,
  bare: Record<keyof BareTotals, Spread>,
  ratio: number,
): string {
  const row = (name: string, { median, p95 }: Spread): string =>
    `${name.padEnd(20)}${median.toFixed(2).padStart(9)}${p95.toFixed(2).padStart(9)}`;
  return [
    `${'ms'.padEnd(20)}${'median'.padStart(9)}${'p95'.padStart(9)}`,
    ...stageNames.map((stage) => row(stage, stages[stage])),
    ...bareNames.map((stage) => row(`models alone, ${stage}`, bare[stage])),
    `ratio ${ratio.toFixed(3)} (frame to decision over models alone)`,
  ].join('\n');
}
