import type { CheckMode } from '../../contract/recognition.ts';
import { leastPeople } from './allowed-fmr.ts';
import { leastTarget, type RiskBasis } from './risk-at.ts';
import type { ReferenceScores } from './scores.ts';

/** Why a target cannot be promised and what can: a target read from here is accepted. */
export function whyUnsupported(
  { impostorComparisons, people: measured }: ReferenceScores,
  { quantiles, people }: RiskBasis,
  mode: CheckMode,
): string {
  const least = leastTarget(quantiles, mode, people);
  const data = `the pack was measured with ${grouped(impostorComparisons)} comparisons between ${grouped(measured)} people`;
  const few = people < leastPeople ? `, which count as ${leastPeople},` : '';
  const enrolled = mode === 'identify' ? `, and with ${grouped(people)} people enrolled${few}` : '';
  return `${data}${enrolled} the strictest target they support is ${roundedUp(least)}`;
}

/** Two digits, never less than the value. */
export function roundedUp(value: number): string {
  const text = value.toExponential(1);
  if (Number(text) >= value) return text;
  const [digits, power] = text.split('e');
  return Number(`${Number(digits) + 0.1}e${power}`).toExponential(1);
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
