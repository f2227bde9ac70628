import type { Contest, Contestant } from '../../electron/contract/training.ts';

/** A contest that somebody made up, for tests of what comes after one. */
export function madeContest(changes: Partial<Contest> = {}): Contest {
  const better = changes.better ?? true;
  const gain = better
    ? { estimate: 0.015, low95: 0.005, high95: 0.025 }
    : { estimate: 0.005, low95: -0.01, high95: 0.02 };
  return {
    kind: 'head',
    heldOut: { people: 20, photos: 80, genuine: 120, impostor: 3040 },
    champion: contestant('core', 0.04),
    challenger: contestant(changes.pack ?? 'core-site', 0.04 - gain.estimate),
    gain,
    better,
    pack: 'core-site',
    comparator: 'distance',
    strictest: 1e-6,
    ...changes,
  };
}

function contestant(name: string, eer: number): Contestant {
  const one = { id: 'ana', name: 'Ana' };
  return {
    ...{ name, eer, eerLow95: eer - 0.01, eerHigh95: eer + 0.01, accuracy: 1 - eer },
    det: [
      { fmr: 0.001, fnmr: 0.2 },
      { fmr: 0.1, fnmr: 0.01 },
    ],
    closest: [{ one, other: { id: 'ben', name: 'Ben' }, distance: 0.41 }],
  };
}
