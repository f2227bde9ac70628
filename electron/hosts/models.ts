import {
  defaultThreshold,
  describeFault,
  distanceAt,
  loadManifest,
  modelOf,
  packNamed,
  type Pack,
} from '../../native-models/manifest.ts';
import { faultyModels } from '../../native-models/verify.ts';
import { fail, ok, type Result } from '../contract/errors.ts';
import type { EncoderInUse } from '../station/interfaces.ts';
import { modelError } from '../vision/model-error.ts';

/** The pack every station has; others are chosen later. */
const packName = 'core';
/** Distances are never below 0, so nothing matches. */
const closedEncoder: EncoderInUse = { sha256: '', threshold: 0, differentFrom: 0 };
/**
 * Photos of one enrolment farther apart than the distance at this FMR are not one person's: it
 * lets 1 in 100 of somebody else's through and wrongly refuses 1 in 200 (the manifest's table).
 */
const differentFromFmr = 0.01;

export interface ModelsInUse {
  readonly pack: string;
  readonly encoder: EncoderInUse;
  /** Components of an encoding. */
  readonly dims: number;
  /** Where the threshold comes from, in words. */
  readonly thresholdNote: string;
  readonly loaded: Result<Pack>;
}

/** What the manifest says of the models in use. Without a manifest nothing ever matches. */
export async function describeModels(manifestPath: string): Promise<ModelsInUse> {
  try {
    const pack = packNamed(await loadManifest(manifestPath), packName);
    return {
      pack: pack.name,
      encoder: {
        sha256: modelOf(pack, 'encoder').sha256,
        threshold: defaultThreshold(pack),
        differentFrom: distanceAt(pack, differentFromFmr),
      },
      dims: pack.encodingLength,
      thresholdNote: `FMR ${pack.scores.defaultFmr} between strangers (${pack.scores.reference})`,
      loaded: ok(pack),
    };
  } catch (cause) {
    const loaded = { ok: false, error: modelError(cause) } as const;
    return { pack: packName, encoder: closedEncoder, dims: 0, thresholdNote: '', loaded };
  }
}

/** Hashes every model file of the pack. Errors: model-missing, model-damaged. */
export async function checkModelFiles(models: ModelsInUse, dir: string): Promise<Result<string>> {
  if (!models.loaded.ok) return models.loaded;
  const pack = models.loaded.value;
  const faulty = await faultyModels(pack, dir);
  if (faulty.length > 0) {
    const damaged = faulty.some(({ fault }) => fault === 'damaged');
    const detail = faulty.map(({ file, fault }) => `${file} ${describeFault(fault)}`).join(', ');
    return fail(damaged ? 'model-damaged' : 'model-missing', detail);
  }
  return ok(`pack ${pack.name}: ${pack.models.map((model) => model.file).join(', ')}`);
}
