import type { Channel } from '../../electron/contract/channels.ts';

export const viewNames = [
  'check',
  'enrol',
  'people',
  'events',
  'recognition',
  'privacy',
  'station',
] as const;
export type ViewName = (typeof viewNames)[number];

/** What a view cannot do without: whoever may not send it does not see the view. */
export const viewChannels: Readonly<Record<ViewName, Channel>> = {
  check: 'check.identify',
  enrol: 'enrol.person',
  people: 'people.list',
  events: 'events.list',
  recognition: 'packs.list',
  privacy: 'privacy.view',
  station: 'users.list',
};

/** The pages of the Recognition view: how sure it is, and whether it can be made better. */
export const recognitionPages = ['sure', 'training'] as const;
export type RecognitionPage = (typeof recognitionPages)[number];

/** The pages of the Station view: who may work at it, its keys, its backups. */
export const stationPages = ['users', 'keys', 'backups'] as const;
export type StationPage = (typeof stationPages)[number];

/** Which view is open. The address carries it, so that reloading comes back to it. */
export class Navigation {
  #view: ViewName = $state.raw('check');
  #page: RecognitionPage = $state.raw('sure');
  #stationPage: StationPage = $state.raw('users');

  constructor(hash: string) {
    const [view, page] = hash.replace(/^#/u, '').split('/');
    this.#view = viewNames.find((name) => name === view) ?? 'check';
    this.#page = recognitionPages.find((name) => name === page) ?? 'sure';
    this.#stationPage = stationPages.find((name) => name === page) ?? 'users';
  }

  get view(): ViewName {
    return this.#view;
  }

  /** Of the Recognition view; it stays while other views are open. */
  get page(): RecognitionPage {
    return this.#page;
  }

  /** The same of the Station view. */
  get stationPage(): StationPage {
    return this.#stationPage;
  }

  go(view: ViewName): void {
    this.#view = view;
    this.#write();
  }

  turnTo(page: RecognitionPage): void {
    this.#page = page;
    this.#write();
  }

  /** Opens the Station view at one of its pages. */
  goToStation(page: StationPage): void {
    this.#stationPage = page;
    this.go('station');
  }

  #write(): void {
    history.replaceState(null, '', `#${this.#view}${this.#suffix()}`);
  }

  #suffix(): string {
    if (this.#view === 'recognition' && this.#page !== 'sure') return `/${this.#page}`;
    if (this.#view === 'station' && this.#stationPage !== 'users') return `/${this.#stationPage}`;
    return '';
  }
}
