import { findModel, type Pack, type Scores } from '../../../native-models/manifest.ts';
import type { Verification } from '../../../native-models/training/evaluate.ts';
import type { HeldOutEncoding } from './held-out.ts';
import { passedOverInWords, printable, type PassedOver } from './passed-over.ts';
import type { Split } from './split-people.ts';

/** What a training has to say of itself. */
export interface Learning {
  /** The folder of people's own name. */
  readonly folder: string;
  /** All that decides about a training but the data: numbers, words, and objects of these. */
  readonly recipe: Readonly<Record<string, unknown>>;
  /** Images gone through, and seconds of training, those before a resume too. */
  readonly images: number;
  readonly seconds: number;
}

export interface CardFacts {
  readonly pack: Pack;
  /** Name of the pack that finds the faces. */
  readonly base: string;
  /** yyyy-mm-dd. */
  readonly date: string;
  readonly split: Split;
  /** Faces cut out. */
  readonly photos: { readonly learnt: number; readonly heldOut: number };
  readonly passedOver: readonly PassedOver[];
  readonly learning: Learning;
  readonly heldOut: readonly HeldOutEncoding[];
  readonly verified: Verification | null;
  readonly scores: Scores | null;
}

/** The model card (Mitchell et al. 2019), Markdown: data, recipe, errors, limits. Names nobody. */
export function modelCard(facts: CardFacts): string {
  const { pack, base, date } = facts;
  const encoder = findModel(pack, 'encoder')!;
  return [
    `# ${pack.name}`,
    `A Siamese encoder: an aligned face of ${pack.alignment.size} × ${pack.alignment.size} px to ${pack.encodingLength} components of unit length. Trained on ${date} with triplet loss by Threshold; faces are found and aligned by the models of the pack ${base}.`,
    `\`${encoder.file}\`: ${encoder.bytes} bytes, sha256 \`${encoder.sha256}\`.`,
    '## Data',
    lines(dataOf(facts)),
    '## Recipe',
    lines(recipeOf(facts.learning)),
    '## Errors',
    lines(errorsOf(facts)),
    '## Limits',
    lines(limitsOf(facts)),
    '## Not to be used for',
    lines(misuse),
    '',
  ].join('\n\n');
}

function dataOf({ learning, split, photos, passedOver, heldOut }: CardFacts): string[] {
  const missed = heldOut.filter(({ encoding }) => encoding === null).length;
  return [
    `The folder “${printable(learning.folder)}”: ${split.learnt.length} people with ${photos.learnt} photos learnt from, ${split.heldOut.length} people with ${photos.heldOut} photos held out. Nobody is on both sides; a person’s name alone decided.`,
    `Failures to acquire, photos of people held out in which no face was found: ${missed}. They count as false non-matches.`,
    ...(passedOver.length === 0
      ? ['Nothing in the folder was passed over.']
      : ['Passed over in the folder:', ...countsOf(passedOver).map((line) => `  - ${line}`)]),
  ];
}

/** Names of files may be names of people, which a pack that is given away must not tell. */
function countsOf(passedOver: readonly PassedOver[]): string[] {
  return passedOverInWords(passedOver).map((line) => line.split(':', 1)[0]!);
}

function recipeOf({ recipe, images, seconds }: Learning): string[] {
  const minutes = (seconds / 60).toFixed(1);
  return [
    `${images} images in ${minutes} minutes: ${(images / Math.max(seconds, 1)).toFixed(0)} per second.`,
    ...flattened(recipe, '').map(([name, value]) => `${name}: ${value}`),
  ];
}

function flattened(recipe: object, prefix: string): [string, string][] {
  return Object.entries(recipe).flatMap(([name, value]: [string, unknown]): [string, string][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? flattened(value, `${prefix}${name}.`)
      : [[prefix + name, JSON.stringify(value)]],
  );
}

/** FMRs at which the FNMR is told: the dials of verification, and looser ones. */
const fmrsTold = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6];

function errorsOf({ verified, scores }: CardFacts): string[] {
  const told: string[] = [
    'All on the people held out, every photo single; nothing of them was learnt.',
  ];
  if (verified === null) told.push('Too few people were held out to tell how well it verifies.');
  else told.push(verificationInWords(verified));
  if (scores === null) {
    told.push(
      'Too few people were held out for a table of scores: the pack has no threshold, and matches nobody, until `models measure` has measured it.',
    );
    return told;
  }
  const { impostorComparisons, genuineComparisons, people, photos } = scores;
  told.push(
    `Table of scores: ${impostorComparisons} impostor and ${genuineComparisons} genuine comparisons of ${photos} photos of ${people} people; people resampled for the bounds.`,
  );
  for (const { fmr, fmrUpper95, distance, fnmr } of scores.quantiles) {
    if (!fmrsTold.includes(fmr)) continue;
    told.push(
      `FMR ${fmr} (at most ${fmrUpper95} with 95 % confidence) at squared distance ${distance.toFixed(4)}: FNMR ${percent(fnmr)}.`,
    );
  }
  return told;
}

/** Of a normal distribution, 95 % lie within so many standard errors. */
const standardErrors95 = 1.96;

function verificationInWords({ accuracy, accuracySe, auc, pairs, folds }: Verification): string {
  const half = standardErrors95 * accuracySe;
  return `Verification, ${pairs} genuine and as many impostor pairs in ${folds} folds of people: ${percent(accuracy)} right (95 % interval ${percent(accuracy - half)} to ${percent(Math.min(1, accuracy + half))}), area under the ROC curve ${auc.toFixed(4)}.`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function limitsOf({ split }: CardFacts): string[] {
  return [
    `It knows faces such as those of ${split.learnt.length} people. People of an age, origin, light or camera that the folder lacks will be told apart less well than the figures above say, and nobody has measured by how much.`,
    'The people held out are from the same folder: on other photos expect more errors, and measure it there with `models measure`.',
    'The chip shows all of the head, so that hair and the edges of clothes are seen as well. Photos of one person taken on one day share these: on photos of different days the errors may be more.',
    'Names in the folder were taken as they are: one person under two names, or two under one, make it worse and the figures wrong.',
    'It does not tell a live face from a picture of one.',
  ];
}

const misuse = [
  'Recognising people who have not agreed to it.',
  'Guessing age, sex, origin, health or mood: it was not made to, and nothing was measured.',
  'Deciding alone about anything that somebody could not appeal against.',
];

function lines(items: readonly string[]): string {
  return items.map((item) => (item.startsWith('  ') ? item : `- ${item}`)).join('\n');
}
