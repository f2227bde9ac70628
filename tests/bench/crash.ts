import { randomInt } from 'node:crypto';
import { runCrashes } from '../support/crash-run.ts';
import type { Bench } from './bench.ts';

const usualKills = 1000;
/** Kills between two lines that say how far it is. */
const toldEvery = 100;

export const crash: Bench = {
  name: 'crash',
  about: `SIGKILL in the middle of the work, ${usualKills} times or --kills N: what is lost`,
  onlyWhenNamed: true,
  async run(scratch, print, options) {
    const kills = Number(options.kills ?? usualKills);
    if (!Number.isSafeInteger(kills) || kills < 1) return 'a number for --kills';
    const seed = randomInt(2 ** 31);
    print(`seed ${seed}`);
    const onKill = (done: number): void => {
      if (done % toldEvery === 0) print(`${done} kills`);
    };
    const { faults, ...counts } = await runCrashes({ scratch, kills, seed, onKill });
    print(
      `${counts.kills} kills, ${counts.inTheMiddle} of them in the middle of a deed, ` +
        `${counts.whileOpening} while opening; ${counts.acknowledged} deeds acknowledged`,
    );
    if (faults.length > 0) throw new Error(faults.join('\n'));
    print('nothing lost, nothing half done');
    return null;
  },
};
