import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withLock } from '../bootstrap/lock.mjs';
import { Problem, say } from '../bootstrap/say.mjs';
import { root } from '../root.ts';

/** Something made from sources, kept until they change. */
export interface Preparation {
  readonly announcement: string;
  /** Where the fingerprint of the last complete run is kept. */
  readonly stamp: string;
  /** Changes when the sources do. */
  sources(): string;
  /** Changes when what was made is touched; null where it is not all there. */
  product(): string | null;
  make(): Promise<void>;
}

/** Makes what is missing or out of date; costs a few milliseconds where nothing is. */
export async function prepare(preparation: Preparation): Promise<void> {
  if (isReady(preparation)) return;
  await withLock(
    join(root, '.cache', 'prepare.lock'),
    async () => {
      if (!isReady(preparation)) await remake(preparation);
    },
    () => say('another command is preparing the same; waiting for it…'),
  );
}

async function remake(preparation: Preparation): Promise<void> {
  say(preparation.announcement);
  const stamp = join(root, preparation.stamp);
  rmSync(stamp, { force: true });
  const sources = preparation.sources();
  await preparation.make();
  const product = preparation.product();
  if (product === null) throw new Problem(`${preparation.stamp}: the product is not complete.`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, fingerprint(sources, product));
}

function isReady(preparation: Preparation): boolean {
  const product = preparation.product();
  if (product === null) return false;
  return readStamp(preparation.stamp) === fingerprint(preparation.sources(), product);
}

function fingerprint(sources: string, product: string): string {
  return `${sources}\n${product}\n`;
}

function readStamp(stamp: string): string | null {
  try {
    return readFileSync(join(root, stamp), 'utf8');
  } catch {
    return null;
  }
}
