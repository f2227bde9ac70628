import type { ErrorCode, Result } from '../../electron/contract/errors.ts';
import type {
  Duplicate,
  EnrolReport,
  EnrolRequest,
  PersonRef,
} from '../../electron/contract/messages.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import { idPattern } from './limits.ts';
import { PhotoSitting } from './photo-sitting.svelte.ts';
import type { Stored } from './stored.ts';

/** What still stands between the form and the button, the first thing to do first. */
export type Missing = 'name' | 'id' | 'consent' | 'photo' | 'checks';

/** One enrolment being prepared. It outlives its view, so that nothing typed is lost. */
export class EnrolSession {
  name = $state('');
  id = $state('');
  consent = $state('');
  /** Stays as it was chosen from one person to the next. */
  keepPhotos = $state(false);
  readonly sitting: PhotoSitting;
  readonly #transport: Transport;
  #error = $state.raw<ErrorCode | null>(null);
  #stored = $state.raw<Stored | null>(null);
  #duplicates = $state.raw<readonly Duplicate[]>([]);
  /** Ids decided to be somebody else since the form was sent. */
  #distinct: readonly string[] = [];

  constructor(transport: Transport) {
    this.#transport = transport;
    this.sitting = new PhotoSitting(transport);
  }

  /** Why the last attempt failed. */
  get error(): ErrorCode | null {
    return this.#error;
  }

  /** What was stored; null until it was. */
  get stored(): Stored | null {
    return this.#stored;
  }

  /** Enrolled people who may be this one: while there are any, the operator has to decide. */
  get duplicates(): readonly Duplicate[] {
    return this.#duplicates;
  }

  get missing(): Missing | null {
    if (this.name.trim() === '') return 'name';
    if (this.id.trim() !== '' && !idPattern.test(this.id.trim())) return 'id';
    if (this.sitting.checking) return 'checks';
    if (this.sitting.accepted.length === 0) return 'photo';
    if (this.consent.trim() === '') return 'consent';
    return null;
  }

  async submit(): Promise<void> {
    if (this.missing) return;
    this.#distinct = [];
    await this.#enrol();
  }

  /** The operator looked at the likely duplicates: this person is none of them. */
  async decideDistinct(): Promise<void> {
    this.#distinct = [...this.#distinct, ...this.#duplicates.map(({ person }) => person.id)];
    await this.#enrol();
  }

  /** The operator looked: this is the person enrolled already, who gets the photos. */
  async decideSame(person: PersonRef): Promise<void> {
    const photos = [...this.sitting.accepted];
    const { keepPhotos } = this;
    await this.sitting.send(async () => {
      const answer = await this.#transport.request('people.addPhotos', {
        id: person.id,
        photos,
        keepPhotos,
      });
      this.#take(answer, 'added');
    });
  }

  /** Neither is decided: the form is open again. */
  undecided(): void {
    this.#duplicates = [];
  }

  /** The id was changed: what was wrong with it may be so no longer. */
  clearError(): void {
    this.#error = null;
  }

  reset(): void {
    this.sitting.drop();
    this.#error = null;
    this.#stored = null;
    this.#duplicates = [];
    this.name = '';
    this.id = '';
    this.consent = '';
    // It is each person's own to agree to.
    this.keepPhotos = false;
  }

  /** For good: whoever had it in hand is gone. */
  end(): void {
    this.reset();
    this.sitting.end();
  }

  #enrol(): Promise<void> {
    return this.sitting.send(async () => {
      const request = this.#request();
      this.#take(await this.#transport.request('enrol.person', request), 'enrolled');
    });
  }

  #take(answer: Result<EnrolReport>, what: Stored['what']): void {
    this.#error = null;
    this.#duplicates = [];
    if (!answer.ok) {
      this.#error = answer.error.code;
      return;
    }
    const report = answer.value;
    this.sitting.judge(report.refused);
    if (report.personId !== null) {
      this.#stored = { what, report, kept: this.keepPhotos };
      this.sitting.drop();
    } else if (report.duplicates.length > 0) this.#duplicates = report.duplicates;
    else this.#error = 'no-usable-photo';
  }

  #request(): EnrolRequest {
    const id = this.id.trim();
    return {
      ...(id === '' ? {} : { id }),
      name: this.name.trim(),
      consent: this.consent.trim(),
      photos: [...this.sitting.accepted],
      keepPhotos: this.keepPhotos,
      ...(this.#distinct.length === 0 ? {} : { distinctFrom: [...this.#distinct] }),
    };
  }
}
