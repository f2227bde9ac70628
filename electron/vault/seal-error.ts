/** What was sealed does not open: altered, swapped, or under a key that is not there. */
export class SealError extends Error {
  override readonly name = 'SealError';
}
