import type { Contest, Contestant, TrainingView } from '../../../electron/contract/training.ts';
import { errorSentences, type StationError } from '../../../electron/contract/errors.ts';
import type { Words } from '../../text/words.ts';

type Tongue = Pick<Words, 'text' | 'formats'>;

/** The page's headline, and the line after it. */
export interface Headline {
  readonly line: string;
  readonly help: string;
}

/** What there is to say first: of the run under way, else of how the last one ended. */
export function headlineOf({ run, contest, adopted }: TrainingView, tongue: Tongue): Headline {
  const { training } = tongue.text;
  if (run?.state === 'running') {
    return { line: training.running[run.request.kind], help: training.undisturbed };
  }
  if (run?.state === 'stopping') return { line: training.stopping, help: training.undisturbed };
  if (run?.state === 'stopped') {
    const kept = run.request.kind === 'encoder';
    return { line: training.stopped, help: kept ? training.stoppedKept : training.nothingChanged };
  }
  if (run?.state === 'failed') return { line: training.failed, help: training.nothingChanged };
  if (contest) return verdictOf(contest, tongue);
  if (adopted) return { line: training.madeBetter, help: training.madeBetterHelp };
  return { line: training.question, help: training.questionHelp };
}

/** Whether the challenger won, in a sentence. */
export function verdictOf(contest: Contest, { text, formats }: Tongue): Headline {
  const { training } = text;
  const [before, after] = [contest.champion.eer, contest.challenger.eer].map((eer) =>
    formats.share(eer),
  ) as [string, string];
  if (contest.better) return { line: training.better(after, before), help: training.betterHelp };
  const say = contest.gain.estimate > 0 ? training.notBetterHelp : training.notBetterWorse;
  return { line: training.notBetter, help: say(after, before) };
}

/** A pack's name in quotation marks, or how faces are compared in words. */
export function nameOf(
  contestant: Pick<Contestant, 'name'>,
  kind: Contest['kind'],
  { text }: Tongue,
) {
  const { comparators } = text.training;
  return kind === 'logistic' && Object.hasOwn(comparators, contestant.name)
    ? comparators[contestant.name as keyof typeof comparators]
    : contestant.name;
}

/** What the station said of the case at hand beside its code's sentence; null where nothing. */
export function detailOf({ code, message }: Pick<StationError, 'code' | 'message'>): string | null {
  const sentence = errorSentences[code];
  if (!message.startsWith(sentence)) return message === '' ? null : message;
  const detail = message
    .slice(sentence.length)
    .trim()
    .replace(/^\((.*)\)$/su, '$1');
  return detail === '' ? null : detail;
}
