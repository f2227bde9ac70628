import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { randomOf } from '../../native-models/training/random.ts';
import { nextDeed, perform, type Deed } from './crash-deeds.ts';
import { openCrashPlace } from './crash-place.ts';

/**
 * A station that works at full speed until it is killed. Before each deed it tells its parent what it
 * is about to do, and after it has returned that it is done: both written at once, unbuffered.
 * `--lie N`: acknowledges its Nth deed that is not an enrolment without doing it.
 */
const [folder = '', seed = '0', first = '1', lie = '0'] = process.argv.slice(2);
const random = randomOf(Number(seed));
const place = openCrashPlace(folder);
const swept = place.erasures.sweep(Date.now());
if (!swept.ok) throw new Error(swept.error.message);
// Whoever is killed writes no cache at its end; the next child starts the faster for it.
if (first === '1') flushCompileCache();
tell({ ready: true });
const ids = new Set(peopleThere());
for (let n = Number(first), lies = Number(lie); ; n++) {
  const deed = nextDeed(n, [...ids], random);
  tell({ begun: deed });
  const lying = deed.what !== 'enrol' && --lies === 0;
  const done = lying ? { ok: true as const } : perform(place, deed);
  if (!done.ok) {
    tell({ failed: `${deed.what}: ${done.error.message}` });
    process.exit(1);
  }
  keepInMind(deed);
  tell({ done: n });
}

function keepInMind(deed: Deed): void {
  if (deed.what === 'enrol') ids.add(deed.id);
  if (deed.what === 'remove') ids.delete(deed.id);
}

function peopleThere(): string[] {
  return place.db.prepare<[], string>('SELECT id FROM people ORDER BY id').pluck().all();
}

function tell(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}
