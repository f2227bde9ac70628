import type { Notice } from '../contract/channels.ts';
import type { EventStore, PeopleStore, SettingsStore } from '../station/interfaces.ts';

/** How often another process's changes are looked for, ms: three rows are read. */
const intervalMs = 2000;

export interface Watched {
  readonly people: PeopleStore;
  readonly events: EventStore;
  readonly settings: SettingsStore;
  /** Whether another station would be opened now: also where the database was taken away. */
  outdated(): boolean;
}

/**
 * Tells what another process changed, such as the command line beside an open window.
 * `onSettings` is called where what the operator has set may be another, before it is told, and where
 * the station has become outdated in any other way.
 */
export function watchChanges(
  watched: Watched,
  notify: (notice: Notice) => void,
  onSettings: () => void,
): () => void {
  let seen = look(watched);
  const timer = setInterval(() => {
    const now = look(watched);
    if (now.settings !== seen.settings || (now.outdated && !seen.outdated)) onSettings();
    for (const notice of changed(seen, now)) notify(notice);
    seen = now;
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}

interface Look {
  readonly people: number | undefined;
  readonly events: number | null | undefined;
  readonly settings: number | undefined;
  readonly outdated: boolean;
}

/** What people look like depends on them; the thresholds depend on people and settings. */
function changed(seen: Look, now: Look): readonly Notice[] {
  const notices: Notice[] = [];
  const people = now.people !== seen.people;
  const settings = now.settings !== seen.settings;
  if (people) notices.push('people');
  if (people || settings) notices.push('status', 'recognition');
  if (now.events !== seen.events) notices.push('events');
  return notices;
}

function look(watched: Watched): Look {
  const { people, events, settings } = watched;
  const revision = people.revision();
  const newest = events.newest();
  const set = settings.revision();
  return {
    people: revision.ok ? revision.value : undefined,
    events: newest.ok ? newest.value : undefined,
    settings: set.ok ? set.value : undefined,
    outdated: watched.outdated(),
  };
}
