import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import type { Access } from './access.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

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
  secure(access, response);
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
  'This page needs the link that the station printed when it started. Each link works once; start the station again for a new one.\n';

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
  const file = await fileWithin(rendererDir, pathname === '/' ? '/index.html' : pathname);
  const type = file && types[extname(file.path)];
  if (!file || !type) return end(response, 404);
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', file.size);
  if (request.method === 'HEAD') return end(response, 200);
  createReadStream(file.path)
    .on('error', () => response.destroy())
    .pipe(response);
}

/** The file of this path if it truly lies within the folder, links resolved. */
async function fileWithin(
  folder: string,
  pathname: string,
): Promise<{ path: string; size: number } | null> {
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, decodeURIComponent(pathname)));
    if (!path.startsWith(root + sep)) return null;
    const found = await stat(path);
    return found.isFile() ? { path, size: found.size } : null;
  } catch {
    return null;
  }
}

/** The page may load its own files, show what it made itself, and talk to the station only. */
function secure(access: Access, response: ServerResponse): void {
  const socket = `${access.origin.replace('http:', 'ws:')}/station`;
  response.setHeader(
    'Content-Security-Policy',
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' blob: data:",
      "font-src 'self'",
      "media-src 'self' blob:",
      `connect-src ${socket}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  );
  response.setHeader('Permissions-Policy', 'camera=(self), microphone=(), geolocation=()');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Cache-Control', 'no-store');
}

function end(response: ServerResponse, status: number, text = ''): void {
  response.statusCode = status;
  if (text) response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end(text);
}
