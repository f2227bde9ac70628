import type { StationEvent } from '../../electron/contract/messages.ts';
import { dialNames, modeNames } from '../state/dials.ts';
import type { Words } from '../text/words.ts';

/** What was set; null where nothing was. A risk is kept as mode, dial and target. */
export function eventDetail(
  { kind, detail }: Pick<StationEvent, 'kind' | 'detail'>,
  { text, formats }: Pick<Words, 'text' | 'formats'>,
): string | null {
  if (detail === null || kind !== 'risk') return detail;
  const [mode, dial, target] = detail.split(' ');
  const knownMode = modeNames.find((one) => one === mode);
  const knownDial = dialNames.find((one) => one === dial);
  if (!knownMode || !knownDial || !(Number(target) > 0)) return detail;
  const { recognition } = text;
  const odds = recognition.odds(formats.integer(Math.round(1 / Number(target))));
  return `${recognition.modes[knownMode].title} ${recognition.dials[knownDial]}, ${odds}`;
}
