import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { z } from 'zod';
import type { EncoderPlan } from '../../../native-models/training/network.ts';

/** How PyTorch's maps lie in memory; which is faster depends on the network. */
export const torchLayouts = ['contiguous', 'channels_last'] as const;
export type TorchLayout = (typeof torchLayouts)[number];

/** Python with PyTorch, as Debian's python3-torch has it, doing the same step in a process beside. */
export class TorchPeer {
  readonly version: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;

  constructor(
    child: ChildProcessWithoutNullStreams,
    answers: AsyncIterator<string>,
    version: string,
  ) {
    this.#child = child;
    this.#answers = answers;
    this.version = version;
  }

  /** CPU seconds of one step. */
  async step(layout: TorchLayout): Promise<number> {
    this.#child.stdin.write(`step ${layout}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error('PyTorch ended before its step was over');
    return z.object({ seconds: z.number().positive() }).parse(JSON.parse(value)).seconds;
  }

  async close(): Promise<void> {
    const ended = once(this.#child, 'close');
    this.#child.stdin.end();
    await ended;
  }
}

/** Of a plan's residual branch. Null where there is no Python, or none with PyTorch. */
export async function openTorchPeer(plan: EncoderPlan, images: number): Promise<TorchPeer | null> {
  const { size, encodingLength, residual } = plan;
  const wish = { plan: { size, encodingLength, ...residual }, images };
  for (const python of pythons) {
    const peer = await openWith(python, wish);
    if (peer !== null) return peer;
  }
  return null;
}

/** The path's own, then the system's: Debian's PyTorch belongs to the latter. */
const pythons = ['python3', '/usr/bin/python3'] as const;
const script = join(import.meta.dirname, 'torch-peer.py');

async function openWith(python: string, wish: object): Promise<TorchPeer | null> {
  const child = spawn(python, [script], { stdio: 'pipe' });
  // A Python that is not there, or ends at once, is found out by its saying nothing.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.stderr.resume();
  child.stdin.write(`${JSON.stringify(wish)}\n`);
  const answers = linesOf(createInterface({ input: child.stdout }));
  const { value, done } = await answers.next();
  if (done) return null;
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(value));
  return new TorchPeer(child, answers, version);
}

function linesOf(lines: Interface): AsyncIterator<string> {
  return lines[Symbol.asyncIterator]();
}
