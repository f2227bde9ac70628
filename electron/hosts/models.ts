import { describeFault, findModel, type Pack } from '../../native-models/manifest.ts';
import { faultyModels } from '../../native-models/verify.ts';
import { fail, ok, type Result, type StationError } from '../contract/errors.ts';
import type { Comparator } from '../contract/comparator.ts';
import type { Recognition } from '../contract/recognition.ts';
import type { EncoderInUse, SettingsStore } from '../station/interfaces.ts';
import { allowedFmr } from '../station/risk/allowed-fmr.ts';
import { distanceAtFmr } from '../station/risk/quantiles.ts';
import type { ReferenceScores } from '../station/risk/scores.ts';
import {
  comparatorChoice,
  findComparator,
  type ChosenComparator,
  type ComparatorChoice,
} from './packs/choose-comparator.ts';
import { encoderIdentity } from './packs/encoder-identity.ts';
import { firstPack, type PackShelf } from './packs/pack-shelf.ts';

/**
 * Photos of one enrolment farther apart than the distance at this FMR are not one person's: it
 * lets 1 in 100 of somebody else's through and wrongly refuses 1 in 200 (the manifest's table).
 */
const differentFromFmr = 1e-2;
/**
 * Somebody being enrolled who is nearer to somebody enrolled than the distance at this FMR may be
 * the same person: with 1,000 people enrolled, 1 in 20 new ones is asked about in vain, and 5 in 6
 * of those who are enrolled already are noticed (the manifest's table).
 */
const duplicateFmr = 5e-5;
/** The share of honest enrolments that are asked about in vain does not rise beyond this. */
const duplicateFpir = 0.1;

export interface ModelsInUse {
  readonly pack: string;
  /** Folder of its files. */
  readonly dir: string;
  readonly manifestPath: string;
  readonly encoder: EncoderInUse;
  /** Components of an encoding. */
  readonly dims: number;
  /** How encodings are compared, and what that is called in the settings; null: unreadable. */
  readonly comparator: Comparator;
  readonly choice: ComparatorChoice | null;
  /** The comparator's. Null where nobody measured the pack, or it cannot be read: nothing matches then. */
  readonly scores: ReferenceScores | null;
  readonly loaded: Result<Pack>;
}

/**
 * What is known of the pack that the settings name. Where it cannot be used, nothing ever matches:
 * another encoder never takes its place by itself.
 */
export async function describeModels(
  shelf: PackShelf,
  settings: SettingsStore,
): Promise<ModelsInUse> {
  const name = packInUse(settings);
  const choice = comparatorChoice(settings, name);
  const found = await shelf.find(name);
  if (!found.ok) return { ...unusable(name, shelf, found.error), choice };
  const { pack, dir, manifestPath } = found.value;
  const chosen = await findComparator(pack, shelf.dirOf(pack.name), choice);
  const identity = { sha256: encoderIdentity(found.value) };
  const known = { pack: pack.name, dir, manifestPath, dims: pack.encodingLength, choice };
  if (!chosen.ok) {
    // What was chosen is not there: nothing takes its place, so nobody matches.
    const encoder = { ...closedEncoder, ...identity };
    return { ...known, encoder, comparator: { kind: 'distance' }, scores: null, loaded: chosen };
  }
  const { comparator, scores } = chosen.value;
  return {
    ...known,
    encoder: { ...encoderOf(pack, chosen.value), ...identity },
    comparator,
    scores,
    loaded: scores === null ? fail('pack-unmeasured', pack.name) : ok(pack),
  };
}

/** The name in the settings. Where they cannot be read, nothing works that would need it. */
export function packInUse(settings: SettingsStore): string {
  const set = settings.get('pack');
  return set.ok ? packOf(set.value) : firstPack;
}

/** Whether the settings name another pack. Those that cannot be read for a moment name none. */
export function namesAnother(settings: SettingsStore, pack: string): boolean {
  const set = settings.get('pack');
  return set.ok && packOf(set.value) !== pack;
}

