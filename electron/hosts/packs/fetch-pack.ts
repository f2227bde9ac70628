import { mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { filesOf, type PackFile } from '../../../native-models/manifest.ts';
import { faultyModels } from '../../../native-models/verify.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { download, type DownloadLimits } from './download.ts';
import { fileError } from './file-error.ts';
import { PartFile } from './part-file.ts';
import type { ShelvedPack } from './pack-shelf.ts';
import type { Report } from './pack-work.ts';

/** Left free for the database and the system besides the files that are fetched, bytes. */
const spareBytes = 64 * 1024 * 1024;

/**
 * Downloads the files of a pack that are not there or not whole. A file has its name only once its
 * bytes were hashed. Errors: pack-incomplete (no address), store-full, fetch codes.
 */
export async function fetchPack(
  { pack, dir }: ShelvedPack,
  limits: DownloadLimits,
  report: Report,
): Promise<Result<void>> {
  const wanted = await wantedModels({ pack, dir });
  const made = wanted.find(({ address }) => address === undefined);
  if (made !== undefined) return fail('pack-incomplete', noAddress(pack.name, made.file));
  const of = wanted.reduce((sum, { bytes }) => sum + bytes, 0);
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const room = await roomFor(wanted, dir);
    if (!room.ok) return room;
    let before = 0;
    for (const model of wanted) {
      const fetched = await fetchModel(model, dir, limits, (done) => report(before + done, of));
      if (!fetched.ok) return fetched;
      before += model.bytes;
    }
    return ok(undefined);
  } catch (cause) {
    return { ok: false, error: fileError(cause) };
  }
}

/** Files that are absent or have other bytes than they should. */
export async function wantedModels({
  pack,
  dir,
}: Pick<ShelvedPack, 'pack' | 'dir'>): Promise<PackFile[]> {
  const faulty = new Set((await faultyModels(pack, dir)).map(({ file }) => file));
  return filesOf(pack).filter(({ file }) => faulty.has(file));
}

function noAddress(pack: string, file: string): string {
  return `${file} of ${pack} has no address to fetch it from: use --from FOLDER, or for the pack core start the station with npm start, which makes it`;
}

async function fetchModel(
  model: PackFile,
  dir: string,
  limits: DownloadLimits,
  onBytes: (done: number) => void,
): Promise<Result<void>> {
  const part = new PartFile(join(dir, model.file));
  const { address, bytes, sha256, file } = model;
  const came = await download({ url: new URL(address ?? ''), bytes, part, onBytes }, limits);
  if (!came.ok) return came;
  if (await part.finish(sha256)) return ok(undefined);
  await part.discard();
  return fail('fetch-wrong-bytes', `${file} has another sha256`);
}

/** Errors: store-full. */
async function roomFor(models: readonly PackFile[], dir: string): Promise<Result<void>> {
  let needed = spareBytes;
  for (const { file, bytes } of models) {
    const there = await new PartFile(join(dir, file)).size();
    needed += Math.max(0, bytes - there);
  }
  const { bavail, bsize } = await statfs(dir);
  const free = bavail * bsize;
  if (free >= needed) return ok(undefined);
  return fail('store-full', `${megabytes(needed)} MB are needed, ${megabytes(free)} MB are free`);
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1e6);
}
