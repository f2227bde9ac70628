import { chipSizes, minings, type Mining } from '../contract/training.ts';
import { exactly, need, oneOf, positive, type Command, type Values } from './command.ts';
import { trainComparators } from './train-comparators.ts';
import { trainEncoder, type EncoderWishes } from './train-encoder.ts';
import { trainBack, trainOnSite, type SiteWishes } from './train-on-site.ts';

const defaults = {
  minutes: 20,
  size: '128',
  width: '1',
  margin: '0.3',
  mining: 'semi-hard',
} as const;
/** Of the residual branch; 0: there is none. */
const widths = { least: 0, most: 4 } as const;
const margins = { least: 0.01, most: 2 } as const;
/** A week. */
const mostMinutes = 7 * 24 * 60;
const mostWorkers = 64;
/** A seed is a number that any generator takes. */
const greatestSeed = 2 ** 31 - 1;

/** From a folder of people where one is given, else from the people enrolled. */
const logisticCommand: Command = {
  words: 'train logistic',
  options: ['adopt', 'seed', 'images', 'pack'],
  prepare: (values, rest) => {
    exactly(0, rest);
    const { images, pack, data, adopt } = values;
    if (images === undefined) {
      if (pack !== undefined) throw new Error('--pack goes with --images.');
      return trainOnSite('logistic', siteWishesOf(values));
    }
    if (adopt) throw new Error('--adopt goes without --images: what comes of it is chosen.');
    return trainComparators({ images, pack, data, seed: seedOf(values.seed) });
  },
};

/** Learning an encoder, and making what is in use better. */
export const trainCommands: readonly Command[] = [
  {
    words: 'train encoder',
    options: [
      ...(['out', 'minutes', 'epochs', 'size', 'width', 'margin', 'mining', 'seed'] as const),
      ...(['resume', 'workers', 'pack', 'station'] as const),
    ],
    ownData: true,
    prepare: (values, rest) => trainEncoder(...exactly(0, rest), wishesOf(values)),
  },
  {
    words: 'train head',
    options: ['adopt', 'seed'],
    prepare: (values, rest) => trainOnSite(...exactly(0, rest), 'head', siteWishesOf(values)),
  },
  logisticCommand,
  { words: 'train back', prepare: ({ data }, rest) => trainBack(...exactly(0, rest), data) },
];

function siteWishesOf({ adopt = false, seed, data }: Values): SiteWishes {
  return { adopt, seed: seedOf(seed), data };
}

function wishesOf(values: Values): EncoderWishes {
  const { size = defaults.size, mining = defaults.mining, workers, station, pack } = values;
  return {
    people: folderOf(values),
    out: need('out', values),
    limit: limitOf(values),
    size: oneOf('size', chipSizes, Number(size)),
    width: within('width', values.width ?? defaults.width, widths),
    margin: within('margin', values.margin ?? defaults.margin, margins),
    mining: oneOf<Mining>('mining', minings, mining),
    seed: seedOf(values.seed),
    resume: values.resume ?? false,
    workers: workers === undefined ? undefined : atMost(mostWorkers, 'workers', workers),
    pack,
    station,
  };
}

/** `--data` goes with every command, and this one cannot do without it. */
function folderOf({ data }: Values): string {
  if (data === undefined)
    throw new Error('--data is required: the folder of people to learn from.');
  return data;
}

function limitOf({ minutes, epochs }: Values): EncoderWishes['limit'] {
  if (minutes !== undefined && epochs !== undefined) {
    throw new Error('--minutes and --epochs cannot both say when to end.');
  }
  if (epochs !== undefined) return { kind: 'epochs', epochs: positive('epochs', epochs) };
  if (minutes === undefined) return { kind: 'minutes', minutes: defaults.minutes };
  const most = { least: 0.01, most: mostMinutes };
  return { kind: 'minutes', minutes: within('minutes', minutes, most) };
}

function seedOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : atMost(greatestSeed, 'seed', text);
}

function atMost(most: number, option: 'seed' | 'workers', text: string): number {
  const value = positive(option, text);
  if (value > most) throw new Error(`--${option} takes at most ${most}.`);
  return value;
}

function within(
  option: 'width' | 'margin' | 'minutes',
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most) return value;
  throw new Error(`--${option} takes a number from ${least} to ${most}, not "${text}".`);
}
