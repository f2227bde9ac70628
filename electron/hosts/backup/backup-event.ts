import { plainEvent } from '../../contract/plain-event.ts';
import type { NewEvent } from '../../contract/records.ts';

/** The log row of a backup, of a restore, or of a loss that was accepted. `detail` names no person. */
export function backupEvent(kind: 'backup' | 'restore', at: number, detail: string): NewEvent {
  return { ...plainEvent(kind, at), detail };
}
