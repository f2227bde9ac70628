import { join } from 'node:path';
import type { Pack } from '../../../native-models/manifest.ts';
import type { Comparator } from '../../contract/comparator.ts';
import { dissimilarityOf } from '../../contract/dissimilarity.ts';
import { ok, type Result } from '../../contract/errors.ts';
import type { Contest } from '../../contract/training.ts';
import { holdContest } from '../../station/contest/hold-contest.ts';
import { strictestFmr } from '../../station/risk/unmet-risks.ts';
import { decodePhoto } from '../../vision/decode.ts';
import { modelError } from '../../vision/model-error.ts';
import { openPipeline, type Pipeline } from '../../vision/pipeline.ts';
import { ImagePyramid } from '../../vision/pyramid.ts';
import { readPhoto } from '../read-photo.ts';
import type { HeldOutEncoding } from './held-out.ts';
import type { WrittenPack } from './encoder-pack.ts';
import { modelThreads } from './face-cutter.ts';
import type { EncoderJob, JobHost } from './job.ts';
import { ReadingPace } from './reading-pace.ts';

/**
 * Photos that a contest is held on: every one is looked at by the pack in use, some 70 ms each, and
 * their pairs are counted two thousand times for the intervals. With 500 that is 125,000 pairs.
 */
const mostPhotos = 500;
/** Of one person: more people say more than more photos of one. */
const mostOfOne = 5;

export interface Rivals {
  readonly written: WrittenPack;
  /** The pack in use, which found the faces. */
  readonly base: Pack;
}

/**
 * The pack in use and the new one on the people held out, whom the new one has not learnt from. A
 * photo in which one of them finds no face is one it confuses with nobody and knows from nobody.
 * Null where there are too few people for a contest. Errors: model codes.
 */
export async function encoderContest(
  job: EncoderJob,
  host: JobHost,
  { written, base }: Rivals,
): Promise<Result<Contest | null | 'stopped'>> {
  const photos = someOf(written.heldOut);
  const champion = await encodedBy(base, job, host, photos);
  if (!champion.ok) return champion;
  if (champion.value === 'stopped') return ok('stopped');
  const contest = holdContest({
    kind: 'encoder',
    photos: photos.map(({ person }) => ({ personId: person, name: person })),
    champion: { name: base.name, compare: compared(champion.value, job.comparator) },
    challenger: {
      name: written.pack.name,
      compare: compared(
        photos.map(({ encoding }) => encoding),
        distance,
      ),
    },
    pack: written.pack.name,
    comparator: 'distance',
  });
  if (contest.ok) return ok({ ...contest.value, strictest: strictestFmr(written.pack.scores) });
  return contest.error.code === 'training-too-few' ? ok(null) : contest;
}

/** People with several photos first: they alone give genuine pairs. The order is the folder's. */
function someOf(heldOut: readonly HeldOutEncoding[]): HeldOutEncoding[] {
  const byPerson = [...Map.groupBy(heldOut, ({ person }) => person).values()];
  const inOrder = [
    ...byPerson.filter(({ length }) => length > 1),
    ...byPerson.filter(({ length }) => length === 1),
  ];
  return inOrder.flatMap((own) => own.slice(0, mostOfOne)).slice(0, mostPhotos);
}

/** Nothing else was learnt for a new encoder. */
const distance: Comparator = { kind: 'distance' };

type Encodings = readonly (Float32Array | null)[];

/** NaN where a photo has no encoding. */
function compared(
  encodings: Encodings,
  comparator: Comparator,
): (one: number, other: number) => number {
  const dissimilarity = dissimilarityOf(comparator);
  return (one, other) => {
    const [a, b] = [encodings[one], encodings[other]];
    return a && b ? dissimilarity(a, b) : NaN;
  };
}

async function encodedBy(
  base: Pack,
  job: EncoderJob,
  { onProgress, signal }: JobHost,
  photos: readonly HeldOutEncoding[],
): Promise<Result<Encodings | 'stopped'>> {
  const pace = new ReadingPace(() => performance.now(), 'measuring');
  const encodings: (Float32Array | null)[] = [];
  try {
    const pipeline = await openPipeline({
      models: base,
      modelDir: job.base.dir,
      threads: modelThreads,
    });
    try {
      for (const { photo } of photos) {
        if (signal.aborted) return ok('stopped');
        encodings.push(await encodingOf(join(job.people, photo), pipeline));
        const progress = pace.look(encodings.length, photos.length, encodings.length);
        if (progress !== null) onProgress(progress);
      }
      return ok(encodings);
    } finally {
      await pipeline.close();
    }
  } catch (cause) {
    return { ok: false, error: modelError(cause) };
  }
}

/** Of whom the picture is about: a folder is named after the person in the middle. */
async function encodingOf(path: string, pipeline: Pipeline): Promise<Float32Array | null> {
  const read = await readPhoto(path);
  if (!read.ok) return null;
  const image = await decodePhoto(read.value.bytes);
  if (!image.ok) return null;
  const { faces, subject } = await pipeline.observe(new ImagePyramid(image.value), {
    encode: 'subject',
    subject: 'central',
    // The look that the crops were cut with: both see the same faces.
    effort: 'quick',
  });
  return subject === null ? null : (faces[subject]?.encoding ?? null);
}
