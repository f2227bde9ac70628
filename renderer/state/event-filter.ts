import type { Request } from '../../electron/contract/channels.ts';
import type { StationEvent } from '../../electron/contract/messages.ts';
import { dayEnd, dayStart } from './day.ts';

export type EventKind = StationEvent['kind'];

/** The kinds of the log as a person looks for them. Every kind is in one group. */
export const kindGroups = {
  checks: ['identify', 'verify', 'pin'],
  people: ['enrol', 'add-photos', 'distinct', 'consent', 'remove'],
  access: ['sign-in', 'sign-out', 'user', 'key'],
  settings: ['models', 'risk', 'zone', 'training', 'privacy'],
  data: ['backup', 'restore', 'export', 'retention', 'log'],
  station: ['start', 'stop', 'clock', 'camera', 'station'],
} as const satisfies Record<string, readonly EventKind[]>;
export type KindGroup = keyof typeof kindGroups;
export const groupNames = Object.keys(kindGroups) as KindGroup[];

export const spans = ['all', 'today', 'week', 'month', 'own'] as const;
export type Span = (typeof spans)[number];

/** All kinds, those of a group, or one. */
export type WantedKinds = 'all' | `all ${KindGroup}` | EventKind;

/** The same as a choice writes it; null where it is none. */
export function wantedKinds(value: string): WantedKinds | null {
  const wanted = value as WantedKinds;
  return wanted === 'all' || kindsOf(wanted).length > 0 ? wanted : null;
}

/** What of the log is looked for. `from` and `to` are days as date fields write them, or empty. */
export interface EventFilter {
  readonly query: string;
  readonly kinds: WantedKinds;
  readonly span: Span;
  readonly from: string;
  readonly to: string;
}

export const everything: EventFilter = { query: '', kinds: 'all', span: 'all', from: '', to: '' };

type Wanted = Pick<Request<'events.list'>, 'query' | 'kinds' | 'from' | 'to'>;

/** The filter as the station takes it; what is not looked for is left out. Now is ms since 1970. */
export function wantedOf(filter: EventFilter, now: number): Wanted {
  const query = filter.query.trim();
  const kinds = filter.kinds === 'all' ? [] : kindsOf(filter.kinds);
  const { from, to } = timesOf(filter, now);
  return {
    ...(query === '' ? {} : { query }),
    ...(kinds.length === 0 ? {} : { kinds }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  };
}

export function isEverything(filter: EventFilter): boolean {
  return filter.query.trim() === '' && filter.kinds === 'all' && filter.span === 'all';
}

function kindsOf(wanted: WantedKinds): EventKind[] {
  const group = groupNames.find((name) => wanted === `all ${name}`);
  if (group) return [...kindGroups[group]];
  return groupNames.flatMap((name) => kindGroups[name].filter((kind) => kind === wanted));
}

const spanDays = { today: 0, week: 6, month: 29 } as const;

/** Days begin and end by this computer's clock and time zone. */
function timesOf(
  { span, from, to }: EventFilter,
  now: number,
): { from: number | null; to: number | null } {
  if (span === 'all') return { from: null, to: null };
  if (span === 'own') return { from: dayStart(from), to: dayEnd(to) };
  const day = new Date(now);
  const first = new Date(day.getFullYear(), day.getMonth(), day.getDate() - spanDays[span]);
  return { from: first.getTime(), to: null };
}
