import { join } from 'node:path';
import { ok, type ErrorCode, type Result } from '../../contract/errors.ts';
import type { ShelvedPack } from '../../hosts/packs/pack-shelf.ts';
import { checkPolicy } from '../../station/subject.ts';
import { usableFace } from '../../station/usable-face.ts';
import { VisionClient } from '../../vision/client.ts';
import type { SpawnVision } from '../../vision/port.ts';
import { ObservationCache, type Seen } from './observation-cache.ts';
import { observePhotos } from './observe-photos.ts';
import { photosOf, type PhotoFile } from './photo-folder.ts';
import { pipelineFingerprint } from './pipeline-fingerprint.ts';
import { Progress } from './progress.ts';

/** A photo of a test set as the station would have used it. */
export interface EncodedPhoto {
  /** `person/file name without its ending`. */
  readonly photo: string;
  readonly person: string;
  /** Unit length; null for a failure to acquire. */
  readonly encoding: Float32Array | null;
  /** Unified quality score, 0..1; 0 for a failure to acquire. */
  readonly quality: number;
  /** Why it was not acquired. */
  readonly code: ErrorCode | null;
  /** Time in the vision process; 0 where it was not reached. */
  readonly ms: number;
}

export interface EncodeFolderOptions {
  /** One folder per person inside, named as the person. */
  readonly folder: string;
  readonly shelved: ShelvedPack;
  readonly visionEntry: string;
  readonly spawnVision: SpawnVision;
  /** Where what was seen is kept for the next run, 0700; null to keep nothing. */
  readonly cacheDir: string | null;
  readonly log: (line: string) => void;
}

/** Where the bench keeps what it saw: biometric data of the test set, for their owner only. */
export function benchCacheDir(dataDir: string): string {
  return join(dataDir, 'bench-cache');
}

/**
 * All photos of a folder through the pack's whole pipeline, as the station runs it for a camera's
 * frame; a photo that the station would refuse is a failure to acquire, with its code. Shows its
 * progress on stderr. Errors: file-not-found, invalid-request, model and vision codes.
 */
export async function encodeFolder(options: EncodeFolderOptions): Promise<Result<EncodedPhoto[]>> {
  const photos = await photosOf(options.folder);
  if (!photos.ok) return photos;
  const cache = await openCache(options);
  const progress = new Progress('photo');
  const seen = await observePhotos(photos.value, {
    openVision: () => openVision(options),
    cache,
    onProgress: (done, of, fresh) => progress.report(done, of, fresh),
  }).finally(() => cache?.close());
  if (!seen.ok) return seen;
  return ok(photos.value.map((photo, index) => encoded(photo, seen.value[index]!)));
}

/** Without a cache everything goes on, only slower the next time. */
async function openCache(options: EncodeFolderOptions): Promise<ObservationCache | null> {
  const { cacheDir, shelved, visionEntry, log } = options;
  if (cacheDir === null) return null;
  const tell = (cause: unknown): void => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    log(`What is seen cannot be kept for the next run: ${reason}`);
  };
  try {
    const fingerprint = await pipelineFingerprint(shelved.pack, visionEntry);
    const path = join(cacheDir, `${shelved.pack.name}.bin`);
    return await ObservationCache.open(path, fingerprint, tell);
  } catch (cause) {
    tell(cause);
    return null;
  }
}

function openVision({ shelved, spawnVision, log }: EncodeFolderOptions): VisionClient {
  return new VisionClient({
    spawn: spawnVision,
    args: [
      ...['--models', shelved.dir, '--manifest', shelved.manifestPath],
      ...['--pack', shelved.pack.name, '--threads', '1'],
    ],
    onChange: (error) => {
      if (error) log(error.message);
    },
  });
}

function encoded({ key, person }: PhotoFile, seen: Seen): EncodedPhoto {
  const ms = seen.ok ? Object.values(seen.value.timings).reduce((sum, part) => sum + part, 0) : 0;
  const face = usableFace(seen, checkPolicy);
  return face.ok
    ? { photo: key, person, ...face.value, code: null, ms }
    : { photo: key, person, encoding: null, quality: 0, code: face.error.code, ms };
}
