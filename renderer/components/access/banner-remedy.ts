import type { Channel } from '../../../electron/contract/channels.ts';
import type { ErrorCode } from '../../../electron/contract/errors.ts';
import { viewChannels, type StationPage, type ViewName } from '../../state/navigation.svelte.ts';

/** Where what a banner says can be mended. */
export interface Remedy {
  readonly view: ViewName;
  readonly page?: StationPage;
  /** Whoever may not send it has no use for the way there. */
  readonly channel: Channel;
  readonly words: 'toKeys' | 'toBackups' | 'toLog';
}

const keys: Remedy = { view: 'station', page: 'keys', channel: 'keys.view', words: 'toKeys' };
const backups: Remedy = {
  ...{ view: 'station', page: 'backups', channel: 'backups.list', words: 'toBackups' },
};
const log: Remedy = { view: 'events', channel: viewChannels.events, words: 'toLog' };

const remedies: Partial<Record<ErrorCode, Remedy>> = {
  'recovery-unconfirmed': keys,
  'key-gone': keys,
  'store-damaged': backups,
  'store-missing': backups,
  'store-behind': backups,
  'store-foreign': backups,
  'sealed-unreadable': backups,
  'log-damaged': log,
  'clock-back': log,
};

/** Null where nothing in the window mends it. */
export function remedyOf(code: ErrorCode): Remedy | null {
  return remedies[code] ?? null;
}

const ofTheStore: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ...(['store-damaged', 'store-missing', 'store-behind', 'store-foreign'] as const),
]);

/** Whether the users, too, are out of reach with the database: nobody can sign in by a password. */
export function shutsOut(code: ErrorCode): boolean {
  return ofTheStore.has(code);
}

/** What concerns those who look after the station, and nobody else who stands before it. */
const ofOperators: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['recovery-unconfirmed']);

export function isForVisitors(code: ErrorCode): boolean {
  return !ofOperators.has(code);
}
