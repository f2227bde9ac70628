import { peopleTemplatesEvents } from './0001-people-templates-events.ts';
import type { Migration } from './migration.ts';

/** In order; `to` strictly increases. A migration that has shipped is never edited. */
export const migrations: readonly Migration[] = [peopleTemplatesEvents];
