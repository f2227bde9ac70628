import type { ErrorCode } from '../../contract/errors.ts';
import { plainEvent } from '../../contract/plain-event.ts';
import type { NewEvent } from '../../contract/records.ts';

/** The log row of a change of who may work here. `detail` names the user and what changed. */
export function userEvent(at: number, detail: string): NewEvent {
  return { ...plainEvent('user', at), detail };
}

/**
 * The log row of somebody who signed in or tried to. `name` is a user's; for what is no user's name
 * it is left out, since people type their password into the wrong field.
 */
export function signInEvent(at: number, code: ErrorCode | null, name: string | null): NewEvent {
  const row = { ...plainEvent('sign-in', at), code, outcome: outcomeOf(code) };
  return name === null ? row : { ...row, detail: name };
}

/** The log row of the end of a session: by whom is its actor, or by time. */
export function signOutEvent(at: number, name: string, byTime: boolean): NewEvent {
  const row = { ...plainEvent('sign-out', at), detail: name };
  return byTime ? { ...row, source: 'station' } : row;
}

function outcomeOf(code: ErrorCode | null): 'done' | 'refused' {
  return code === null ? 'done' : 'refused';
}
