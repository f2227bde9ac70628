import { createReadStream } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { findRendererFile } from '../renderer-files.ts';
import { securityHeaders } from '../security-headers.ts';
import type { Access } from './access.ts';

/** Serves the renderer's files and nothing else, to requests with a session. */
export function createRequestListener(access: Access, rendererDir: string): RequestListener {
  return (request, response) => {
    answer(access, rendererDir, request, response).catch(() => end(response, 500));
  };
}

async function answer(
  access: Access,
  rendererDir: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const headers = securityHeaders(socketOf(access));
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (!access.isOurHost(request.headers.host)) return end(response, 403);
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405);
  const url = URL.parse(request.url ?? '', access.origin);
  // "//host/path" names another host: that is no page of ours.
  if (url?.origin !== access.origin) return end(response, 400);
  const key = url.pathname === '/' ? url.searchParams.get('key') : null;
  if (key !== null) return exchange(access, key, response);
  if (!access.hasSession(request.headers.cookie)) return end(response, 403, needLink);
  await sendFile(rendererDir, url.pathname, request, response);
}

const needLink =
  'This page needs a fresh link of the station. Each link works once and for a few minutes. Press Enter in the terminal where the station runs to get another, or start the station again.\n';

function exchange(access: Access, key: string, response: ServerResponse): void {
  const cookie = access.exchange(key);
  if (!cookie) return end(response, 403, needLink);
  response.setHeader('Set-Cookie', cookie);
  response.setHeader('Location', '/');
  end(response, 303);
}

async function sendFile(
  rendererDir: string,
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = await findRendererFile(rendererDir, pathname);
  if (!file) return end(response, 404);
  response.setHeader('Content-Type', file.mimeType);
  response.setHeader('Content-Length', file.size);
  if (request.method === 'HEAD') return end(response, 200);
  createReadStream(file.path)
    .on('error', () => response.destroy())
    .pipe(response);
}

/** The only address the page may talk to. */
function socketOf({ origin }: Access): string {
  return `${origin.replace('http:', 'ws:')}/station`;
}

function end(response: ServerResponse, status: number, text = ''): void {
  response.statusCode = status;
  if (text) response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end(text);
}
