import type { Packs } from '../hosts/packs/packs.ts';

const intervalMs = 500;

/** Shows how far a fetch or change is, on stderr, while it is under way. */
export async function showProgress<T>(
  packs: Pick<Packs, 'progress'>,
  work: () => Promise<T>,
): Promise<T> {
  const show = (): void => {
    const { progress } = packs;
    if (progress === null) return;
    const { what, name, done, of } = progress;
    const share = of > 0 ? Math.floor((100 * done) / of) : 0;
    process.stderr.write(`${what} ${name}: ${share} %\n`);
  };
  const timer = setInterval(show, intervalMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
