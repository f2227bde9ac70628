import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { LinearHead } from '../../../native-models/head.ts';
import { chooseHead } from '../../../native-models/training/choose-head.ts';
import { headSet } from '../../../native-models/training/head-set.ts';
import type { Comparator } from '../../contract/comparator.ts';
import { dissimilarityOf } from '../../contract/dissimilarity.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import type { Contest, TrainingProgress } from '../../contract/training.ts';
import { heldOutOneIn, holdContest, neededPeople } from '../../station/contest/hold-contest.ts';
import { openHeadBase, type HeadBase } from './head-base.ts';
import { writeHeadPack } from './head-pack.ts';
import type { HeadJob, JobEnd, JobHost, SiteTemplate } from './job.ts';

/** Templates of one person that count: more would be a few people's head. */
const mostOfOne = 16;
/** People held out of a large site: their pairs are compared a thousand times over. */
const mostHeldOut = 150;

/**
 * Learns a head from the people enrolled, holds the contest on those held out, and writes the pack,
 * whoever won: who is asked to adopt it looks at the contest. Errors: training-too-few, model codes,
 * invalid-request (the folder is not free), store-full, store-unavailable.
 */
export async function runHeadJob(job: HeadJob, host: JobHost): Promise<Result<JobEnd>> {
  const base = await openHeadBase(job.base);
  if (!base.ok) return base;
  const people = peopleOf(job.templates, base.value);
  if (people.length < neededPeople) return fail('training-too-few', tooFew(people.length));
  const { learnt, heldOut } = split(people, job.seed);
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
  return ok({
    state: 'done',
    outcome: { contest: contest.value, challenger, encoder: null },
  });
}

function tooFew(people: number): string {
  return `${people} people have two templates or more, ${neededPeople} are needed`;
}

interface SitePerson {
  readonly personId: string;
  readonly name: string;
  /** As the encoder gives them without any head. */
  readonly encodings: readonly Float32Array[];
}

/** People with two templates or more. A damaged template is left out. */
function peopleOf(templates: readonly SiteTemplate[], { head, pack }: HeadBase): SitePerson[] {
  const sound = templates.filter(
    ({ encoding }) => encoding.length === pack.encodingLength && encoding.every(Number.isFinite),
  );
  return [...Map.groupBy(sound, ({ personId }) => personId)]
    .map(([personId, own]) => ({
      personId,
      name: own[0]!.name,
      encodings: own
        .slice(0, mostOfOne)
        .map(({ encoding }) => (head === null ? encoding : head.undo(encoding))),
    }))
    .filter(({ encodings }) => encodings.length >= 2);
}

/** Id and seed decide, so that the order in which people were enrolled does not. */
function split(
  people: readonly SitePerson[],
  seed: number,
): { learnt: SitePerson[]; heldOut: SitePerson[] } {
  const rankOf = ({ personId }: SitePerson): string =>
    createHash('sha256').update(`${seed}\0${personId}`).digest('hex');
  const ranked = people.toSorted((one, other) => (rankOf(one) < rankOf(other) ? -1 : 1));
  const count = Math.min(mostHeldOut, Math.ceil(people.length / heldOutOneIn));
  return { heldOut: ranked.slice(0, count), learnt: ranked.slice(count) };
}

function contestOf(
  { seed, name, comparator }: HeadJob,
  { head, pack }: HeadBase,
  challenger: LinearHead,
  heldOut: readonly SitePerson[],
): Result<Contest> {
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
    seed,
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
