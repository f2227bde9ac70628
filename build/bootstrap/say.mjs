/** Something the user can act on: printed as one sentence, without a stack. */
export class Problem extends Error {}

/**
 * Standard output belongs to the command that follows.
 * @param {string} sentence
 */
export function say(sentence) {
  process.stderr.write(`Threshold: ${sentence}\n`);
}
