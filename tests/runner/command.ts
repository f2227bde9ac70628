import { runNode } from './child.ts';
import type { CheckOutcome } from './outcome.ts';

/** A check that is a command of its own: it passes where that exits with 0. */
export interface CommandCheck {
  readonly name: string;
  readonly stage: string;
  /** Script and arguments for Node. */
  readonly argv: readonly string[];
}

/** No check takes this long; one that hangs must not hold up all others. */
const limitMs = 10 * 60_000;

export async function runCommandCheck({ name, argv }: CommandCheck): Promise<CheckOutcome> {
  const { code, output, seconds } = await runNode(argv, limitMs);
  return { name, passed: code === 0, seconds, output };
}
