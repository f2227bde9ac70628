import { readFile } from 'node:fs/promises';
import type { Protocol } from 'electron';
import { findRendererFile } from '../renderer-files.ts';
import { securityHeaders } from '../security-headers.ts';
import { appScheme, isOurs } from './origin.ts';

const headers = securityHeaders(`'self'`);

/** Makes the scheme a proper origin. Electron takes this once, before the app is ready. */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges }]);
}

/** Serves the built renderer, and nothing outside its folder. */
export function serveRenderer(protocol: Pick<Protocol, 'handle'>, root: string): void {
  protocol.handle(appScheme, (request) => answer(root, request));
}

async function answer(root: string, request: Pick<Request, 'method' | 'url'>): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405);
  const file = isOurs(request.url)
    ? await findRendererFile(root, new URL(request.url).pathname || '/')
    : null;
  if (file === null) return refusal(404);
  try {
    const body = request.method === 'HEAD' ? null : new Uint8Array(await readFile(file.path));
    return new Response(body, { headers: { ...headers, 'content-type': file.mimeType } });
  } catch {
    return refusal(404);
  }
}

/** Shown only where the renderer was not built. */
function refusal(status: 404 | 405): Response {
  return new Response('This part of Threshold is missing. Start it with npm start.', {
    status,
    headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
  });
}
