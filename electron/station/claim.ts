import { fail, ok, type ErrorCode, type Result } from '../contract/errors.ts';
import type { PersonRef } from '../contract/person-ref.ts';
import type { EncoderInUse, PeopleStore } from './interfaces.ts';

/** Whom somebody says to be. */
export interface Claim {
  readonly person: PersonRef | null;
  /** The id that the log may keep; null for one that is nobody's: what is typed there may be a PIN. */
  readonly loggedId: string | null;
}

export const nobodyClaimed: Claim = { person: null, loggedId: null };

interface ClaimParts {
  readonly people: Pick<PeopleStore, 'get'>;
  readonly encoder: EncoderInUse;
}

/**
 * The claim to an id. Unless it is `open`, an id without a face to compare is claimed like any other, and
 * like nobody. Errors: store codes; where it is open, unknown-person, encoder-changed, sealed-unreadable.
 */
export function claimOf(id: string, open: boolean, parts: ClaimParts): Result<Claim> {
  const found = find(id, parts);
  if (found.ok) return ok({ person: found.value, loggedId: id });
  const { code } = found.error;
  if (open || !faceless.includes(code)) return found;
  return ok({ person: { id, name: id }, loggedId: code === 'unknown-person' ? null : id });
}

/** What is wrong with a claim by itself, and tells who is enrolled. */
const faceless: readonly ErrorCode[] = ['unknown-person', 'encoder-changed', 'sealed-unreadable'];

function find(id: string, { people, encoder }: ClaimParts): Result<PersonRef> {
  const person = people.get(id, encoder.sha256);
  if (!person.ok) return person;
  if (!person.value.comparable) return fail('encoder-changed', id);
  return ok({ id: person.value.id, name: person.value.name });
}
