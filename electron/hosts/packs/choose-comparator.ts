import { z } from 'zod';
import { weightsOf, type LearntComparator, type Pack } from '../../../native-models/manifest.ts';
import type { Comparator } from '../../contract/comparator.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import type { Clock, SettingsStore } from '../../station/interfaces.ts';
import { settingEvent } from '../../station/operator-event.ts';
import type { ReferenceScores } from '../../station/risk/scores.ts';
import { choiceOfLearnt, learntComparators } from './learnt-comparators.ts';

/**
 * What a comparator is called in the settings: `distance`, a kind that the pack's manifest brings,
 * or one learnt here, as `logistic:` and a part of its digest. Other content has another name, so
 * that nothing ever takes the place of what was chosen.
 */
export type ComparatorChoice = string;

/** A comparator with what thresholds are derived from; null scores: nobody measured the pack. */
export interface ChosenComparator {
  readonly choice: ComparatorChoice;
  readonly comparator: Comparator;
  readonly scores: ReferenceScores | null;
}

/** By pack. A pack that nobody chose one for compares by the distance. What is no choice is one pack's. */
const choicesSchema = z.record(z.string(), z.unknown());
const unchosen: ComparatorChoice = 'distance';

/** Null where the setting cannot be read: then nothing may match. */
export function comparatorChoice(
  settings: Pick<SettingsStore, 'get'>,
  pack: string,
): ComparatorChoice | null {
  const choices = choicesIn(settings);
  const choice = choices?.has(pack) === false ? unchosen : choices?.get(pack);
  return typeof choice === 'string' ? choice : null;
}

/** `dir`: where what was learnt here of the pack is kept. Errors: comparator-missing. */
export async function findComparator(
  pack: Pack,
  dir: string,
  choice: ComparatorChoice | null,
): Promise<Result<ChosenComparator>> {
  if (choice === null) return fail('comparator-missing', 'the setting cannot be read');
  if (choice === 'distance') {
    return ok({ choice, comparator: { kind: choice }, scores: pack.scores });
  }
  if (choice === 'logistic' || choice === 'chi2') {
    return opened(choice, choice, pack.comparators?.[choice], pack);
  }
  const here = await learntComparators(pack, dir);
  if (!here.ok) return here;
  const found = here.value.find((one) => choiceOfLearnt(one) === choice);
  return opened(choice, found?.kind ?? 'logistic', found?.learnt, pack);
}

/** All that can be chosen for a pack. Those learnt here are left out where they cannot be read. */
export async function comparatorChoices(pack: Pack, dir: string): Promise<ComparatorChoice[]> {
  const own = (['logistic', 'chi2'] as const).filter((kind) => pack.comparators?.[kind]);
  const here = await learntComparators(pack, dir);
  return ['distance', ...own, ...(here.ok ? here.value.map(choiceOfLearnt) : [])];
}

/**
 * Sets how a pack's encodings are compared, with its log row; what other packs have stays as it is.
 * A setting that is damaged as a whole holds nothing to keep: it makes way, and the log says so.
 * Errors: store codes.
 */
export function setComparatorChoice(
  settings: SettingsStore,
  clock: Pick<Clock, 'now'>,
  pack: string,
  choice: ComparatorChoice,
): Result<void> {
  const set = settings.get('comparator');
  if (!set.ok) return set;
  const before = choicesIn(settings);
  const was = comparatorChoice(settings, pack);
  if (was === choice) return ok(undefined);
  const value = JSON.stringify(Object.fromEntries([...(before ?? []), [pack, choice]]));
  const lost = before === null ? '; what other packs had could not be read' : '';
  const detail = `${pack}: ${was ?? 'unreadable'} → ${choice}${lost}`;
  return settings.set('comparator', value, settingEvent('models', clock.now(), detail));
}

/** A map, since a pack may be called as what every object has. */
function choicesIn(settings: Pick<SettingsStore, 'get'>): Map<string, unknown> | null {
  const set = settings.get('comparator');
  if (!set.ok) return null;
  if (set.value === null) return new Map();
  try {
    return new Map(Object.entries(choicesSchema.parse(JSON.parse(set.value))));
  } catch {
    return null;
  }
}

function opened(
  choice: ComparatorChoice,
  kind: 'logistic' | 'chi2',
  learnt: LearntComparator | undefined,
  { name, encodingLength }: Pack,
): Result<ChosenComparator> {
  const weights = learnt === undefined ? null : weightsOf(learnt.weights);
  if (learnt === undefined || weights?.length !== encodingLength) {
    return fail('comparator-missing', `${choice} of the pack ${name}`);
  }
  return ok({ choice, comparator: { kind, weights }, scores: learnt.scores });
}
