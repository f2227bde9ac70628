import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckResult } from '../../electron/contract/messages.ts';
import { readPhoto } from '../../electron/cli/read-photo.ts';
import { withStation } from '../../electron/cli/with-station.ts';
import { threshold } from '../support/command.ts';
import type { Bench } from './bench.ts';
import { sharedData } from './shared-data.ts';
import { wilson } from './wilson.ts';

interface Tally {
  genuine: number;
  right: number;
  wrong: number;
  impostor: number;
  accepted: number;
  refused: number;
}

/**
 * Half of the synthetic people are enrolled with photo 1 each, through the command line; the
 * other photos of both halves are identified at the station's default threshold.
 */
export const people: Bench = {
  name: 'people',
  about: 'identification of synthetic people: enrolled by photo 1, and strangers',
  async run(scratch, print) {
    const folder = sharedData('people');
    if (!folder) return 'needs ../shared/data/people';
    const all = (await readdir(folder)).sort();
    const enrolled = all.slice(0, all.length / 2);
    for (const id of enrolled) await enrol(scratch, id, join(folder, id, '1.jpg'));
    const tally: Tally = { genuine: 0, right: 0, wrong: 0, impostor: 0, accepted: 0, refused: 0 };
    await withStation(scratch, async (station) => {
      for (const id of all) {
        const known = enrolled.includes(id);
        for (const file of (await readdir(join(folder, id))).sort()) {
          if (known && file === '1.jpg') continue;
          const photo = await readPhoto(join(folder, id, file));
          if (!photo.ok) throw new Error(photo.error.message);
          const checked = await station.checks.photo(photo.value);
          if (!checked.ok) throw new Error(checked.error.message);
          count(tally, checked.value, known ? id : null);
        }
      }
      return { answer: null, text: '', exitCode: 0 };
    });
    report(tally, enrolled.length, print);
    return null;
  },
};

async function enrol(data: string, id: string, photo: string): Promise<void> {
  const { code, stderr } = await threshold(
    ...['enrol', '--id', id, '--name', `Person ${id}`, '--consent', 'nobody', '--data', data],
    photo,
  );
  if (code !== 0) throw new Error(`${id} was not enrolled: ${stderr}`);
}

function count(tally: Tally, { outcome, person }: CheckResult, truth: string | null): void {
  if (outcome === 'refused') tally.refused++;
  if (truth === null) {
    tally.impostor++;
    if (outcome === 'match') tally.accepted++;
  } else {
    tally.genuine++;
    if (outcome !== 'match') return;
    if (person?.id === truth) tally.right++;
    else tally.wrong++;
  }
}

function report(tally: Tally, enrolled: number, print: (line: string) => void): void {
  const { genuine, right, wrong, impostor, accepted, refused } = tally;
  print(`${enrolled} people enrolled, one photo each`);
  print(`enrolled, found as themselves  ${right} of ${genuine}  ${wilson(right, genuine)}`);
  print(`enrolled, taken for another    ${wrong} of ${genuine}  ${wilson(wrong, genuine)}`);
  print(
    `strangers taken for somebody (FPIR)  ${accepted} of ${impostor}  ${wilson(accepted, impostor)}`,
  );
  print(`photos refused   ${refused}`);
}
