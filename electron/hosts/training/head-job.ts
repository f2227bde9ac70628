import { setImmediate } from 'node:timers/promises';
import { LinearHead } from '../../../native-models/head.ts';
import { chooseHead } from '../../../native-models/training/choose-head.ts';
import { headSet } from '../../../native-models/training/head-set.ts';
import type { Comparator } from '../../contract/comparator.ts';
import { dissimilarityOf } from '../../contract/dissimilarity.ts';
import { ok, type Result } from '../../contract/errors.ts';
import type { TrainingProgress } from '../../contract/training.ts';
import { holdContest, type HeldContest } from '../../station/contest/hold-contest.ts';
import { strictestFmr } from '../../station/risk/unmet-risks.ts';
import { openHeadBase, type HeadBase } from './head-base.ts';
import { writeHeadPack } from './head-pack.ts';
import type { HeadJob, JobEnd, JobHost } from './job.ts';
import { splitSite, type SitePerson } from './site-split.ts';

/**
 * Learns a head from the people enrolled, holds the contest on those held out, and writes the pack,
 * whoever won: who is asked to adopt it looks at the contest. Errors: training-too-few, model codes,
 * invalid-request (the folder is not free), store-full, store-unavailable.
 */
export async function runHeadJob(job: HeadJob, host: JobHost): Promise<Result<JobEnd>> {
  const base = await openHeadBase(job.base);
  if (!base.ok) return base;
  const split = splitSite(job.templates, base.value.pack.encodingLength);
  if (!split.ok) return split;
  const [learnt, heldOut] = [split.value.learnt, split.value.heldOut].map((people) =>
    people.map((person) => withoutHead(person, base.value)),
  ) as [SitePerson[], SitePerson[]];
  const set = headSet(learnt.map(({ encodings }) => encodings));
  const chosen = await chooseHead(set, job.seed, {
    onStep: reporter(host),
    stopped: async () => {
      await setImmediate();
      return host.signal.aborted;
    },
  });
  if (chosen === null || host.signal.aborted) return ok({ state: 'stopped' });
  const head = new LinearHead(chosen.matrix);
  const contest = contestOf(job, base.value, head, heldOut);
  if (!contest.ok) return contest;
  const { pull } = chosen;
  const facts = { learnt: learnt.length, pull, contest: contest.value };
  const written = await writeHeadPack(job, base.value, head, facts);
  if (!written.ok) return written;
  const challenger = { kind: 'pack', name: job.name, dir: job.out } as const;
  const decided = { ...contest.value, strictest: strictestFmr(written.value.scores) };
  return ok({ state: 'done', outcome: { contest: decided, challenger, encoder: null } });
}

/** With encodings as the encoder gives them without any head. */
function withoutHead(person: SitePerson, { head }: HeadBase): SitePerson {
  if (head === null) return person;
  return { ...person, encodings: person.encodings.map((encoding) => head.undo(encoding)) };
}

function contestOf(
  { name, comparator }: HeadJob,
  { head, pack }: HeadBase,
  challenger: LinearHead,
  heldOut: readonly SitePerson[],
): Result<HeldContest> {
  const photos = heldOut.flatMap(({ personId, name: called, encodings }) =>
    encodings.map((encoding) => ({ personId, name: called, encoding })),
  );
  const before = photos.map(({ encoding }) => (head === null ? encoding : head.apply(encoding)));
  const after = photos.map(({ encoding }) => challenger.apply(encoding));
  return holdContest({
    kind: 'head',
    photos,
    champion: { name: pack.name, compare: compared(before, comparator) },
    challenger: { name, compare: compared(after, { kind: 'distance' }) },
    pack: name,
    comparator: 'distance',
  });
}

function compared(
  encodings: readonly Float32Array[],
  comparator: Comparator,
): (one: number, other: number) => number {
  const dissimilarity = dissimilarityOf(comparator);
  return (one, other) => dissimilarity(encodings[one]!, encodings[other]!);
}

/** Steps between two looks at the curve. */
const stepsPerPoint = 10;

function reporter({
  onProgress,
}: JobHost): (step: { loss: number; active: number; encodings: number }, done: number) => void {
  const started = performance.now();
  let steps = 0;
  let images = 0;
  let latest = 0;
  return ({ loss, active, encodings }, done) => {
    // Each training counts from 0.
    images += encodings > latest ? encodings - latest : encodings;
    latest = encodings;
    if (++steps % stepsPerPoint !== 0) return;
    const seconds = (performance.now() - started) / 1000;
    const point: TrainingProgress['point'] = { seconds, images, loss, active, accuracy: null };
    const secondsLeft = (seconds * (1 - done)) / done;
    const imagesPerSecond = images / seconds;
    onProgress({ stage: 'training', done, secondsLeft, imagesPerSecond, point });
  };
}
