import type { Notice } from '../contract/channels.ts';
import type { EventStore, PeopleStore } from '../station/interfaces.ts';

/** How often another process's changes are looked for, ms: two rows are read. */
const intervalMs = 2000;

/** Tells what another process changed, such as the command line beside an open window. */
export function watchChanges(
  people: PeopleStore,
  events: EventStore,
  notify: (notice: Notice) => void,
): () => void {
  let seen = look(people, events);
  const timer = setInterval(() => {
    const now = look(people, events);
    if (now.people !== seen.people) {
      notify('people');
      notify('status');
    }
    if (now.events !== seen.events) notify('events');
    seen = now;
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}

function look(
  people: PeopleStore,
  events: EventStore,
): { people: number | undefined; events: number | undefined } {
  const revision = people.revision();
  const newest = events.list(1);
  return {
    people: revision.ok ? revision.value : undefined,
    events: newest.ok ? newest.value.events[0]?.seq : undefined,
  };
}
