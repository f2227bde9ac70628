import { join } from 'node:path';
import { headSha256, type LinearHead } from '../../../native-models/head.ts';
import type { Pack } from '../../../native-models/manifest.ts';
import { faultyModels } from '../../../native-models/verify.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import type { HeldContest } from '../../station/contest/hold-contest.ts';
import { cardFile, manifestFile } from '../packs/pack-shelf.ts';
import { copySynced, writeSynced } from '../packs/synced-files.ts';
import type { HeadBase } from './head-base.ts';
import { makePack } from './pack-place.ts';
import { transportScores } from './transport-scores.ts';

export interface HeadFacts {
  /** People learnt from. */
  readonly learnt: number;
  /** λ of the recipe that was chosen; null where changing nothing was best. */
  readonly pull: number | null;
  readonly contest: HeldContest;
}

const headFile = 'head.bin';

/**
 * The encoder's files, the head, manifest and model card as one pack, there whole or not at all.
 * Where the encoder was measured without its population, the pack has no scores, and cannot be used
 * before `models measure`. Errors: invalid-request (the folder is not free), model-damaged,
 * store-full, store-unavailable.
 */
export async function writeHeadPack(
  { name, out }: { readonly name: string; readonly out: string },
  base: HeadBase,
  head: LinearHead,
  facts: HeadFacts,
): Promise<Result<Pack>> {
  const pack = headPack(name, base, head, facts);
  const made = await makePack({ out, replace: false }, async (draft) => {
    for (const { file } of pack.models) await copySynced(join(base.dir, file), join(draft, file));
    await writeSynced(join(draft, headFile), head.toBytes());
    await writeSynced(join(draft, cardFile), modelCard(pack, base, facts));
    await writeSynced(join(draft, manifestFile), JSON.stringify({ version: 2, packs: [pack] }));
    const [faulty] = await faultyModels(pack, draft);
    return faulty === undefined ? ok(pack) : fail('model-damaged', faulty.file);
  });
  return made.ok ? ok(pack) : made;
}

function headPack(name: string, base: HeadBase, head: LinearHead, { learnt }: HeadFacts): Pack {
  const { pack, scores, identity } = base;
  const bytes = head.toBytes();
  const entry = { file: headFile, bytes: bytes.byteLength, sha256: headSha256(bytes) };
  return {
    name,
    description: `the encoder of ${pack.name} with a head learnt from ${learnt} people of this site`,
    encodingLength: pack.encodingLength,
    models: pack.models,
    alignment: pack.alignment,
    head: { ...entry, base: identity, baseScores: scores },
    scores: scores && transportScores(scores, pack.encodingLength, head.matrix),
    notes: [
      'Thresholds are carried over from the encoder’s own table by simulation: `models measure` with a reference set gives better ones.',
    ],
  };
}

function modelCard(pack: Pack, base: HeadBase, { learnt, pull, contest }: HeadFacts): string {
  const { champion, challenger, gain, heldOut, better } = contest;
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  const limits =
    pack.scores === null
      ? 'Nobody has measured this pack, so nobody matches with it: measure it first with `models measure`.'
      : `Thresholds were carried over from the table of ${base.pack.name} by simulation, with wide bounds.`;
  return [
    `# ${pack.name}`,
    '',
    `${pack.description}. A linear map of ${pack.encodingLength} components, brought to unit length.`,
    '',
    '## Data and recipe',
    '',
    `Templates of ${learnt} people enrolled at this site; ${heldOut.people} others were held out. Triplet loss, semi-hard triplets, pulled towards the identity with λ = ${pull ?? 'infinity (nothing changed)'}, chosen by cross-validation over the people learnt from.`,
    '',
    '## Errors',
    '',
    `On the ${heldOut.people} people held out (${heldOut.genuine} genuine and ${heldOut.impostor} impostor comparisons):`,
    '',
    `- equal error rate before: ${percent(champion.eer)} (95 %: ${percent(champion.eerLow95)} to ${percent(champion.eerHigh95)})`,
    `- with the head: ${percent(challenger.eer)} (95 %: ${percent(challenger.eerLow95)} to ${percent(challenger.eerHigh95)})`,
    `- gain: ${percent(gain.estimate)} (95 %: ${percent(gain.low95)} to ${percent(gain.high95)}): ${better ? 'better' : 'not measurably better'}`,
    '',
    '## Limits',
    '',
    `${limits} It is good for the people, cameras and light of this site, and for no other.`,
    '',
  ].join('\n');
}
