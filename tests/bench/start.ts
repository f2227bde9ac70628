import { threshold } from '../support/command.ts';
import { photoPath } from '../support/people.ts';
import type { Bench } from './bench.ts';

const rounds = 7;
/** The budget from start to first decision with models in place, ms. */
const budgetMs = 2000;

export const start: Bench = {
  name: 'start',
  about: 'a new process to its first decision, models in place (budget 2 s)',
  async run(scratch, print) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const started = performance.now();
      const { code, stderr } = await threshold('identify', photoPath('p01'), '--data', scratch);
      if (code !== 1) throw new Error(stderr);
      times.push(performance.now() - started);
    }
    const median = times.sort((a, b) => a - b)[rounds >> 1] ?? 0;
    print(`${median.toFixed(0)} ms, ${(median / budgetMs).toFixed(2)} of the budget`);
    return null;
  },
};
