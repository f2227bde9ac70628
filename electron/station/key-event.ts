import { plainEvent } from '../contract/plain-event.ts';
import type { NewEvent } from '../contract/records.ts';

/** The log row of a change of the station's keys; `detail` says which, never a key. */
export function keyEvent(at: number, detail: string): NewEvent {
  return { ...plainEvent('key', at), detail };
}
