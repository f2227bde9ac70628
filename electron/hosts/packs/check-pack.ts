import {
  describeFault,
  filesOf,
  type ModelEntry,
  type Pack,
} from '../../../native-models/manifest.ts';
import { faultyModels } from '../../../native-models/verify.ts';
import { errorSentences, type ErrorCode, type StationError } from '../../contract/errors.ts';
import type { VisionClient } from '../../vision/client.ts';
import { isOrderly } from '../../station/risk/quantiles.ts';
import type { PackExamination } from '../../vision/examine.ts';
import { lookAtNothing } from '../look-at-nothing.ts';
import type { ShelvedPack } from './pack-shelf.ts';

/** What a pack's files really are, and where they are not what its manifest says. */
export interface PackReport {
  readonly name: string;
  /** Whether the pack can be run. Whether it was measured is another question: `measured`. */
  readonly ok: boolean;
  readonly measured: boolean;
  /** One sentence each. */
  readonly problems: readonly string[];
  /** By running the models; null where they cannot be run. */
  readonly found: PackExamination | null;
}

/** Runs every model of a pack in a vision process of its own: what it breaks there, breaks only there. */
export async function checkPack(
  shelved: ShelvedPack,
  openVision: (shelved: ShelvedPack) => VisionClient,
): Promise<PackReport> {
  const { pack, dir } = shelved;
  const measured = pack.scores !== null;
  const faulty = await faultyModels(pack, dir);
  if (faulty.length > 0) {
    const problems = faulty.map(({ file, fault }) => fileProblem(pack, file, fault));
    return { name: pack.name, ok: false, measured, problems, found: null };
  }
  const vision = openVision(shelved);
  try {
    return { name: pack.name, measured, ...(await run(pack, vision)) };
  } finally {
    vision.close();
  }
}

function fileProblem(pack: Pack, file: string, fault: Parameters<typeof describeFault>[0]): string {
  const model = filesOf(pack).find((candidate) => candidate.file === file);
  return fault === 'damaged' && model !== undefined
    ? `${file} is not the file that the manifest names: ${model.bytes} bytes with the sha256 ${model.sha256.slice(0, 12)}….`
    : `${file} ${describeFault(fault)}.`;
}

async function run(
  pack: Pack,
  vision: VisionClient,
): Promise<Pick<PackReport, 'ok' | 'problems' | 'found'>> {
  const found = await vision.examine();
  if (!found.ok) return { ok: false, problems: [inWords(found.error)], found: null };
  const seen = await lookAtNothing(vision);
  const problems = [
    ...scoreProblems(pack),
    ...encodingProblems(pack, found.value),
    ...found.value.models.flatMap((model) => inputProblems(pack, model)),
    ...(seen.ok ? [] : [seen.error.message]),
  ];
  return { ok: problems.length === 0, problems, found: found.value };
}

const aboutThePack: ReadonlySet<string> = new Set<ErrorCode>(['pack-invalid', 'model-damaged']);

/** The case at hand: the codes' own sentences say what to do about the pack in use. */
function inWords({ code, message }: StationError): string {
  const rest = message.slice(errorSentences[code].length);
  const detail = aboutThePack.has(code) ? /^ \((.+)\)$/s.exec(rest)?.[1] : undefined;
  return detail === undefined ? message : `${detail}.`;
}

/** No threshold can be read from such a table, so nobody would ever match. */
export function scoreProblems({ scores }: Pack): string[] {
  if (scores === null || isOrderly(scores.quantiles)) return [];
  return [
    'The table of its scores contradicts itself: from row to row FMR, its bound and the distance must rise and FNMR fall.',
  ];
}

function encodingProblems(pack: Pack, { encoding }: PackExamination): string[] {
  const problems: string[] = [];
  if (encoding.length !== pack.encodingLength) {
    problems.push(
      `The encoder gives ${encoding.length} components; the manifest says ${pack.encodingLength}.`,
    );
  }
  const [least, greatest] = encoding.norms;
  // Written so that NaN is a problem.
  if (!(least > 0 && greatest < Infinity)) {
    problems.push('The encoder gives encodings without a length: they cannot be compared.');
  }
  return problems;
}

type Examined = PackExamination['models'][number];

/** Dimensions that are fixed on both sides must be the same. */
function inputProblems(pack: Pack, { file, inputs }: Examined): string[] {
  const entry = pack.models.find((model) => model.file === file);
  const input = inputs.find(({ name }) => name === (entry?.input.name ?? name));
  if (entry === undefined || input === undefined || agree(entry, input.shape)) return [];
  return [
    `${file} takes [${input.shape.join(', ')}]; the manifest says [${entry.input.shape.join(', ')}].`,
  ];
}

function agree({ input }: ModelEntry, shape: readonly (number | string)[]): boolean {
  return (
    input.shape.length === shape.length &&
    input.shape.every(
      (said, axis) =>
        typeof said !== 'number' || typeof shape[axis] !== 'number' || said === shape[axis],
    )
  );
}
