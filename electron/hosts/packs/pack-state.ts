import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { filesOf, findModel } from '../../../native-models/manifest.ts';
import { faultyModels } from '../../../native-models/verify.ts';
import type { PackView } from '../../contract/recognition.ts';
import { encoderIdentity } from './encoder-identity.ts';
import { partSuffix } from './part-file.ts';
import type { BrokenPack, ShelvedPack } from './pack-shelf.ts';

/** The pack in use, and the encoders that its templates serve: see `kinOf`. */
export interface InUse {
  readonly name: string;
  readonly kin: ReadonlySet<string>;
}

/** A pack as it is shown. Every file is hashed. */
export async function viewPack(shelved: ShelvedPack, inUse: InUse): Promise<PackView> {
  const { pack } = shelved;
  return {
    name: pack.name,
    description: pack.description,
    inUse: pack.name === inUse.name,
    state: await packState(shelved),
    measured: pack.scores !== null,
    converts: inUse.kin.has(encoderIdentity(shelved)),
    encoderSha256: findModel(pack, 'encoder')?.sha256 ?? '',
    bytes: filesOf(pack).reduce((sum, { bytes }) => sum + bytes, 0),
    licences: [...new Set(pack.models.map(({ licence }) => licence))],
  };
}

/** A folder whose manifest cannot be used; the description says why. */
export function viewBroken({ name, error }: BrokenPack, inUse: string): PackView {
  return {
    name,
    description: error.message,
    inUse: name === inUse,
    state: 'damaged',
    measured: false,
    converts: false,
    encoderSha256: '',
    bytes: 0,
    licences: [],
  };
}

/** `damaged` where any file has other bytes than it should, or may not be read. */
async function packState({ pack, dir }: ShelvedPack): Promise<PackView['state']> {
  const faulty = await faultyModels(pack, dir);
  if (faulty.length === 0) return 'ready';
  if (faulty.some(({ fault }) => fault !== 'missing')) return 'damaged';
  if (faulty.length < filesOf(pack).length) return 'partial';
  const parts = await Promise.all(faulty.map(({ file }) => exists(join(dir, file + partSuffix))));
  return parts.includes(true) ? 'partial' : 'absent';
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
