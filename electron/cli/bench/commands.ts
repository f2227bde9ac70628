import { comparatorKinds, type ComparatorKind } from '../../contract/comparator.ts';
import { targetLimits } from '../../contract/recognition.ts';
import { chipSizes } from '../../contract/training.ts';
import { exactly, need, positive, type Command, type Values } from '../command.ts';
import { benchAccuracy } from './accuracy-command.ts';
import type { BenchOptions } from './bench-set.ts';
import { benchComparator } from './comparator-command.ts';
import type { RunCommand } from '../outcome.ts';
import { benchDiscard } from './discard-command.ts';
import { benchIdentify } from './identify-command.ts';
import type { SetSizes } from '../../station/spread/pooled-sets.ts';
import { benchTrain } from './train-command.ts';

const setOptions = ['images', 'pack', 'manifest', 'no-cache'] as const;
const defaultTargets = '1e-1,1e-2,1e-3';

/** What can be measured on a folder of photos. */
export const benchCommands: readonly Command[] = [
  {
    words: 'bench accuracy',
    options: [...setOptions, 'pairs', 'templates', 'probes', 'comparator', 'out'],
    prepare: accuracyOf,
  },
  {
    words: 'bench identify',
    options: [...setOptions, 'gallery', 'targets'],
    prepare: (values, rest) =>
      benchIdentify(...exactly(0, rest), {
        ...setOf(values),
        gallery: positive('gallery', need('gallery', values)),
        targets: (values.targets ?? defaultTargets).split(',').map(targetOf),
      }),
  },
  {
    words: 'bench discard',
    options: [...setOptions, 'pairs', 'out'],
    prepare: (values, rest) =>
      benchDiscard(...exactly(0, rest), {
        ...setOf(values),
        pairs: need('pairs', values),
        out: values.out,
      }),
  },
  { words: 'bench train', options: ['peer', 'size', 'rounds'], prepare: trainOf },
];

function trainOf({ size = '64', rounds = '9', peer = false }: Values, rest: readonly string[]) {
  exactly(0, rest);
  const side = chipSizes.find((one) => String(one) === size);
  if (side === undefined) throw new Error(`--size is ${chipSizes.join(', ')}, not "${size}".`);
  return benchTrain({ size: side, rounds: positive('rounds', rounds), peer });
}

function accuracyOf(values: Values, rest: readonly string[]): RunCommand {
  exactly(0, rest);
  const asked = { ...setOf(values), pairs: need('pairs', values), out: values.out };
  const sizes = sizesOf(values);
  if (values.comparator === undefined) return benchAccuracy({ ...asked, sizes });
  if (sizes !== undefined) {
    throw new Error('--comparator compares single photos: leave out --templates and --probes.');
  }
  return benchComparator({ ...asked, comparator: comparatorOf(values.comparator) });
}

function comparatorOf(text: string): ComparatorKind {
  const kind = comparatorKinds.find((one) => one === text);
  if (kind !== undefined) return kind;
  throw new Error(`--comparator is ${comparatorKinds.join(', ')}, not "${text}".`);
}

function setOf(values: Values): BenchOptions {
  const { pack, manifest, data } = values;
  return { images: need('images', values), pack, manifest, data, cache: !values['no-cache'] };
}

/** One template against one probe is what single photos are compared as. */
function sizesOf({ templates = '1', probes = '1' }: Values): SetSizes | undefined {
  const sizes = { templates: positive('templates', templates), probes: positive('probes', probes) };
  return sizes.templates === 1 && sizes.probes === 1 ? undefined : sizes;
}

function targetOf(text: string): number {
  const target = Number(text);
  if (text.trim() !== '' && target >= targetLimits.least && target <= targetLimits.most)
    return target;
  throw new Error(
    `--targets takes rates from ${targetLimits.least} to ${targetLimits.most} with commas between them, not "${text}".`,
  );
}
