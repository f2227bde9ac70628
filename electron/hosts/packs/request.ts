import { fail, ok, type Result } from '../../contract/errors.ts';
import { Body } from './body.ts';
import type { DownloadLimits } from './download.ts';

/** What a server sends of a file. */
export interface Offer {
  readonly body: Body;
  /** Where in the file the body begins. */
  readonly start: number;
  /** Length of the whole file by the server's account; null where it says nothing. */
  readonly total: number | null;
  /** A strong name of this version of the file, if the server has one. */
  readonly tag: string | null;
}

export interface Since {
  /** Bytes that are there already. */
  readonly from: number;
  /** Version that they are of; null where it is not known. */
  readonly tag: string | null;
}

const maxRedirects = 5;

/**
 * Asks for a file, or for the rest of it (RFC 9110, 14.2 Range, 13.1.5 If-Range). A server that
 * has another version, or knows no ranges, sends the whole file.
 * Errors: fetch-offline, fetch-interrupted, fetch-wrong-bytes (its file ends before `since`).
 */
export async function request(
  url: URL,
  since: Since,
  limits: DownloadLimits,
): Promise<Result<Offer>> {
  let at = url;
  for (let hops = 0; hops <= maxRedirects; hops++) {
    if (!limits.permits(at))
      return fail('fetch-offline', `${at.protocol}//${at.host} is not https`);
    const asked = await ask(at, since, limits);
    if (!asked.ok) return asked;
    const { response, body } = asked.value;
    const next = redirection(response, at);
    if (next === null) return offer(response, body, at);
    body.cancel();
    at = next;
  }
  return fail('fetch-offline', `more than ${maxRedirects} redirects`);
}

async function ask(
  url: URL,
  { from, tag }: Since,
  { stallMs, ended }: DownloadLimits,
): Promise<Result<{ response: Response; body: Body }>> {
  const abort = new AbortController();
  const headers: Record<string, string> = {
    // Bytes as they are: their number is checked.
    'accept-encoding': 'identity',
    ...(from > 0 ? { range: `bytes=${from}-` } : {}),
    ...(from > 0 && tag !== null ? { 'if-range': tag } : {}),
  };
  const signal = ended ? AbortSignal.any([abort.signal, ended]) : abort.signal;
  const timer = setTimeout(() => abort.abort(), stallMs);
  try {
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    return ok({ response, body: new Body(response, abort, stallMs) });
  } catch (cause) {
    if (abort.signal.aborted) return fail('fetch-interrupted', `${url.host} is silent`);
    const reason = reasonOf(cause);
    const answered = reason === 'ECONNRESET' || reason === 'UND_ERR_SOCKET';
    return fail(answered ? 'fetch-interrupted' : 'fetch-offline', `${url.host}: ${reason}`);
  } finally {
    clearTimeout(timer);
  }
}

/** `fetch` says "fetch failed" and puts the reason behind it. */
function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error ? (cause.cause ?? cause) : cause;
  if (inner instanceof Error && 'code' in inner) return String(inner.code);
  return inner instanceof Error ? inner.message : 'unknown';
}

function redirection(response: Response, at: URL): URL | null {
  const location = response.headers.get('location');
  const isOne = [301, 302, 303, 307, 308].includes(response.status);
  return isOne && location !== null && URL.canParse(location, at.href)
    ? new URL(location, at)
    : null;
}

function offer(response: Response, body: Body, { host }: URL): Result<Offer> {
  const { status, headers } = response;
  const length = numberOrNull(headers.get('content-length'));
  if (status === 200) return ok({ body, start: 0, total: length, tag: strongTag(headers) });
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '');
  if (status === 206 && range) {
    const start = Number(range[1]);
    const total = numberOrNull(range[2] ?? null) ?? (length === null ? null : start + length);
    return ok({ body, start, total, tag: strongTag(headers) });
  }
  body.cancel();
  if (status === 416) return fail('fetch-wrong-bytes', `${host} has no such part of the file`);
  const busy = status >= 500 || status === 408 || status === 429;
  return fail(busy ? 'fetch-interrupted' : 'fetch-offline', `${host} answered ${status}`);
}

/** A weak tag names a meaning, not bytes, and must not be sent as If-Range. */
function strongTag(headers: Headers): string | null {
  const tag = headers.get('etag');
  return tag !== null && tag.startsWith('"') ? tag : null;
}

function numberOrNull(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
