import { maxPageRows } from '../contract/channels.ts';
import type { StationEvent } from '../contract/messages.ts';
import type { EventFilter } from '../contract/records.ts';
import { exitCodes, failed, type RunCommand } from './outcome.ts';

export function listEvents(limit: number, filter: EventFilter = {}): RunCommand {
  return async (station) => {
    const events: StationEvent[] = [];
    while (events.length < limit) {
      const wanted = Math.min(maxPageRows, limit - events.length);
      const page = station.events.list(wanted, events.at(-1)?.seq, filter);
      if (!page.ok) return failed(page.error);
      events.push(...page.value.events);
      if (page.value.events.length < wanted) break;
    }
    const text = events.map(inWords).join('\n') || nothingInWords(filter);
    return { answer: events, text, exitCode: exitCodes.done };
  };
}

function nothingInWords(filter: EventFilter): string {
  const isFiltered = Object.values(filter).some((part) => part !== undefined);
  return isFiltered ? 'Nothing of that is in the log.' : 'Nothing has happened yet.';
}

function inWords(event: StationEvent): string {
  const at = new Date(event.at).toISOString();
  const who = event.personId === null ? '' : `${event.name ?? '(removed)'} (${event.personId})`;
  const other = `${event.claimedName ?? '(removed)'} (${event.claimedId})`;
  const claim =
    event.claimedId === null ? '' : `${event.kind === 'distinct' ? 'is not' : 'claimed'} ${other}`;
  const actor = event.actor === null ? '' : `by ${event.actor}`;
  const facts = [at, event.kind, event.outcome, who, claim, event.code, event.detail, actor];
  return facts.filter(Boolean).map(harmless).join('\t');
}

/** A camera's name, say, may have anything in it, also what a terminal takes for a command. */
function harmless(text: unknown): string {
  return String(text).replace(/\p{Cc}/gu, '\ufffd');
}
