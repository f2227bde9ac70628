import type { StationEvent } from '../../electron/contract/messages.ts';
import { dialNames, modeNames } from '../state/dials.ts';
import type { Words } from '../text/words.ts';
import { deedOf, ownWords } from './event-deeds.ts';
import { saidDetail } from './event-said.ts';

/**
 * What was set; null where nothing was. A risk is kept as mode, dial and target; what was trained as
 * what became of it, its kind, and what was in use before and after.
 */
export function eventDetail(
  event: Pick<StationEvent, 'kind' | 'detail'> & Partial<Pick<StationEvent, 'outcome'>>,
  { text, formats }: Pick<Words, 'text' | 'formats'>,
): string | null {
  const { kind, detail } = event;
  if (detail !== null && deedOf(event, text) !== null) return aboutDeed(detail, { text, formats });
  if (detail !== null && kind === 'user') return userDetail(detail, text);
  const adopted = kind === 'training' && detail !== null ? trained(detail, text) : null;
  if (adopted !== null) return adopted;
  if (detail !== null) {
    const said = saidDetail(kind, detail, { text, formats });
    if (said !== null) return said;
  }
  if (detail === null || kind !== 'risk') return detail;
  const [mode, dial, target] = detail.split(' ');
  const knownMode = modeNames.find((one) => one === mode);
  const knownDial = dialNames.find((one) => one === dial);
  if (!knownMode || !knownDial || !(Number(target) > 0)) return detail;
  const { recognition } = text;
  const odds = recognition.odds(formats.integer(Math.round(1 / Number(target))));
  return `${recognition.modes[knownMode].title} ${recognition.dials[knownDial]}, ${odds}`;
}

/** The headline says what was done; this is what else the detail has: a day, a number of rows. */
function aboutDeed(
  detail: string,
  { text, formats }: Pick<Words, 'text' | 'formats'>,
): string | null {
  const [, end] = /^end (\d.+)$/u.exec(detail) ?? [];
  if (end !== undefined) return formats.date(Date.parse(end));
  const [, rows] = /^(\d+) /u.exec(detail) ?? [];
  if (rows === undefined) return null;
  return text.backups.rows(formats.integer(Number(rows)), rows === '1');
}

/** "name: what, what", where every word the window knows is said in its language. */
function userDetail(detail: string, text: Words['text']): string {
  const at = detail.lastIndexOf(': ');
  if (at < 0) return detail;
  const known = { ...text.log.userDeeds, ...text.access.roles };
  const words = detail.slice(at + 2).split(', ');
  return `${detail.slice(0, at)}: ${words.map((word) => ownWords(known, word) ?? word).join(', ')}`;
}

function trained(detail: string, text: Words['text']): string | null {
  const [, deed, kind, change] = /^(adopted|back) (\w+): (.+)$/u.exec(detail) ?? [];
  const { deeds } = text.training;
  if (!deed || !kind || !change || !Object.hasOwn(deeds, kind)) return null;
  const { adopted, back } = deeds[kind as keyof typeof deeds];
  return `${deed === 'adopted' ? adopted : back}, ${change}`;
}
