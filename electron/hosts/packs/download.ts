import type { FileHandle } from 'node:fs/promises';
import { fail, ok, type Result } from '../../contract/errors.ts';
import type { PartFile } from './part-file.ts';
import { request, type Offer } from './request.ts';

export interface DownloadLimits {
  /** Ms without a byte after which a download counts as broken off. */
  readonly stallMs: number;
  /** Which addresses may be asked, redirects included. */
  readonly permits: (url: URL) => boolean;
  /** Ends a download that is under way; what came is kept. */
  readonly ended?: AbortSignal;
}

/** Nothing but https, and half a minute of patience: a slow line drips, a dead one is silent. */
export const defaultDownloadLimits: DownloadLimits = {
  stallMs: 30_000,
  permits: ({ protocol }) => protocol === 'https:',
};

export interface Wanted {
  readonly url: URL;
  /** Length of the whole file. */
  readonly bytes: number;
  /** What came before, and where to put what comes. */
  readonly part: PartFile;
  /** Bytes so far, those of earlier tries included. */
  readonly onBytes: (done: number) => void;
}

/**
 * Brings a part to its full length, going on where it ended. A download that breaks off is taken up
 * again as long as each try brings something. The bytes are not yet hashed.
 * Errors: fetch-offline, fetch-interrupted (the part is kept), fetch-wrong-bytes (it is kept where
 * nothing of what was offered was written).
 * @throws what writing the file throws.
 */
export async function download(wanted: Wanted, limits: DownloadLimits): Promise<Result<void>> {
  for (;;) {
    const before = await wanted.part.size();
    const came = await attempt(wanted, before, limits);
    if (came.ok || came.error.code !== 'fetch-interrupted' || limits.ended?.aborted) return came;
    if ((await wanted.part.size()) <= before) return came;
  }
}

async function attempt(
  wanted: Wanted,
  size: number,
  limits: DownloadLimits,
): Promise<Result<void>> {
  const { part, bytes, url } = wanted;
  if (size === bytes) return ok(undefined);
  if (size > bytes) await part.discard();
  const from = size > bytes ? 0 : size;
  const offer = await request(url, { from, tag: await part.tag() }, limits);
  if (!offer.ok) {
    // The server has nothing behind it: it is no part of this file.
    if (offer.error.code === 'fetch-wrong-bytes') await part.discard();
    return offer;
  }
  const { body, start, total, tag } = offer.value;
  // What is not the file at all, such as a page that asks to log in, is not waited for, and what
  // came before is as good as it was.
  const fits = (total === null || total === bytes) && (start === 0 || start === from);
  if (!fits) {
    body.cancel();
    return fail('fetch-wrong-bytes', lengthOf(offer.value, bytes));
  }
  const file = start === 0 ? await part.begin(tag) : await part.append();
  try {
    return await receive(offer.value, file, wanted);
  } finally {
    body.cancel();
    await file.close();
  }
}

function lengthOf({ total }: Offer, bytes: number): string {
  return `the server offers ${total} bytes instead of ${bytes}`;
}

/** Errors: fetch-interrupted, fetch-wrong-bytes. */
async function receive(
  { body, start }: Offer,
  file: FileHandle,
  { bytes, part, onBytes }: Wanted,
): Promise<Result<void>> {
  let size = start;
  for (;;) {
    const chunk = await body.next();
    if (!chunk.ok) return chunk;
    if (chunk.value === null) break;
    size += chunk.value.byteLength;
    // A server that goes on and on must not fill the disk.
    if (size > bytes) {
      await part.discard();
      return fail('fetch-wrong-bytes', `more than ${bytes} bytes came`);
    }
    await file.writeFile(chunk.value);
    onBytes(size);
  }
  await file.sync();
  return size === bytes ? ok(undefined) : fail('fetch-interrupted', `${size} of ${bytes} bytes`);
}
