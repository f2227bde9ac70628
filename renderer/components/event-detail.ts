import type { StationEvent } from '../../electron/contract/messages.ts';
import { dialNames, modeNames } from '../state/dials.ts';
import type { Words } from '../text/words.ts';

/**
 * What was set; null where nothing was. A risk is kept as mode, dial and target; what was trained as
 * what became of it, its kind, and what was in use before and after.
 */
export function eventDetail(
  { kind, detail }: Pick<StationEvent, 'kind' | 'detail'>,
  { text, formats }: Pick<Words, 'text' | 'formats'>,
): string | null {
  if (detail !== null && kind === 'training') return trained(detail, text);
  if (detail === null || kind !== 'risk') return detail;
  const [mode, dial, target] = detail.split(' ');
  const knownMode = modeNames.find((one) => one === mode);
  const knownDial = dialNames.find((one) => one === dial);
  if (!knownMode || !knownDial || !(Number(target) > 0)) return detail;
  const { recognition } = text;
  const odds = recognition.odds(formats.integer(Math.round(1 / Number(target))));
  return `${recognition.modes[knownMode].title} ${recognition.dials[knownDial]}, ${odds}`;
}

function trained(detail: string, text: Words['text']): string {
  const [, deed, kind, change] = /^(adopted|back) (\w+): (.+)$/u.exec(detail) ?? [];
  const { deeds } = text.training;
  if (!deed || !kind || !change || !Object.hasOwn(deeds, kind)) return detail;
  const { adopted, back } = deeds[kind as keyof typeof deeds];
  return `${deed === 'adopted' ? adopted : back}, ${change}`;
}
