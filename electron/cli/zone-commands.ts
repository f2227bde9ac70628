import type { Result } from '../contract/errors.ts';
import type { Box } from '../contract/observation.ts';
import { zoneSchema } from '../contract/zone.ts';
import type { Station } from '../hosts/open-station.ts';
import { exactly, type Command } from './command.ts';
import { exitCodes, failed, type CommandOutcome, type RunCommand } from './outcome.ts';

/** Where in the picture somebody must stand to be checked. */
export const zoneCommands: readonly Command[] = [
  {
    words: 'zone show',
    prepare: (_, rest) => (exactly(0, rest), zoned((station) => station.zone())),
  },
  {
    words: 'zone set',
    prepare: (_, rest) => {
      const zone = zoneFrom(rest);
      return zoned((station) => station.setZone(zone));
    },
  },
  {
    words: 'zone clear',
    prepare: (_, rest) => (exactly(0, rest), zoned((station) => station.setZone(null))),
  },
];

const form = 'zone set takes LEFT TOP WIDTH HEIGHT in shares of the picture, such as 0.2 0 0.6 1';

/** @throws Error in words where the four are no zone inside the picture. */
function zoneFrom(rest: readonly string[]): Box {
  const [x, y, width, height] = rest.map((text) => (text.trim() === '' ? NaN : Number(text)));
  const zone = zoneSchema.safeParse({ x, y, width, height });
  if (rest.length !== 4 || !zone.success) throw new Error(`${form}, not "${rest.join(' ')}".`);
  return zone.data;
}

function zoned(ask: (station: Station) => Result<Box | null>): RunCommand {
  return async (station): Promise<CommandOutcome> => {
    const zone = ask(station);
    if (!zone.ok) return failed(zone.error);
    return { answer: { zone: zone.value }, text: inWords(zone.value), exitCode: exitCodes.done };
  };
}

function inWords(zone: Box | null): string {
  if (zone === null) return 'Whoever is in the picture is checked, the largest face first.';
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  const { x, y, width, height } = zone;
  return (
    `Only a face whose middle lies from ${percent(x)} to ${percent(x + width)} of the width and ` +
    `from ${percent(y)} to ${percent(y + height)} of the height is checked.`
  );
}
