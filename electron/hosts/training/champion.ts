import { fail, ok, type Result } from '../../contract/errors.ts';
import type { Station } from '../open-station.ts';

/** Against what a challenger is compared: another encoder or comparator is another champion. */
export interface Champion {
  /** Identity of the encoder. */
  readonly encoderSha256: string;
  /** See `ComparatorChoice`; empty where the setting cannot be read. */
  readonly comparator: string;
}

export type ChampionStation = Pick<Station, 'encoder' | 'models' | 'outdated'>;

export function championOf({
  encoder,
  models,
}: Pick<ChampionStation, 'encoder' | 'models'>): Champion {
  return { encoderSha256: encoder.sha256, comparator: models.choice ?? '' };
}

/**
 * Whether this is what the station runs on and the settings still say so, whichever process changed
 * them. Errors: training-none.
 */
export function stillInUse(station: ChampionStation, champion: Champion): Result<void> {
  const now = championOf(station);
  const isSame =
    now.encoderSha256 === champion.encoderSha256 && now.comparator === champion.comparator;
  if (isSame && !station.outdated()) return ok(undefined);
  return fail('training-none', 'another pack or comparator is in use by now');
}
