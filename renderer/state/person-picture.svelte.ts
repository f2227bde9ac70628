import type { Transport } from '../../electron/contract/transport.ts';

/** The kept picture of one person's face, where there is one. */
export class PersonPicture {
  readonly #transport: Transport;
  #url = $state.raw<string | null>(null);

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Object URL of the picture; null while it is fetched, and where none is kept. */
  get url(): string | null {
    return this.#url;
  }

  /** Shows this person's picture until the returned function is called. */
  show(id: string): () => void {
    let shown = true;
    void this.#load(id, () => shown);
    return () => {
      shown = false;
      if (this.#url) URL.revokeObjectURL(this.#url);
      this.#url = null;
    };
  }

  async #load(id: string, shown: () => boolean): Promise<void> {
    const answer = await this.#transport.request('people.picture', { id });
    const jpeg = answer.ok ? answer.value.jpeg : null;
    if (!jpeg || !shown()) return;
    this.#url = URL.createObjectURL(new Blob([jpeg.slice()], { type: 'image/jpeg' }));
  }
}
