import { openTestStation, tracedVision } from '../support/station.ts';
import { photoOf } from '../support/people.ts';
import type { Bench } from './bench.ts';

const rounds = 5;
/** The limit from the death of the vision process to the next answer, ms. */
const limitMs = 2000;

export const recovery: Bench = {
  name: 'recovery',
  about: 'kill -9 of the vision process during a check to the next decision (limit 2 s)',
  async run(scratch, print) {
    const times: number[] = [];
    let refused = 0;
    for (let round = 0; round < rounds; round++) {
      const vision = tracedVision();
      const ends: (() => unknown)[] = [];
      const station = await openTestStation(
        { after: (end) => void ends.push(end as () => unknown) },
        { dataDir: scratch, spawnVision: vision.spawn },
      );
      await station.checks.photo(photoOf('p01'));
      const interrupted = station.checks.photo(photoOf('p01'));
      const killed = performance.now();
      vision.ports.at(-1)?.kill();
      const answer = await interrupted;
      if (answer.ok && answer.value.outcome === 'refused') refused++;
      const next = await station.checks.photo(photoOf('p01'));
      if (!next.ok || next.value.outcome === 'refused') throw new Error('no recovery');
      times.push(performance.now() - killed);
      for (const end of ends) await end();
    }
    const worst = Math.max(...times);
    print(`${refused} of ${rounds} interrupted checks refused, one frame each`);
    print(`worst ${worst.toFixed(0)} ms, ${(worst / limitMs).toFixed(2)} of the limit`);
    return null;
  },
};
