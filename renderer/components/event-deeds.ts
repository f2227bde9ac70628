import type { StationEvent } from '../../electron/contract/messages.ts';
import type { Text } from '../text/text.ts';

/** What was done, where the row's detail is a word the station uses for it; null for any other. */
export function deedOf(
  {
    kind,
    outcome,
    detail,
  }: Pick<StationEvent, 'kind' | 'detail'> & Partial<Pick<StationEvent, 'outcome'>>,
  { log }: Text,
): string | null {
  if (detail === null || outcome !== 'done') return null;
  const deeds = ownWords<Readonly<Record<string, string>>>(log.deeds, kind);
  return deeds === null ? null : ownWords(deeds, deedKey(detail));
}

/** What a record has under this name itself; null for nothing. */
export function ownWords<Value>(record: Readonly<Record<string, Value>>, name: string) {
  return Object.hasOwn(record, name) ? (record[name] ?? null) : null;
}

/** A detail less what it is about: how many rows, or until which day. */
function deedKey(detail: string): string {
  if (detail.startsWith('end ') && detail !== 'end never') return 'end';
  return detail.replace(/^\d+ /u, '');
}
