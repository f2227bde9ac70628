import type { ErrorCode } from '../../electron/contract/errors.ts';
import type { PersonRef } from '../../electron/contract/messages.ts';
import type { CheckSession, Verdict } from '../state/check-session.svelte.ts';
import type { Text } from '../text/text.ts';
import type { MarkKind } from './mark-kind.ts';

/** What the result's place says. */
export interface Answer {
  readonly mark: MarkKind;
  readonly title: string;
  readonly help: string;
}

type Sitting = Pick<
  CheckSession,
  'mode' | 'claimed' | 'claimError' | 'verdict' | 'trouble' | 'latest' | 'hint'
>;

/** One answer at a time: what hinders the station, else what it concluded, else what to do. */
export function answerOf(sitting: Sitting, hasPicture: boolean, text: Text): Answer {
  const { trouble, verdict, mode, claimed } = sitting;
  if (trouble) return troubleAnswer(trouble, text);
  if (verdict) return verdictAnswer(verdict, text);
  const { check, rights } = text;
  if (mode === 'verify' && sitting.claimError === 'consent-withdrawn') {
    return { mark: 'waiting', title: rights.byPinTitle, help: rights.byPinHelp };
  }
  if (mode === 'verify' && (!claimed || sitting.claimError)) {
    const { claimError } = sitting;
    const help = claimError ? text.errors[claimError] : check.chooseFirstHelp;
    return { mark: 'waiting', title: check.chooseFirst, help };
  }
  if (!hasPicture) return { mark: 'waiting', title: check.noPicture, help: check.waitingHelp };
  const seen = (sitting.latest?.faces.length ?? 0) > 0 && sitting.hint === null;
  const title = seen ? check.looking : check.waiting;
  return { mark: 'waiting', title, help: check.waitingHelp };
}

function troubleAnswer(code: ErrorCode, text: Text): Answer {
  const { check } = text;
  if (code === 'vision-restarting' || code === 'models-changing') {
    return { mark: 'waiting', title: check.restarting, help: restHelp(code, text) };
  }
  return { mark: 'fault', title: check.fault, help: text.errors[code] };
}

function restHelp(code: ErrorCode, text: Text): string {
  return code === 'models-changing' ? text.errors[code] : text.check.restartingHelp;
}

function verdictAnswer({ outcome, person, claimed }: Verdict, text: Text): Answer {
  const { check } = text;
  if (outcome === 'match') {
    const title = check.welcome(person?.name ?? claimed?.name ?? '');
    return { mark: 'granted', title, help: claimed ? check.confirmed : check.recognised };
  }
  return claimed
    ? { mark: 'denied', title: check.notMatching, help: check.notMatchingHelp(claimed.name) }
    : { mark: 'denied', title: check.notRecognised, help: check.notRecognisedHelp };
}

/** The answer to a PIN that was right. */
export function pinAnswer(person: PersonRef, { check, rights }: Text): Answer {
  return { mark: 'granted', title: check.welcome(person.name), help: rights.pinRight };
}

/** The decision in one sentence. */
export function whyOf({ outcome, person, claimed, distance }: Verdict, text: Text): string {
  const { check } = text;
  if (outcome === 'match') return check.whyMatch(person?.name ?? claimed?.name ?? '');
  if (claimed && distance === null) return check.whyNothingClaimed(claimed.name);
  if (distance === null) return check.whyNothing;
  return claimed ? check.whyNotClaimed(claimed.name) : check.whyNoMatch;
}
