import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { PackFile } from '../../../native-models/manifest.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { wantedModels } from './fetch-pack.ts';
import { fileError } from './file-error.ts';
import { sha256Of, syncFolder } from './part-file.ts';
import type { ShelvedPack } from './pack-shelf.ts';
import type { Report } from './pack-work.ts';

/** A copy that is not finished. */
const copySuffix = '.copy';

/**
 * Copies the files of a pack that are not there out of a folder and those within it. Files are
 * known by their content, whatever their names; only those of the right size are read.
 * Errors: fetch-not-in-folder (then nothing was copied), store-full.
 */
export async function fillFromFolder(
  { pack, dir }: ShelvedPack,
  from: string,
  report: Report,
): Promise<Result<void>> {
  const wanted = await wantedModels({ pack, dir });
  try {
    const found = await search(wanted, from);
    const missing = wanted.filter((model) => !found.has(model));
    if (missing.length > 0) {
      return fail('fetch-not-in-folder', missing.map(({ file }) => file).join(', '));
    }
    await mkdir(dir, { recursive: true, mode: 0o700 });
    let done = 0;
    for (const [model, path] of found) {
      report(done++, found.size);
      const copied = await copyWhole(path, join(dir, model.file), model.sha256);
      if (!copied) return fail('fetch-not-in-folder', `${model.file} changed while it was copied`);
    }
    await syncFolder(dir);
    return ok(undefined);
  } catch (cause) {
    return { ok: false, error: fileError(cause) };
  }
}

async function search(wanted: readonly PackFile[], from: string): Promise<Map<PackFile, string>> {
  const found = new Map<PackFile, string>();
  for await (const { path, size } of filesIn(from)) {
    const candidates = wanted.filter((model) => model.bytes === size && !found.has(model));
    if (candidates.length === 0) continue;
    const sha256 = await sha256Of(path).catch(() => null);
    for (const model of candidates) if (model.sha256 === sha256) found.set(model, path);
    if (found.size === wanted.length) break;
  }
  return found;
}

/** A folder that cannot be read has no files. */
async function* filesIn(folder: string): AsyncGenerator<{ path: string; size: number }> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    const entry = await stat(path).catch(() => null);
    if (entry?.isFile()) yield { path, size: entry.size };
  }
}

/** False where the bytes that were copied are not those of `sha256`. */
async function copyWhole(from: string, to: string, sha256: string): Promise<boolean> {
  const copy = to + copySuffix;
  try {
    const hash = createHash('sha256');
    await pipeline(
      createReadStream(from),
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(copy, { mode: 0o600 }),
    );
    if (hash.digest('hex') !== sha256) return false;
    const written = await open(copy, 'r+');
    await written.sync().finally(() => written.close());
    await rename(copy, to);
    return true;
  } finally {
    await rm(copy, { force: true });
  }
}
