import { maxPageRows } from '../contract/channels.ts';
import type { StationEvent } from '../contract/messages.ts';
import { exitCodes, failed, type RunCommand } from './outcome.ts';

export function listEvents(limit: number): RunCommand {
  return async (station) => {
    const events: StationEvent[] = [];
    while (events.length < limit) {
      const wanted = Math.min(maxPageRows, limit - events.length);
      const page = station.events.list(wanted, events.at(-1)?.seq);
      if (!page.ok) return failed(page.error);
      events.push(...page.value.events);
      if (page.value.events.length < wanted) break;
    }
    const text = events.map(inWords).join('\n') || 'Nothing has happened yet.';
    return { answer: events, text, exitCode: exitCodes.done };
  };
}

function inWords(event: StationEvent): string {
  const at = new Date(event.at).toISOString();
  const who = event.personId === null ? '' : `${event.name ?? '(removed)'} (${event.personId})`;
  const other = `${event.claimedName ?? '(removed)'} (${event.claimedId})`;
  const claim =
    event.claimedId === null ? '' : `${event.kind === 'distinct' ? 'is not' : 'claimed'} ${other}`;
  const facts = [at, event.kind, event.outcome, who, claim, event.code, event.detail];
  return facts.filter(Boolean).join('\t');
}
