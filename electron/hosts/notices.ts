import type { Notice } from '../contract/channels.ts';

/** Tells whoever listens that something changed. A notice names a topic and nothing of its content. */
export class Notices {
  readonly #listeners = new Set<(notice: Notice) => void>();

  tell(...notices: readonly Notice[]): void {
    for (const notice of notices) for (const listener of this.#listeners) listener(notice);
  }

  /** Returns the way to stop. */
  listen(listener: (notice: Notice) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
