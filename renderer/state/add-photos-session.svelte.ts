import type { ErrorCode } from '../../electron/contract/errors.ts';
import type { PersonDetail } from '../../electron/contract/messages.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import { PhotoSitting } from './photo-sitting.svelte.ts';
import type { Stored } from './stored.ts';

/** More photos of somebody enrolled being gathered. It outlives its view, like an enrolment. */
export class AddPhotosSession {
  keepPhotos = $state(false);
  readonly person: PersonDetail;
  readonly sitting: PhotoSitting;
  readonly #transport: Transport;
  #error = $state.raw<ErrorCode | null>(null);
  #stored = $state.raw<Stored | null>(null);

  /** Where photos of this person are kept already, keeping the new ones too is offered first. */
  constructor(transport: Transport, person: PersonDetail) {
    this.#transport = transport;
    this.person = person;
    this.keepPhotos = person.photosKept > 0;
    this.sitting = new PhotoSitting(transport);
  }

  /** Why the last attempt failed; `no-usable-photo` where all were refused. */
  get error(): ErrorCode | null {
    return this.#error;
  }

  /** What was stored; null until it was. */
  get stored(): Stored | null {
    return this.#stored;
  }

  get missing(): 'photo' | 'checks' | null {
    if (this.sitting.checking) return 'checks';
    return this.sitting.accepted.length === 0 ? 'photo' : null;
  }

  async submit(): Promise<void> {
    if (this.missing) return;
    await this.sitting.send(() => this.#add());
  }

  async #add(): Promise<void> {
    const { keepPhotos } = this;
    const answer = await this.#transport.request('people.addPhotos', {
      id: this.person.id,
      photos: [...this.sitting.accepted],
      keepPhotos,
    });
    this.#error = null;
    if (!answer.ok) {
      this.#error = answer.error.code;
      return;
    }
    const report = answer.value;
    this.sitting.judge(report.refused);
    if (report.personId === null || report.templates === 0) this.#error = 'no-usable-photo';
    else {
      this.#stored = { what: 'added', report, kept: keepPhotos };
      this.sitting.drop();
    }
  }
}
