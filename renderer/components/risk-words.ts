import type { Recognition, RiskView } from '../../electron/contract/recognition.ts';
import { oddsOf } from '../state/odds.ts';
import type { Words } from '../text/words.ts';

/** From this share on hardly any known person passes, and no figure helps. */
const nearlyAll = 0.995;
/** Shares below these are said out of the larger, or as "fewer than". */
const inHundred = 0.0095;
const inThousand = 0.00095;

type Tongue = Pick<Words, 'text' | 'formats'>;

/** "1 in 1,000" for a share of 0 to 1. */
export function odds(share: number, { text, formats }: Tongue): string {
  return text.recognition.odds(formats.integer(oddsOf(share)));
}

/** "12 in 100", "3 in 1,000" or "under 1 in 1,000". */
export function shareWords(share: number, tongue: Tongue): string {
  const { recognition } = tongue.text;
  if (share >= nearlyAll) return recognition.nearlyAll;
  if (share < inThousand) return recognition.below(odds(1e-3, tongue));
  return someOf(share, tongue);
}

/** The page's headline: what is promised, and what that costs. */
export function promiseOf(view: Recognition, tongue: Tongue): { promise: string; cost: string } {
  const { recognition } = tongue.text;
  const { identify, people } = view;
  if (view.reference === null) {
    return { promise: recognition.unmeasured, cost: '' };
  }
  const target = odds(identify.target, tongue);
  if (people === 0) return { promise: recognition.promiseNobody(target), cost: '' };
  const count = tongue.formats.integer(people);
  const promise = identify.supported
    ? recognition.promise(target, count, people === 1)
    : recognition.promiseHeld(target, odds(identify.leastTarget, tongue), count, people === 1);
  return { promise, cost: costSentence(identify, tongue) };
}

function costSentence({ fnmr, threshold }: RiskView, tongue: Tongue): string {
  const { recognition } = tongue.text;
  if (threshold <= 0 || fnmr >= nearlyAll) return recognition.costAll;
  return fnmr < inThousand
    ? recognition.costBelow(odds(1e-3, tongue))
    : recognition.costAbout(someOf(fnmr, tongue));
}

function someOf(share: number, { text, formats }: Tongue): string {
  const { recognition } = text;
  return share < inHundred
    ? recognition.ofThousand(formats.integer(Math.round(share * 1000)))
    : recognition.ofHundred(formats.integer(Math.round(share * 100)));
}

export type Closeness = 'confusable' | 'alike' | 'apart';

/** How many times the threshold two people's distance is when they are still called alike. */
const alikeWithin = 1.5;

/** What a distance between two people means at the threshold in use. */
export function closenessOf(distance: number, threshold: number): Closeness {
  if (distance < threshold) return 'confusable';
  return distance < threshold * alikeWithin ? 'alike' : 'apart';
}
