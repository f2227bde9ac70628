import type { NewEvent } from './records.ts';

/** A log row of something done here that is about nobody; what else it is about is spread over it. */
export function plainEvent<Kind extends NewEvent['kind']>(
  kind: Kind,
  at: number,
): NewEvent & { readonly kind: Kind } {
  return {
    at,
    kind,
    outcome: 'done',
    personId: null,
    claimedId: null,
    distance: null,
    threshold: null,
    code: null,
    source: 'operator',
  };
}
