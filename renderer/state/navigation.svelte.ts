export const viewNames = ['check', 'enrol', 'people', 'events', 'recognition'] as const;
export type ViewName = (typeof viewNames)[number];

/** The pages of the Recognition view: how sure it is, and whether it can be made better. */
export const recognitionPages = ['sure', 'training'] as const;
export type RecognitionPage = (typeof recognitionPages)[number];

/** Which view is open. The address carries it, so that reloading comes back to it. */
export class Navigation {
  #view: ViewName = $state.raw('check');
  #page: RecognitionPage = $state.raw('sure');

  constructor(hash: string) {
    const [view, page] = hash.replace(/^#/u, '').split('/');
    this.#view = viewNames.find((name) => name === view) ?? 'check';
    this.#page = recognitionPages.find((name) => name === page) ?? 'sure';
  }

  get view(): ViewName {
    return this.#view;
  }

  /** Of the Recognition view; it stays while other views are open. */
  get page(): RecognitionPage {
    return this.#page;
  }

  go(view: ViewName): void {
    this.#view = view;
    this.#write();
  }

  turnTo(page: RecognitionPage): void {
    this.#page = page;
    this.#write();
  }

  #write(): void {
    const page = this.#view === 'recognition' && this.#page !== 'sure' ? `/${this.#page}` : '';
    history.replaceState(null, '', `#${this.#view}${page}`);
  }
}
