import type { PersonDetail } from '../../electron/contract/messages.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import { AddPhotosSession } from './add-photos-session.svelte.ts';
import { EnrolSession } from './enrol-session.svelte.ts';
import { RecentChecks } from './recent-checks.svelte.ts';
import { StandIn } from './stand-in.svelte.ts';

/**
 * What whoever works at the window has in hand, over all views: people being enrolled, a file in
 * place of the camera, whom the window saw last. It goes with them: the next one finds nothing.
 */
export class AtHand {
  readonly standIn = new StandIn();
  readonly recent = new RecentChecks();
  readonly #transport: Transport;
  #enrolment: EnrolSession;
  #adding = $state.raw<AddPhotosSession | null>(null);

  constructor(transport: Transport) {
    this.#transport = transport;
    this.#enrolment = $state.raw(new EnrolSession(transport));
    this.#enrolment = new EnrolSession(transport);
  }

  get enrolment(): EnrolSession {
    return this.#enrolment;
  }

  /** Photos being added to somebody enrolled: the Enrol view is about them until that has ended. */
  get adding(): AddPhotosSession | null {
    return this.#adding;
  }

  addPhotos(person: PersonDetail): void {
    if (this.#adding?.person.id === person.id && !this.#adding.stored) return;
    this.endAdding();
    this.#adding = new AddPhotosSession(this.#transport, person);
  }

  endAdding(): void {
    this.#adding?.sitting.end();
    this.#adding = null;
  }

  /** What is still on its way is answered to what was dropped, and seen by nobody. */
  drop(): void {
    this.endAdding();
    this.#enrolment.end();
    this.#enrolment = new EnrolSession(this.#transport);
    this.standIn.clear();
    this.recent.clear();
  }
}