/** Whether the settings name another pack, or another way to compare its encodings. */
export function isOutdated(
  settings: SettingsStore,
  { pack, choice }: Pick<ModelsInUse, 'pack' | 'choice'>,
): boolean {
  if (namesAnother(settings, pack)) return true;
  return settings.get('comparator').ok && comparatorChoice(settings, pack) !== choice;
}

/** The name that a setting means. */
function packOf(setting: string | null): string {
  if (setting === null) return firstPack;
  const name = parsed(setting);
  // Nobody wrote what is no name: no pack is called so, and nothing matches.
  return (typeof name === 'string' ? name : setting).slice(0, longestShown);
}

/** What stands in the place of a name is cut off here: no pack's name is half as long. */
const longestShown = 64;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function unusable(
  name: string,
  shelf: PackShelf,
  error: StationError,
): Omit<ModelsInUse, 'choice'> {
  const damaged = error.code === 'pack-invalid' || error.code === 'model-damaged';
  return {
    pack: name,
    ...shelf.placeOf(name),
    encoder: closedEncoder,
    dims: 0,
    comparator: { kind: 'distance' },
    scores: null,
    loaded: fail(damaged ? 'model-damaged' : 'model-missing', `pack ${name}: ${error.message}`),
  };
}

/** Distances are never below 0, so nothing matches and nobody is like anybody. */
const closedEncoder: EncoderInUse = {
  sha256: '',
  differentFrom: 0,
  duplicateBelow: () => 0,
  spread: { weight: 0, expected: 0 },
};

/** `chosen`: by the distance where it is not given. */
export function encoderOf(
  pack: Pack,
  { comparator, scores }: Pick<ChosenComparator, 'comparator' | 'scores'> = {
    comparator: { kind: 'distance' },
    scores: pack.scores,
  },
): EncoderInUse {
  const sha256 = encoderFile(pack);
  if (scores === null) return { ...closedEncoder, sha256 };
  return {
    sha256,
    differentFrom: distanceAtFmr(scores.quantiles, differentFromFmr),
    duplicateBelow: (people) =>
      distanceAtFmr(
        scores.quantiles,
        Math.min(duplicateFmr, allowedFmr('identify', duplicateFpir, people)),
      ),
    spread: scores.spread,
    comparator,
  };
}

/** The sha256 of its bytes. */
function encoderFile(pack: Pack): string {
  return findModel(pack, 'encoder')?.sha256 ?? '';
}

/** The pack in use as it is shown. */
export function describePack({
  pack,
  encoder,
  comparator,
  loaded,
}: ModelsInUse): Recognition['pack'] {
  return {
    name: pack,
    description: loaded.ok ? loaded.value.description : loaded.error.message,
    encoderSha256: loaded.ok ? encoderFile(loaded.value) : encoder.sha256,
    comparator: comparator.kind,
    models: (loaded.ok ? loaded.value.models : []).map(({ role, name, licence, source }) => ({
      role,
      name,
      licence,
      source,
    })),
  };
}

/** Hashes every model file of the pack. Errors: model-missing, model-damaged, pack-unmeasured. */
export async function checkModelFiles({ loaded, dir }: ModelsInUse): Promise<Result<string>> {
  if (!loaded.ok) return loaded;
  const pack = loaded.value;
  const faulty = await faultyModels(pack, dir);
  if (faulty.length > 0) {
    const damaged = faulty.some(({ fault }) => fault === 'damaged');
    const files = faulty.map(({ file, fault }) => `${file} ${describeFault(fault)}`).join(', ');
    const code = damaged ? 'model-damaged' : 'model-missing';
    return fail(code, pack.name === firstPack ? files : `pack ${pack.name}: ${files}`);
  }
  return ok(`pack ${pack.name}: ${pack.models.map((model) => model.file).join(', ')}`);
}
