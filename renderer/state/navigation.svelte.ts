export const viewNames = ['check', 'enrol', 'people', 'events', 'recognition'] as const;
export type ViewName = (typeof viewNames)[number];

/** Which view is open. The address carries it, so that reloading comes back to it. */
export class Navigation {
  #view: ViewName = $state.raw('check');

  constructor(hash: string) {
    this.#view = viewNames.find((name) => hash === `#${name}`) ?? 'check';
  }

  get view(): ViewName {
    return this.#view;
  }

  go(view: ViewName): void {
    this.#view = view;
    history.replaceState(null, '', `#${view}`);
  }
}
