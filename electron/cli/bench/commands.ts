import { targetLimits } from '../../contract/recognition.ts';
import { exactly, need, positive, type Command, type Values } from '../command.ts';
import { benchAccuracy } from './accuracy-command.ts';
import type { BenchOptions } from './bench-set.ts';
import { benchDiscard } from './discard-command.ts';
import { benchIdentify } from './identify-command.ts';
import type { SetSizes } from './pooled-sets.ts';

const setOptions = ['images', 'pack', 'manifest', 'no-cache'] as const;
const defaultTargets = '1e-1,1e-2,1e-3';

/** What can be measured on a folder of photos. */
export const benchCommands: readonly Command[] = [
  {
    words: 'bench accuracy',
    options: [...setOptions, 'pairs', 'templates', 'probes', 'out'],
    prepare: (values, rest) =>
      benchAccuracy(...exactly(0, rest), {
        ...setOf(values),
        pairs: need('pairs', values),
        sizes: sizesOf(values),
        out: values.out,
      }),
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
];

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
