import type { Result } from '../../electron/contract/errors.ts';
import type { Observation } from '../../electron/contract/observation.ts';
import { PackChanger } from '../../electron/station/pack-change.ts';
import { faceOf, madeStation } from './made-station.ts';

/**
 * A process that changes the pack of the database it is given, and never comes past the second
 * person: it says so to its parent and waits to be killed.
 */
const [path = '', from = '', to = '', encoderSha256 = ''] = process.argv.slice(2);
let looks = 0;
const vision = {
  observe: (): Promise<Result<Observation>> => {
    looks += 1;
    if (looks === 1) return Promise.resolve(faceOf(2));
    process.send?.('at the second person');
    return new Promise(() => undefined);
  },
};
await new PackChanger(madeStation({}, path)).change({
  from,
  to,
  encoderSha256,
  relatives: [],
  breathe: () => Promise.resolve(),
  vision,
  onProgress: () => undefined,
});
