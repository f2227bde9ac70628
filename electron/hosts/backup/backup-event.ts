import type { NewEvent } from '../../contract/records.ts';

/** The log row of a backup, of a restore, or of a loss that was accepted. `detail` names no person. */
export function backupEvent(kind: 'backup' | 'restore', at: number, detail: string): NewEvent {
  return {
    at,
    kind,
    outcome: 'done',
    personId: null,
    claimedId: null,
    distance: null,
    threshold: null,
    code: null,
    source: 'operator',
    detail,
  };
}
