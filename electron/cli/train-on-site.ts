import { rm } from 'node:fs/promises';
import { fail } from '../contract/errors.ts';
import type { Contest } from '../contract/training.ts';
import type { Station } from '../hosts/open-station.ts';
import type { PackPlaces } from '../hosts/packs/pack-shelf.ts';
import { goBack, shown } from '../hosts/training/adoption.ts';
import { championOf, type Champion } from '../hosts/training/champion.ts';
import { withNames } from '../hosts/training/contest-names.ts';
import { JobMaker } from '../hosts/training/job-maker.ts';
import type { Challenger, TrainingJob } from '../hosts/training/job.ts';
import { takeChallenger } from '../hosts/training/take-challenger.ts';
import { TrainingPlaces } from '../hosts/training/training-places.ts';
import { unmetNow } from '../hosts/training/unmet-now.ts';
import { contestInWords } from './contest-in-words.ts';
import { exitCodes, failed, type CommandOutcome, type RunCommand } from './outcome.ts';
import { packPlaces } from './pack-places.ts';
import { runTraining, stoppedOutcome } from './run-training.ts';

export interface SiteWishes {
  /** Whether what is measurably better is used from now on. */
  readonly adopt: boolean;
  readonly seed: number | undefined;
  /** The station's data folder. */
  readonly data: string | undefined;
}

/** `train head`, `train logistic`: from the people enrolled; nothing changes unless `adopt` says so. */
export function trainOnSite(kind: 'head' | 'logistic', wishes: SiteWishes): RunCommand {
  return alone(wishes.data, async (station, tell) => {
    const places = packPlaces(wishes.data);
    const maker = new JobMaker(places, new TrainingPlaces(places.dataDir));
    const champion = championOf(station);
    const made = await maker.make(station, { kind });
    if (!made.ok) return failed(made.error);
    const { seed, adopt } = wishes;
    const job: TrainingJob = seed === undefined ? made.value : { ...made.value, seed };
    // The training needs its memory; taking a pack in starts a process of its own.
    station.vision.close();
    try {
      const end = await runTraining(job, tell);
      if (!end.ok) return failed(end.error);
      if (end.value.state === 'stopped') return stoppedOutcome('Nothing was changed.');
      const { contest, challenger } = end.value.outcome;
      if (contest === null) throw new Error('the people enrolled were compared on nobody');
      const named = withNames(contest, station.people);
      return await decide(station, { contest: named, challenger, champion, adopt, places });
    } finally {
      await rm(job.out, { recursive: true, force: true });
    }
  });
}

/** No window and no other command trains, adopts or throws away on this data folder meanwhile. */
function alone(data: string | undefined, command: RunCommand): RunCommand {
  return async (station, tell, place) => {
    const claim = new TrainingPlaces(packPlaces(data).dataDir).claim();
    if (claim === null)
      return failed(fail('training-running', 'the station or a command trains here').error);
    try {
      return await command(station, tell, place);
    } finally {
      claim.release();
    }
  };
}

interface Decision {
  readonly contest: Contest;
  readonly challenger: Challenger;
  /** What was in use when it began. */
  readonly champion: Champion;
  readonly adopt: boolean;
  readonly places: PackPlaces;
}

async function decide(station: Station, decision: Decision): Promise<CommandOutcome> {
  const { contest, challenger, champion, adopt, places } = decision;
  const unmet = unmetNow(station, contest);
  if (!unmet.ok) return failed(unmet.error);
  const isWanted = adopt && contest.better;
  if (isWanted) {
    const taken = await takeChallenger(station, places, { contest, challenger, champion });
    if (!taken.ok) return failed(taken.error);
  }
  const text = [contestInWords(contest, unmet.value), nextInWords(contest, adopt)].join('\n');
  const answer = { done: true, contest, unmet: unmet.value, adopted: isWanted };
  return { answer, text, exitCode: exitCodes.done };
}

function nextInWords({ better, challenger }: Contest, adopt: boolean): string {
  if (!better) return 'Nothing was changed.';
  return adopt
    ? `${challenger.name} is in use now. "train back" goes back to what was before.`
    : 'Nothing was changed: the same command with --adopt uses it.';
}

/** `train back`: what was in use before the latest thing that was adopted. */
export function trainBack(data: string | undefined): RunCommand {
  return alone(data, async (station) => {
    const back = await goBack(station);
    if (!back.ok) return failed(back.error);
    const { kind, before, now } = back.value;
    const answer = { kind, name: shown(before), before: shown(now) };
    const text = `In use again: ${answer.name}, in the place of ${answer.before}.`;
    return { answer, text, exitCode: exitCodes.done };
  });
}
