import type { Belonging, PersonSealer, SealedKind } from '../vault/vault.ts';
import { bytesToProfile, profileToBytes, type Profile } from './profile.ts';
import { packPayload, unpackPayload } from './sealed-payload.ts';

/** A template as it is sealed. `encoding`: see encoding-blob.ts. */
export interface TemplatePayload {
  readonly encoding: Uint8Array;
  /** 0 to 1, as measured at enrolment. */
  readonly quality: number;
  /** The photo's name, or "camera": people name photos after who is in them. */
  readonly source: string;
}

export interface PhotoPayload {
  readonly jpeg: Uint8Array;
  readonly source: string;
}

/**
 * Seals and opens what is kept of one person. What was altered, or is somebody else's, of another kind
 * or encoder, does not open: then every `open…` throws SealError.
 */
export class PersonSeals {
  readonly #sealer: PersonSealer;
  readonly #personId: string;

  constructor(sealer: PersonSealer, personId: string) {
    this.#sealer = sealer;
    this.#personId = personId;
  }

  profile(profile: Profile): Buffer {
    return this.#sealer.seal(profileToBytes(profile), this.#as('profile'));
  }

  openProfile(sealed: Uint8Array): Profile {
    return bytesToProfile(this.#sealer.open(sealed, this.#as('profile')));
  }

  template({ encoding, quality, source }: TemplatePayload, encoder: string): Buffer {
    return this.#sealer.seal(
      packPayload({ quality, source }, encoding),
      this.#as('template', encoder),
    );
  }

  openTemplate(sealed: Uint8Array, encoder: string): TemplatePayload {
    const opened = this.#sealer.open(sealed, this.#as('template', encoder));
    const { head, body } = unpackPayload(opened);
    // A quality that is no number counts least; JSON writes one as null.
    const quality = typeof head['quality'] === 'number' ? head['quality'] : 0;
    return { encoding: body, quality, source: String(head['source']) };
  }

  photo({ jpeg, source }: PhotoPayload): Buffer {
    return this.#sealer.seal(packPayload({ source }, jpeg), this.#as('photo'));
  }

  openPhoto(sealed: Uint8Array): PhotoPayload {
    const { head, body } = unpackPayload(this.#sealer.open(sealed, this.#as('photo')));
    return { jpeg: body, source: String(head['source']) };
  }

  pin(secret: Uint8Array): Buffer {
    return this.#sealer.seal(secret, this.#as('pin'));
  }

  openPin(sealed: Uint8Array): Buffer {
    return this.#sealer.open(sealed, this.#as('pin'));
  }

  #as(kind: SealedKind, encoder = ''): Belonging {
    return { personId: this.#personId, kind, encoder };
  }
}
